/** Entry of the worker thread: parses one workbook and sends its rows, chunk by chunk, as they are asked for. */

import { open, type FileHandle } from 'node:fs/promises';
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { AssuranceError } from '../schemas/errors/error.js';
import { CommonValues } from './common-values.js';
import { openBook } from './ooxml/book.js';
import { rowsOf } from './ooxml/sheets.js';
import { buffersOf, RowPacker } from './packed-rows.js';
import { correctedSheets } from './corrected-sheets.js';
import { chooseSheets, type ListedSheet } from './sheet-choice.js';
import { filledRows, RowChunk } from './sheet-rows.js';
import { openWhole } from './workbook.js';
import { workbookFile } from './workbook-kind.js';
import type { FromThread, ReadRow, RowBatches, WorkbookRequest } from './workbook-messages.js';

const port = parentPort;
if (port === null) throw new Error('workbook-thread runs as a worker thread only');

/** A workbook of any kind, by its sheets. */
interface Sheets<Sheet extends ListedSheet> {
  sheets: readonly Sheet[];
  notes: readonly string[];
  /** What cells of its rows may name. */
  values: CommonValues;
  /** @param again whether they will be asked for once more. */
  rows: (sheet: Sheet, again: boolean) => RowBatches;
  /** The same as far as they are looked at, in the order in which they stand, to be asked for once more. */
  firstRows: (sheet: Sheet) => RowBatches;
}

async function tell(message: FromThread, transfer: ArrayBuffer[] = []): Promise<void> {
  const answered = once(port as NonNullable<typeof port>, 'message');
  port?.postMessage(message, transfer);
  await answered;
}

async function run({ path, format }: WorkbookRequest): Promise<FromThread> {
  const file = await open(path);
  try {
    await tell({ kind: 'read', bytes: 0 });
    const rejectFormulas = format.formulas === 'reject';
    const found = await workbookFile(file);
    if (found.kind === 'xlsx') {
      const { archive } = found;
      const book = await openBook(archive);
      return await send(file, format, {
        ...book,
        values: book.rules.values,
        rows: (sheet) => rowsOf(archive, book, sheet, { rejectFormulas }),
        firstRows: (sheet) => rowsOf(archive, book, sheet, { rejectFormulas, sorted: false }),
      });
    }
    // Half a megabyte of tables that no other kind needs
    if (found.kind === 'xls') await import('./code-pages.js');
    const { sheets, notes, date1904, open: openSheet } = openWhole(found.bytes, found, rejectFormulas);
    const rows = ({ name }: ListedSheet, again: boolean) =>
      oneByOne(filledRows(openSheet(name), { date1904, rejectFormulas, keep: again }));
    const firstRows = (sheet: ListedSheet) => rows(sheet, true);
    return await send(file, format, { sheets, notes, values: new CommonValues(), rows, firstRows });
  } finally {
    await file.close();
  }
}

/** Of several sheets an empty one is noted and is no table; one that is alone has no header. */
async function send<Sheet extends ListedSheet>(
  file: FileHandle,
  format: WorkbookRequest['format'],
  { sheets, notes, values, rows, firstRows }: Sheets<Sheet>,
): Promise<FromThread> {
  const bytes = (await file.stat()).size;
  const corrected = await correctedSheets(sheets, { header_row: format.header_row, values }, firstRows);
  const choice = chooseSheets(sheets, format, corrected);
  const packer = new RowPacker(values);
  const empty: string[] = [];
  for (const sheet of choice.read) {
    // A sheet does not store the empty cells at the end of a row, so its first row says nothing of its columns
    const width = format.header_row === 0 ? await widest(rows(sheet, true)) : 0;
    const lines = await sendRows({ sheet: sheet.name, width }, rows(sheet, false), packer);
    if (lines === 0) empty.push(sheet.name);
  }
  const [first, ...others] = empty;
  const alone = empty.length === choice.read.length && first !== undefined;
  if (alone) {
    await tell({ kind: 'sheet', sheet: first, width: 0 });
    await tell({ kind: 'sheet_end', lines: 0 });
  }
  const hidden_sheets = choice.read.filter(({ hidden }) => hidden).map(({ name }) => name);
  const emptyNotes = (alone ? others : empty).map((name) => `sheet "${name}" is empty`);
  return { kind: 'end', sheets_not_read: choice.sheets_not_read, notes: [...choice.notes, ...notes, ...emptyNotes], hidden_sheets, bytes };
}

/** @returns the last row with a filled cell. */
async function sendRows({ sheet, width }: { sheet: string; width: number }, batches: RowBatches, packer: RowPacker): Promise<number> {
  const chunk = new RowChunk(sheet);
  const handOver = async () => {
    const rows = packer.pack(chunk.take());
    await tell({ kind: 'rows', rows }, buffersOf(rows));
  };
  for await (const batch of batches) {
    for (const row of batch) {
      if (chunk.last === 0) await tell({ kind: 'sheet', sheet, width });
      chunk.add(row);
      if (chunk.full) await handOver();
    }
  }
  if (chunk.last === 0) return 0;
  await handOver();
  await tell({ kind: 'sheet_end', lines: chunk.last });
  return chunk.last;
}

/** @returns how many cells the row with the most of them has. */
async function widest(batches: RowBatches): Promise<number> {
  let width = 0;
  for await (const batch of batches) for (const { cells } of batch) width = Math.max(width, cells.length);
  return width;
}

function* oneByOne(rows: Iterable<ReadRow>): Generator<ReadRow[]> {
  for (const row of rows) yield [row];
}

/** Only what is meant for people crosses over: messages of SheetJS may hold cells. */
function failure(error: unknown): FromThread {
  if (!(error instanceof AssuranceError)) throw error;
  return { kind: 'failed', code: error.code, message: error.message, where: error.where };
}

port.postMessage(await run(workerData as WorkbookRequest).catch(failure));
