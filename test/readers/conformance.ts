/** What every reader passes: the same table, written in its format, gives the same rows at the same places and the same account. */

import { describe, expect, it } from 'vitest';
import { cellText, type LineAccount } from '../../schemas/rows.js';
import type { CsvFormat, Format, XlsxFormat } from '../../schemas/project.js';
import { read } from './support.js';

export interface Written {
  /** The table as a file, every cell as text. */
  bytes: (table: string[][]) => Buffer;
  format: CsvFormat | XlsxFormat;
  sheet: string | null;
}

/** Preamble of three lines, header on line 4, a blank row, a total, a blank between, and a last row. */
const TABLE = [
  ['Sell-through report', '', '', ''],
  ['', '', '', ''],
  ['Partner', 'Nørdwest & Söhne', '', ''],
  ['Serial', 'Name', 'Name', 'Qty'],
  ['0012345', 'Jürgen «J» Groß', ' outer ', '1'],
  ['1E5', '=1+1', '-2', '1.50'],
  ['', '', '', ''],
  ['', 'Subtotal', '', '2'],
  ['314E59', '01/02/2024', 'only, comma; and "quote"', ''],
  ['__proto__', 'null', 'TRUE', '0'],
];

const DATA = [5, 6, 9, 10];

export function conformsTo(name: string, { bytes, format, sheet }: Written): void {
  describe(name, () => {
    const place = { ...format, header_row: 4, total_row: '^Subtotal$' };

    it('gives every cell as it was written, at its line', async () => {
      const { tables, rows } = await read(bytes(TABLE), place);
      expect(tables).toEqual([{ sheet, header: TABLE[3], header_line: 4 }]);
      expect(rows.map((row) => ({ ...row, cells: row.cells.map(cellText) }))).toEqual(
        DATA.map((line) => ({ sheet, line, cells: TABLE[line - 1] })),
      );
    });

    it('takes every line for one thing', async () => {
      const { account } = await read(bytes(TABLE), place);
      const lines: LineAccount = { sheet, lines: 10, preamble: 3, header: 1, data: 4, total: 1, blank: 1, rows: 4 };
      expect(account.tables).toEqual([lines]);
      expect(account.sheets_not_read).toEqual([]);
    });

    it('gives a header without rows as one chunk', async () => {
      const { chunks, account } = await read(bytes(TABLE.slice(0, 4)), place);
      expect(chunks).toEqual([{ table: { sheet, header: TABLE[3], header_line: 4 }, rows: [] }]);
      expect(account.tables[0]).toMatchObject({ lines: 4, preamble: 3, header: 1, rows: 0 });
    });

    it('misses a header that lies below the end', async () => {
      await expect(read(bytes(TABLE.slice(0, 3)), place)).rejects.toMatchObject({ code: 'HEADER_MISSING' });
    });

    it('hands over many rows in chunks and loses none', async () => {
      const many = [['id', 'text'], ...Array.from({ length: 4_500 }, (_, index) => [`id ${index}`, `text ${index % 7}`])];
      const { chunks, rows, account } = await read(bytes(many), format);
      expect(chunks.map((chunk) => chunk.rows.length)).toEqual([2_000, 2_000, 500]);
      expect(rows.map(({ line, cells }) => [line, cellText(cells[0])])).toEqual(many.slice(1).map(([id], index) => [index + 2, id]));
      expect(account.tables[0]).toMatchObject({ lines: 4_501, data: 4_500, rows: 4_500 });
    });
  });
  behavesAsReader(name, {
    bytes: (rows) => bytes([['id', 'text'], ...Array.from({ length: rows }, (_, index) => [`id ${index}`, `text ${index % 7}`])]),
    format,
  });
}

export interface Rows {
  /** A file with so many rows. */
  bytes: (rows: number) => Buffer;
  format: Format;
}

/** What holds for every reader, also for formats whose files are no tables with a header of their own. */
export function behavesAsReader(name: string, { bytes, format }: Rows): void {
  describe(`${name}, as every reader`, () => {
    it.each([0, 1, 4_500])('takes every line of a file with %s rows for one thing, and loses none', async (count) => {
      const { chunks, rows, tables, account } = await read(bytes(count), format);
      expect(chunks.map((chunk) => chunk.rows.length)).toEqual(count === 4_500 ? [2_000, 2_000, 500] : [count]);
      expect(tables).toHaveLength(1);
      expect(new Set(rows.map(({ line }) => line)).size).toBe(count);
      expect(rows.map(({ line }) => line)).toEqual(rows.map(({ line }) => line).sort((a, b) => a - b));
      expect(rows.every(({ cells }) => cells.length === tables[0]?.header.length)).toBe(true);
      const [table] = account.tables;
      expect(table?.rows).toBe(count);
      expect((table?.preamble ?? 0) + (table?.header ?? 0) + (table?.data ?? 0) + (table?.total ?? 0) + (table?.blank ?? 0)).toBe(
        table?.lines,
      );
    });

    it('tells how many bytes it has read', async () => {
      const file = bytes(10);
      const told: number[] = [];
      await read(file, format, { onBytes: (read) => told.push(read) });
      expect(told.at(-1)).toBe(file.length);
    });

    it('stops with the reason of an aborted signal', async () => {
      const reason = new Error('enough');
      await expect(read(bytes(10), format, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    it('refuses a file without bytes', async () => {
      await expect(read(Buffer.alloc(0), format)).rejects.toMatchObject({ code: 'FILE_EMPTY' });
    });
  });
}
