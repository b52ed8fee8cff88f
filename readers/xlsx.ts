/** Workbooks to raw rows. Parsing blocks for seconds and takes memory, so it happens in a worker thread with a limit of its own. */

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AssuranceError } from '../schemas/errors/error.js';
import type { XlsxFormat } from '../schemas/project.js';
import type { LineAccount, RawCell } from '../schemas/rows.js';
import { TableAccount, totalsOf } from './account.js';
import { Chunks } from './chunks.js';
import { packageRoot } from './package-root.js';
import type { ReadChunk, Reading, ReadOptions } from './reader.js';
import { ThreadMessages } from './thread-messages.js';
import type { FromThread, SheetRow, WorkbookRequest } from './workbook-messages.js';

/** A thread runs compiled code only, also when this file runs from its source. */
const THREAD = join(packageRoot, 'dist', 'readers', 'workbook-thread.js');

/** The heap in which one workbook must fit; see docs/decisions/022 for what was measured. */
export const HEAP_LIMIT_MB = 2_048;

/** Reads the sheets that the format asks for, one table each. Errors: see readFile. */
export async function* readWorkbook(path: string, format: XlsxFormat, options: ReadOptions): Reading {
  const request: WorkbookRequest = { path, sheet: format.sheet };
  const worker = new Worker(THREAD, {
    workerData: request,
    execArgv: [], // flags of the process are no business of the thread, and some of them forbid it to start
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB },
  });
  const messages = new ThreadMessages<FromThread>(worker, options.signal);
  const tables: LineAccount[] = [];
  const sheets: SheetTable[] = [];
  let sheet: SheetTable | undefined;
  try {
    for (;;) {
      const message = await messages.next();
      switch (message.kind) {
        case 'read':
          options.onBytes?.(message.bytes);
          break;
        case 'sheet':
          sheets.push((sheet = new SheetTable(message.sheet, format)));
          break;
        case 'rows':
          if (sheet !== undefined) yield* sheet.take(message.rows);
          break;
        case 'sheet_end':
          if (sheet !== undefined) tables.push(yield* sheet.end(message.lines));
          break;
        case 'end':
          return {
            tables,
            ...totalsOf(...sheets.map(({ account }) => account)),
            sheets_not_read: message.sheets_not_read,
            notes: message.notes,
          };
        case 'failed':
          throw new AssuranceError(message.code, message.message, { where: message.where });
      }
    }
  } finally {
    await messages.close();
  }
}

class SheetTable {
  readonly account: TableAccount;
  private readonly chunks = new Chunks();

  constructor(sheet: string, format: XlsxFormat) {
    this.account = new TableAccount(sheet, format);
  }

  *take(rows: SheetRow[]): Generator<ReadChunk> {
    for (const { line, cells, weight } of rows) {
      const width = this.account.table?.header.length ?? 0;
      const row = this.account.take(line, 1, padded(cells, width));
      if (row !== undefined) this.chunks.add(row, weight);
      if (this.account.table !== undefined && this.chunks.full) yield this.chunks.take(this.account.table);
    }
  }

  *end(lines: number): Generator<ReadChunk, LineAccount> {
    const account = this.account.close(lines);
    if (this.account.table !== undefined && this.chunks.due) yield this.chunks.take(this.account.table);
    return account;
  }
}

/** A sheet does not store the empty cells at the end of a row; a text file does. */
function padded(cells: RawCell[], width: number): RawCell[] {
  while (cells.length < width) cells.push('');
  return cells;
}
