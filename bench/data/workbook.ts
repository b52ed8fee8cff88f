/** POS rows as a workbook, as a spreadsheet would hold them: days and numbers are stored, serial numbers are text, strings are shared. */

import { writeFileSync } from 'node:fs';
import * as XLSX from 'xlsx';
import { header, type PosCells } from './pos-rows.js';

const dates = new Set<string>(['invoice_date', 'ship_date']);
const numbers = new Set<string>(['quantity', 'unit_price', 'invoice_line']);

export function writeWorkbook(path: string, rows: Iterable<PosCells>): void {
  const sheet: XLSX.DenseWorkSheet = { '!data': [header.map((name): XLSX.CellObject => ({ t: 's', v: name }))] };
  let widest: number = header.length;
  for (const row of rows) {
    const cells = row.short ? header.slice(0, -3) : header;
    const line = cells.map((name) => cell(name, row[name])) as XLSX.CellObject[];
    if (row.long) line.push({ t: 's', v: 'one too many' });
    widest = Math.max(widest, line.length);
    sheet['!data'].push(line);
  }
  sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: sheet['!data'].length - 1, c: widest - 1 } });
  const book = XLSX.utils.book_new();
  // Without a fixed day the file would carry the moment of writing, and every run would give other bytes
  book.Props = { CreatedDate: new Date(Date.UTC(2026, 0, 1)) };
  XLSX.utils.book_append_sheet(book, sheet, 'POS');
  writeFileSync(path, XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true, bookSST: true }) as Buffer);
}

function cell(name: string, text: string): XLSX.CellObject | undefined {
  if (text === '') return undefined;
  if (dates.has(name) && /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) {
    // Counted in UTC: the host's time zone stays out of it
    return { t: 'n', v: (Date.parse(`${text}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000, z: 'yyyy-mm-dd' };
  }
  if (numbers.has(name) && /^-?\d+(?:\.\d+)?$/.test(text)) return { t: 'n', v: Number(text) };
  return { t: 's', v: text };
}
