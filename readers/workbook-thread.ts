/** Entry of the worker thread: parses one workbook and sends its rows, chunk by chunk, as they are asked for. */

import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { AssuranceError } from '../schemas/errors/error.js';
import { CHUNK_ROWS, CHUNK_WEIGHT } from './chunks.js';
import { filledRows, lastFilledRow } from './sheet-rows.js';
import { openWorkbook, type OpenSheet } from './workbook.js';
import type { FromThread, SheetRow, WorkbookRequest } from './workbook-messages.js';

const port = parentPort;
if (port === null) throw new Error('workbook-thread runs as a worker thread only');

async function tell(message: FromThread): Promise<void> {
  const answered = once(port as NonNullable<typeof port>, 'message');
  port?.postMessage(message);
  await answered;
}

async function run({ path, sheet: wanted }: WorkbookRequest): Promise<FromThread> {
  const file = readFileSync(path);
  await tell({ kind: 'read', bytes: file.length });
  const { sheets, sheets_not_read, date1904 } = openWorkbook(file, wanted);
  const measured = sheets.map((sheet) => ({ sheet, lines: lastFilledRow(sheet.data, date1904) }));
  const filled = measured.filter(({ lines }) => lines > 0);
  const empty = filled.length === 0 ? measured.slice(1) : measured.filter(({ lines }) => lines === 0);
  for (const { sheet, lines } of filled.length === 0 ? measured.slice(0, 1) : filled) {
    await tell({ kind: 'sheet', sheet: sheet.name });
    for (const rows of inChunks(sheet, lines, date1904)) await tell({ kind: 'rows', rows });
    await tell({ kind: 'sheet_end', lines });
  }
  const notes = [...sheets.flatMap((sheet) => sheet.notes), ...empty.map(({ sheet }) => `sheet "${sheet.name}" is empty`)];
  return { kind: 'end', sheets_not_read, notes };
}

function* inChunks(sheet: OpenSheet, lines: number, date1904: boolean): Generator<SheetRow[]> {
  let rows: SheetRow[] = [];
  let weight = 0;
  for (const row of filledRows(sheet, date1904)) {
    if (row.line > lines) break;
    rows.push(row);
    weight += row.weight;
    if (rows.length < CHUNK_ROWS && weight < CHUNK_WEIGHT) continue;
    yield rows;
    rows = [];
    weight = 0;
  }
  if (rows.length > 0) yield rows;
}

/** Only what is meant for people crosses over: messages of SheetJS may hold cells. */
function failure(error: unknown): FromThread {
  if (!(error instanceof AssuranceError)) throw error;
  return { kind: 'failed', code: error.code, message: error.message, where: error.where };
}

port.postMessage(await run(workerData as WorkbookRequest).catch(failure));
