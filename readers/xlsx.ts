/** Workbooks to raw rows. Parsing blocks for seconds and takes memory, so it happens in a worker thread with a limit of its own. */

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AssuranceError } from '../schemas/errors/error.js';
import type { XlsxFormat } from '../schemas/project.js';
import { printable } from '../schemas/printable.js';
import type { LineAccount, ReaderHold } from '../schemas/rows.js';
import { totalsOf } from './account.js';
import { packageRoot } from './package-root.js';
import { RowUnpacker } from './packed-rows.js';
import type { Reading, ReadOptions } from './reader.js';
import { SheetTable } from './sheet-table.js';
import { ThreadMessages } from './thread-messages.js';
import type { FromThread, WorkbookRequest } from './workbook-messages.js';

/** A thread runs compiled code only, also when this file runs from its source. */
const THREAD = join(packageRoot, 'dist', 'readers', 'workbook-thread.js');

/** The heap in which one workbook must fit; see docs/decisions/022 for what was measured. */
export const HEAP_LIMIT_MB = 2_048;

/** Reads the sheets that the format asks for, one table each. Errors: see readFile. */
export async function* readWorkbook(path: string, format: XlsxFormat, options: ReadOptions): Reading {
  const { sheet: wanted, hidden_sheets, formulas, header_row } = format;
  const request: WorkbookRequest = { path, format: { sheet: wanted, hidden_sheets, formulas, header_row } };
  const worker = new Worker(THREAD, {
    workerData: request,
    execArgv: [], // flags of the process are no business of the thread, and some of them forbid it to start
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB },
  });
  const messages = new ThreadMessages<FromThread>(worker, options.signal);
  const unpacker = new RowUnpacker();
  const tables: SheetTable[] = [];
  const lines: LineAccount[] = [];
  try {
    for (;;) {
      const message = await messages.next();
      const sheet = tables.at(-1);
      switch (message.kind) {
        case 'read':
          options.onBytes?.(message.bytes);
          break;
        case 'sheet':
          tables.push(new SheetTable(message.sheet, format, message.width));
          break;
        case 'rows':
          if (sheet !== undefined) yield* sheet.take(unpacker.unpack(message.rows));
          break;
        case 'sheet_end':
          if (sheet !== undefined) lines.push(yield* sheet.end(message.lines));
          break;
        case 'end': {
          options.onBytes?.(message.bytes);
          const { sheets_not_read } = message;
          const notes = [...message.notes, ...tables.flatMap((table) => table.notes)];
          const holds = [...hiddenSheets(message.hidden_sheets, format), ...tables.flatMap((table) => table.holds)];
          const totals = totalsOf(...tables.map(({ account }) => account));
          return { tables: lines, ...totals, sheets_not_read, notes, ...(holds.length > 0 ? { holds } : {}) };
        }
        case 'failed':
          throw new AssuranceError(message.code, message.message, { where: message.where });
      }
    }
  } finally {
    await messages.close();
  }
}

const hiddenSheets = (names: readonly string[], { hidden_sheets }: XlsxFormat): ReaderHold[] =>
  hidden_sheets === 'hold' ? names.map((name) => ({ code: 'HIDDEN_SHEET', says: `Sheet "${printable(name)}" is hidden.` })) : [];
