/** What a file is and how it is laid out, as far as its own bytes tell. */

import { open } from 'node:fs/promises';
import { AssuranceError } from '../../schemas/errors/error.js';
import { xlsxFormatSchema } from '../../schemas/project.js';
import { cellText, type RawCell } from '../../schemas/rows.js';
import { readFile } from '../reader.js';
import { isOle, isZip, whatIs } from '../sniff.js';
import { findHeader, type FoundHeader } from './grid.js';
import { textShape, type TextShape } from './text.js';
import { x12Shape, type X12Said } from './x12.js';

export interface FileShape {
  type: 'csv' | 'xlsx' | 'x12';
  /** Only for text. */
  text?: Pick<TextShape, 'encoding' | 'delimiter' | 'quote'>;
  /** Only for workbooks: the sheet that was looked at, and the others. */
  sheets?: { read: string; others: string[] };
  /** Only for X12: what it says of itself that belongs into `format`. */
  x12?: X12Said;
  found: FoundHeader;
  /** The cells behind `found.rows`, for workbooks with what the file says of their types. */
  cells: RawCell[][];
  evidence: { about: string; says: string; open?: boolean }[];
}

const HEAD_BYTES = 1_048_576;
const ROWS = 500;

/** @throws why the file cannot be read, FORMAT_MISMATCH for what no reader takes, DETECT_NO_TABLE. */
export async function fileShape(path: string, signal?: AbortSignal): Promise<FileShape> {
  const file = await open(path);
  let head: Buffer;
  let whole: boolean;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    head = buffer.subarray(0, bytesRead);
    whole = bytesRead < HEAD_BYTES;
  } finally {
    await file.close();
  }
  if (head.length === 0) throw new AssuranceError('FILE_EMPTY', 'The file has no bytes.');
  const what = whatIs(head);
  if (what === 'an X12 interchange') return x12(path, signal);
  if (isOle(head) || (isZip(head) && what?.includes('workbook') === true)) return workbook(path, signal);
  if (what !== undefined)
    throw new AssuranceError('FORMAT_MISMATCH', `The file is ${what}, which no source can have.`, { where: 'byte 0' });
  const { encoding, delimiter, quote, found, evidence } = textShape(head, whole);
  return { type: 'csv', text: { encoding, delimiter, quote }, found, cells: found.rows.map(({ cells }) => cells), evidence };
}

async function x12(path: string, signal: AbortSignal | undefined): Promise<FileShape> {
  const { table, rows, said, evidence } = await x12Shape(path, ROWS, signal);
  const found = { header: { line: table.header_line, cells: table.header }, rows: rows.map(textRow), why: '' };
  return {
    type: 'x12',
    x12: said,
    found,
    cells: rows.map(({ cells }) => cells),
    evidence: [{ about: 'type', says: 'it begins with an interchange header (ISA)' }, ...evidence],
  };
}

const textRow = ({ line, cells }: { line: number; cells: RawCell[] }) => ({ line, cells: cells.map(cellText) });

/** The first sheet, from its first row that is not blank. */
async function workbook(path: string, signal: AbortSignal | undefined, from = 1): Promise<FileShape> {
  const rows: { line: number; cells: RawCell[] }[] = [];
  let read = '';
  const sheets: string[] = [];
  try {
    for await (const { table, rows: more } of readFile(path, xlsxFormatSchema.parse({ type: 'xlsx', sheet: 'all', header_row: from }), {
      signal,
    })) {
      if (!sheets.includes(table.sheet ?? '')) sheets.push(table.sheet ?? '');
      if (sheets.length > 1) continue;
      read = table.sheet ?? '';
      if (rows.length === 0) rows.push({ line: table.header_line, cells: table.header });
      if (rows.length < ROWS) rows.push(...more);
    }
  } catch (error) {
    const blank = error instanceof AssuranceError && error.code === 'HEADER_MISSING' && from < 30;
    if (!blank) throw error;
    return sheets.length > 0 ? found() : workbook(path, signal, from + 1);
  }
  return found();

  function found(): FileShape {
    const header = findHeader(rows.map(textRow));
    if (header === undefined) throw new AssuranceError('DETECT_NO_TABLE', `No row of sheet "${read}" looks like a header.`);
    const typed = new Map(rows.map(({ line, cells }) => [line, cells]));
    return {
      type: 'xlsx',
      sheets: { read, others: sheets.filter((sheet) => sheet !== read) },
      found: header,
      cells: header.rows.map(({ line }) => typed.get(line) ?? []),
      evidence: [
        sheets.length === 1
          ? { about: 'sheet', says: `"${read}" is the only one` }
          : {
              about: 'sheet',
              says: `"${read}" is the first one of ${sheets.length}; say which are meant, by name, pattern or all`,
              open: true,
            },
        { about: 'header_row', says: header.why },
      ],
    };
  }
}
