/** An independent reading of an .xlsx: SheetJS, which the product itself uses for the other kinds of workbook only. */

import { read, type WorkSheet } from 'xlsx';
import { CommonValues } from '../../readers/common-values.js';
import { RowPacker, RowUnpacker } from '../../readers/packed-rows.js';
import type { ReadChunk } from '../../readers/reader.js';
import { chooseSheets } from '../../readers/sheet-choice.js';
import { filledRows } from '../../readers/sheet-rows.js';
import { SheetTable } from '../../readers/sheet-table.js';
import type { XlsxFormat } from '../../schemas/project.js';
import type { LineAccount, RawRow, RawTable } from '../../schemas/rows.js';

export interface Reading {
  tables: RawTable[];
  rows: RawRow[];
  lines: LineAccount[];
  sheets_not_read: string[];
}

export function bySheetJs(bytes: Buffer, format: XlsxFormat): Reading {
  // sheetStubs: only so is a formula without a value told from an empty cell; cellStyles: only so are there hidden rows
  const book = read(bytes, {
    type: 'buffer',
    dense: true,
    cellNF: true,
    cellHTML: false,
    cellFormula: true,
    sheetStubs: true,
    cellStyles: true,
  });
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const sheets = book.SheetNames.map((name, index) => ({
    name,
    hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
    table: book.Sheets[name]?.['!type'] === undefined || book.Sheets[name]?.['!type'] === 'sheet',
  }));
  const choice = chooseSheets(sheets, format);
  const chunks: ReadChunk[] = [];
  const lines: LineAccount[] = [];
  for (const { name } of choice.read) {
    const rejectFormulas = format.formulas === 'reject';
    const rows = [...filledRows(openSheet(name, book.Sheets[name]!), { date1904, rejectFormulas, keep: false })];
    if (rows.length === 0 && choice.read.length > 1) continue;
    const table = new SheetTable(name, format, Math.max(0, ...rows.map(({ cells }) => cells.length)));
    chunks.push(...table.take(new RowUnpacker().unpack(new RowPacker(new CommonValues()).pack(rows))));
    const ending = table.end(rows.at(-1)?.line ?? 0);
    for (let next = ending.next(); ; next = ending.next()) {
      if (next.done === true) {
        lines.push(next.value);
        break;
      }
      chunks.push(next.value);
    }
  }
  return {
    tables: [...new Set(chunks.map(({ table }) => table))],
    rows: chunks.flatMap(({ rows }) => rows),
    lines,
    sheets_not_read: choice.sheets_not_read,
  };
}

function openSheet(name: string, sheet: WorkSheet) {
  const hidden = (sheet['!rows'] ?? []).flatMap((row, index) => (row?.hidden === true ? [index + 1] : []));
  return { name, data: sheet['!data'] as never, hidden: new Set(hidden) };
}
