/** Writes bytes to a file, reads them with the reader of the format and gathers everything that it says. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, write, type BookType, type CellObject, type WorkBook } from 'xlsx';
import { readFile, type ReadChunk, type Reading, type ReadOptions } from '../../readers/reader.js';
import { formatSchema, type CsvFormat, type Format, type X12Format, type XlsxFormat } from '../../schemas/project.js';
import type { FileAccount, RawRow, RawTable } from '../../schemas/rows.js';
import { tempFolder } from '../support/temp-folder.js';

export interface Result {
  tables: RawTable[];
  rows: RawRow[];
  account: FileAccount;
  chunks: ReadChunk[];
}

export const csv = (over: Partial<CsvFormat> = {}) => formatSchema.parse({ type: 'csv', ...over }) as CsvFormat;
export const xlsx = (over: Partial<XlsxFormat> = {}) => formatSchema.parse({ type: 'xlsx', ...over }) as XlsxFormat;
export const x12 = (over: Record<string, unknown> = {}) => formatSchema.parse({ type: 'x12', ...over }) as X12Format;

export function fileOf(bytes: Buffer | string): string {
  const path = join(tempFolder(), 'delivery');
  writeFileSync(path, bytes);
  return path;
}

export async function gather(reading: Reading): Promise<Result> {
  const chunks: ReadChunk[] = [];
  for (;;) {
    const { value, done } = await reading.next();
    if (done === true)
      return { tables: [...new Set(chunks.map(({ table }) => table))], rows: chunks.flatMap(({ rows }) => rows), account: value, chunks };
    chunks.push(value);
  }
}

export function read(bytes: Buffer | string, format: Format, options: ReadOptions = {}): Promise<Result> {
  return gather(readFile(fileOf(bytes), format, options));
}

/** [line, ...cells] of each row. */
export const placed = ({ rows }: Result) => rows.map(({ line, cells }) => [line, ...cells]);

/** Sheets as arrays of rows, or as cells by address with a range. */
export type Sheets = Record<string, unknown[][] | (Record<string, Partial<CellObject>> & { '!ref': string })>;

export function workbook(sheets: Sheets, bookType: BookType = 'xlsx', book: WorkBook['Workbook'] = {}): Buffer {
  const made = utils.book_new();
  for (const [name, content] of Object.entries(sheets)) {
    utils.book_append_sheet(made, Array.isArray(content) ? utils.aoa_to_sheet(content) : content, name);
  }
  made.Workbook = book;
  return write(made, { type: 'buffer', bookType, compression: true, bookSST: true }) as Buffer;
}
