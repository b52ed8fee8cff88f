/**
 * Files that break readers, each with what it is and what the product answers. Made here rather than kept, so that their bytes can be read. The table of
 * them in README.md is written by hostile.test.ts and checked there.
 */

import { gzipSync } from 'node:zlib';
import * as XLSX from 'xlsx';
import { zipOf } from '../readers/zip-of.js';

export interface HostileFile {
  name: string;
  /** What it is, in words. */
  is: string;
  bytes: () => Buffer;
  /** `format` of the source. */
  format?: Record<string, unknown>;
  columns?: Record<string, string>;
  /** Status, then rows read, accepted and rejected; the code of the delivery or of its first rejected cell. */
  answer: { status: string; read: number; accepted: number; rejected: number; code?: string };
}

const header = 'shipped_on,ship_to_party,product_number,serial_number,delivery_note';
const good = (serial: string, note = '') => `2026-03-14,NORTHGATE,ROOM-220,${serial},${note}`;
const text = (...lines: string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(''));
const two = [good('SN-1'), good('SN-2')];
const accepted = (rows: number) => ({ status: 'accepted', read: rows, accepted: rows, rejected: 0 });
const failed = (code: string) => ({ status: 'failed', read: 0, accepted: 0, rejected: 0, code });
const partial = (read: number, rejected: number, code: string) => ({ status: 'partial', read, accepted: read - rejected, rejected, code });

function workbook(
  rows: unknown[][],
  change: (sheet: XLSX.WorkSheet, book: XLSX.WorkBook) => void = () => undefined,
  first: unknown[] = header.split(','),
): Buffer {
  const book = XLSX.utils.book_new();
  const sheet = XLSX.utils.aoa_to_sheet([first, ...rows]);
  XLSX.utils.book_append_sheet(book, sheet, 'Report');
  change(sheet, book);
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}
const row = (serial: unknown) => ['2026-03-14', 'NORTHGATE', 'ROOM-220', serial, ''];
const xlsx = { type: 'xlsx' };
const byPosition = { '#1': 'shipped_on', '#2': 'ship_to_party', '#3': 'product_number', '#4': 'serial_number', '#5': 'delivery_note' };

export const corpus: HostileFile[] = [
  { name: 'plain.csv', is: 'two good rows, to compare with', bytes: () => text(header, ...two), answer: accepted(2) },
  { name: 'no-bytes.csv', is: 'no bytes at all', bytes: () => Buffer.alloc(0), answer: failed('FILE_EMPTY') },
  { name: 'header-only.csv', is: 'a header and nothing else: nothing was sold', bytes: () => text(header), answer: { status: 'nil', read: 0, accepted: 0, rejected: 0 } },
  { name: 'bom-only.csv', is: 'a byte order mark and nothing else', bytes: () => Buffer.from('\ufeff'), answer: failed('FILE_EMPTY') },
  { name: 'bom.csv', is: 'UTF-8 with a byte order mark', bytes: () => Buffer.from(`\ufeff${text(header, ...two).toString()}`), answer: accepted(2) },
  { name: 'crlf.csv', is: 'CRLF at the end of every line', bytes: () => Buffer.from(text(header, ...two).toString().replaceAll('\n', '\r\n')), answer: accepted(2) },
  { name: 'cr.csv', is: 'CR alone at the end of every line', bytes: () => Buffer.from(text(header, ...two).toString().replaceAll('\n', '\r')), answer: accepted(2) },
  { name: 'mixed-ends.csv', is: 'LF, CRLF and CR in one file', bytes: () => Buffer.from(`${header}\r\n${good('SN-1')}\n${good('SN-2')}\r${good('SN-3')}\n`), answer: accepted(3) },
  { name: 'no-last-line-end.csv', is: 'the last line has no line end', bytes: () => Buffer.from(`${header}\n${good('SN-1')}`), answer: accepted(1) },
  { name: 'ctrl-z.csv', is: 'Ctrl-Z at the end, as DOS ends a file', bytes: () => text(header, ...two, '\x1a'), answer: accepted(2) },
  { name: 'utf-16.csv', is: 'UTF-16 with byte order mark, declared', format: { encoding: 'utf-16' }, bytes: () => Buffer.from(`\ufeff${text(header, ...two).toString()}`, 'utf16le'), answer: accepted(2) },
  { name: 'utf-16-undeclared.csv', is: 'UTF-16 under a source that declares UTF-8', bytes: () => Buffer.from(`\ufeff${text(header, ...two).toString()}`, 'utf16le'), answer: failed('ENCODING_INVALID') },
  { name: 'windows-1252.csv', is: 'Windows-1252 under a source that declares UTF-8', bytes: () => Buffer.from(`${header}\n${good('SN-1', 'Köln')}\n`, 'latin1'), answer: failed('ENCODING_INVALID') },
  { name: 'nul.csv', is: 'a NUL byte in a cell', bytes: () => text(header, good('SN-1', 'a\0b'), good('SN-2')), answer: failed('ENCODING_INVALID') },
  { name: 'nul-small.csv', is: 'a NUL byte in a file of a few bytes', bytes: () => Buffer.from('product_number,serial_number\nROOM-220,SN\0-1\n'), answer: failed('ENCODING_INVALID') },
  { name: 'cut-short.csv', is: 'the last row ends in the middle', bytes: () => text(header, ...two).subarray(0, -22), answer: partial(2, 1, 'CELL_COUNT') },
  { name: 'open-quote.csv', is: 'a quote that is never closed', bytes: () => text(header, good('SN-1', '"lost'), good('SN-2')), answer: failed('QUOTE_UNCLOSED') },
  { name: 'text-behind-quote.csv', is: 'text behind a closing quote', bytes: () => text(header, good('SN-1', '"a"b'), good('SN-2')), answer: failed('QUOTE_UNCLOSED') },
  { name: 'loose-quote.csv', is: 'an inch sign in a cell without quotes', bytes: () => text(header, good('SN-1', '24" display')), answer: accepted(1) },
  { name: 'quotes-in-quotes.csv', is: 'doubled quotes, delimiters and a line end in a quoted cell', bytes: () => text(header, good('SN-1', '"a ""b"", c\nd"'), good('SN-2')), answer: accepted(2) },
  { name: 'ragged.csv', is: 'one row too short, one too long', bytes: () => text(header, good('SN-1'), '2026-03-14,NORTHGATE', `${good('SN-3')},x,y`), answer: partial(3, 2, 'CELL_COUNT') },
  { name: 'blank-lines.csv', is: 'blank lines between and behind the rows', bytes: () => text(header, good('SN-1'), '', ',,,,', good('SN-2'), '', ''), answer: accepted(2) },
  { name: 'wrong-delimiter.csv', is: 'semicolons under a source that declares commas', bytes: () => Buffer.from(text(header, ...two).toString().replaceAll(',', ';')), answer: { status: 'held', read: 2, accepted: 0, rejected: 2, code: 'DELIMITER_CHANGED' } },
  { name: 'no-header.csv', is: 'rows without a header, declared so, the columns by position', format: { header_row: 0 }, columns: byPosition, bytes: () => text(...two), answer: accepted(2) },
  { name: 'sep-line.csv', is: 'the line sep=; for Excel above the header', format: { delimiter: ';' }, bytes: () => Buffer.from(`sep=;\n${text(header, ...two).toString().replaceAll(',', ';')}`), answer: accepted(2) },
  { name: 'sep-line-other.csv', is: 'the line sep=; under a source that declares commas', bytes: () => Buffer.from(`sep=;\n${text(header, ...two).toString()}`), answer: failed('DELIMITER_MISMATCH') },
  { name: 'header-twice.csv', is: 'a header that stands twice, the right one declared by its position', columns: { '#5': 'delivery_note' }, bytes: () => text('shipped_on,ship_to_party,product_number,serial_number,note,note', `${good('SN-1', 'DN-1')},other`), answer: accepted(1) },
  { name: 'proto-header.csv', is: 'headers that are keys of every JavaScript object', bytes: () => text(`${header},__proto__,constructor`, `${good('SN-1')},a,b`), answer: accepted(1) },
  { name: 'wide.csv', is: '10,000 columns', bytes: () => text(`${header}${',x'.repeat(9_995)}`, `${good('SN-1')}${',1'.repeat(9_995)}`), answer: accepted(1) },
  { name: 'huge-cell.csv', is: 'a cell of 2 MB', bytes: () => text(header, good('SN-1', 'x'.repeat(2_000_000)), good('SN-2')), answer: failed('ROW_TOO_LARGE') },
  { name: 'serial-scientific.csv', is: 'a serial that a spreadsheet made 1.23E+12', bytes: () => text(header, good('1.23E+12'), good('SN-2')), answer: partial(2, 1, 'SERIAL_SCIENTIFIC') },
  { name: 'serial-invisible.csv', is: 'serials and a product with characters of no width in them', bytes: () => text(header, good('SN\u200b-1'), good('SN-2\u00ad'), good('SN-3').replace('ROOM', 'RO\u200dOM'), good('\ufeffSN-4')), answer: partial(4, 3, 'CHARACTER_INVISIBLE') },
  { name: 'serial-scanned.csv', is: 'control characters of a barcode scanner in a serial and a product', bytes: () => text(header, good('SN\u001d-1'), good('SN-2').replace('ROOM', 'RO\u001dOM'), good('SN-3')), answer: partial(3, 2, 'CHARACTER_INVISIBLE') },
  { name: 'serial-like-number.csv', is: 'serials that look like numbers and are none', bytes: () => text(header, good('1E5'), good('314E59'), good('0012345')), answer: accepted(3) },
  { name: 'serials-joined.csv', is: 'two serials in one cell without a declared separator', bytes: () => text(header, good('"SN-1,SN-2"'), good('SN-3')), answer: partial(2, 1, 'SERIAL_SEPARATOR_UNDECLARED') },
  { name: 'date-other-order.csv', is: 'days in an order that was not declared', bytes: () => text(header, good('SN-1').replace('2026-03-14', '01/02/2026'), good('SN-2')), answer: partial(2, 1, 'DATE_INVALID') },
  { name: 'spreadsheet-error.csv', is: 'errors of a spreadsheet in cells', bytes: () => text(header, good('#REF!'), good('SN-2')), answer: partial(2, 1, 'CELL_ERROR') },
  { name: 'formula-text.csv', is: 'text that runs as a formula where it is opened', bytes: () => text(header, good('SN-1', '=1+1'), good('SN-2', '@SUM(A1)')), answer: accepted(2) },
  { name: 'html.csv', is: 'a page that says log in, under the name of a report', bytes: () => Buffer.from('<!doctype html><html><body>Log in</body></html>'), answer: failed('FORMAT_MISMATCH') },
  { name: 'workbook.csv', is: 'a workbook under a source for text', bytes: () => workbook([row('SN-1')]), answer: failed('FORMAT_MISMATCH') },
  { name: 'report.csv.gz', is: 'text in gzip', bytes: () => gzipSync(text(header, ...two)), answer: accepted(2) },
  { name: 'cut-short.csv.gz', is: 'a gzip file that ends too early', bytes: () => gzipSync(text(header, ...Array.from({ length: 200 }, (_, at) => good(`SN-${at}`)))).subarray(0, -40), answer: failed('ARCHIVE_UNREADABLE') },
  { name: 'bomb.csv.gz', is: '64 MB of blanks in 64 kB of gzip', bytes: () => gzipSync(Buffer.alloc(64 * 1_048_576, 0x20)), answer: failed('FILE_TOO_LARGE_INFLATED') },
  { name: 'two-files.zip', is: 'a zip archive with two reports in it', bytes: () => zipOf({ 'a.csv': text(header, good('SN-1')), 'b.csv': text(header, good('SN-2')) }), answer: accepted(2) },
  { name: 'escape.zip', is: 'a zip archive whose member is named ../../etc/report.csv', bytes: () => zipOf({ '../../etc/report.csv': text(header, good('SN-1')) }), answer: accepted(1) },
  { name: 'text.xlsx', is: 'text under a source for workbooks', format: xlsx, bytes: () => text(header, ...two), answer: failed('FORMAT_MISMATCH') },
  { name: 'leading-zeros.xlsx', is: 'a serial whose zeros come from a number format', format: xlsx, bytes: () => workbook([row({ t: 'n', v: 12345, z: '0000000' })]), answer: accepted(1) },
  { name: 'twenty-digits.xlsx', is: 'a serial of 20 digits in a number cell', format: xlsx, bytes: () => workbook([row(12345678901234567890), row('SN-2')]), answer: partial(2, 1, 'SERIAL_SCIENTIFIC') },
  { name: 'seventeen-digits.xlsx', is: 'a serial of 17 digits in a number cell that shows them all', format: xlsx, bytes: () => workbook([row({ t: 'n', v: 12345678901234567, z: '0' }), row('SN-2')]), answer: partial(2, 1, 'SERIAL_TOO_MANY_DIGITS') },
  { name: 'not-a-zip.xlsx', is: 'a workbook that was cut short', format: xlsx, bytes: () => workbook([row('SN-1')]).subarray(0, 900), answer: failed('WORKBOOK_UNREADABLE') },
  { name: 'no-header.xlsx', is: 'rows without a header, the last cell of the first one empty', format: { ...xlsx, header_row: 0 }, columns: byPosition, bytes: () => workbook([[...row('SN-2').slice(0, 4), 'DN-7']], undefined, row('SN-1').slice(0, 4)), answer: accepted(2) },
  { name: 'ranges.x12', is: 'text under a source for X12', format: { type: 'x12' }, bytes: () => text(header, ...two), answer: failed('FORMAT_MISMATCH') },
]; // prettier-ignore
