/**
 * Writes the sample files that an editor cannot show, from text that it can: samples/readable/ mirrors the folders of the parties.
 *
 *   readable/…/NAME.csv  (UTF-8)  →  …/NAME.csv   Windows-1252, lines end in CR LF
 *   readable/…/NAME.yaml          →  …/NAME.xlsx  real dates and number formats; see the first comment of a .yaml
 *
 * Run `node samples/make.mjs` after a change; test/samples/made.test.ts fails when an output is stale. It may write elsewhere:
 * `node samples/make.mjs FOLDER`. The same input gives the same bytes.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import * as XLSX from 'xlsx';
import { parse } from 'yaml';

const samples = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? samples;
const readable = join(samples, 'readable');

for (const entry of await readdir(readable, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const from = join(entry.parentPath ?? entry.path, entry.name);
  const to = join(target, from.slice(readable.length).replace(/\.yaml$/, '.xlsx'));
  const text = await readFile(from, 'utf8');
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, from.endsWith('.yaml') ? workbook(parse(text)) : windows1252(text, from));
}

function windows1252(text, from) {
  const bytes = iconv.encode(text.replaceAll('\n', '\r\n'), 'windows-1252');
  if (bytes.includes('?') && !text.includes('?')) throw new Error(`${from} has a letter that Windows-1252 does not have`);
  return bytes;
}

function workbook({ sheets }) {
  const book = XLSX.utils.book_new();
  // Without a fixed day the file would carry the moment of writing, and every run would give other bytes.
  book.Props = { CreatedDate: new Date(Date.UTC(2026, 0, 1)) };
  for (const { name, rows, merged = [] } of sheets) {
    const sheet = { '!merges': merged.map((range) => XLSX.utils.decode_range(range)) };
    for (const [r, row] of rows.entries()) {
      for (const [c, value] of row.entries()) if (value !== '') sheet[XLSX.utils.encode_cell({ r, c })] = cell(value);
    }
    const width = Math.max(...rows.map((row) => row.length));
    sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length - 1, c: width - 1 } });
    XLSX.utils.book_append_sheet(book, sheet, name);
  }
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
}

function cell(value) {
  if (typeof value === 'string') return { t: 's', v: value };
  if ('date' in value) return { t: 'n', v: daysSince1900(value.date), z: 'mm/dd/yyyy' };
  return { t: 'n', v: value.number, z: value.as ?? 'General' };
}

/** A workbook stores a day as a number; counting in UTC keeps the host's time zone out of it. */
function daysSince1900(day) {
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
}
