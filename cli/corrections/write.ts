/** Writes a correction file: for a text source in its own delimiter and encoding, for a workbook source a workbook. */

import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { AssuranceError } from '../../schemas/errors/error.js';
import type { CsvFormat } from '../../schemas/project.js';
import type { Sheet } from './layout.js';
import { neutralised } from './neutral.js';

type TextLayout = Pick<CsvFormat, 'delimiter' | 'quote' | 'encoding'>;

/** @param file .xlsx makes a workbook, everything else a text file. It is there whole or not at all. */
export async function writeCorrections(file: string, sheets: Sheet[], text: TextLayout): Promise<void> {
  const bytes = path.extname(file).toLowerCase() === '.xlsx' ? await workbook(sheets) : textFile(file, sheets, text);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
}

function textFile(file: string, sheets: Sheet[], { delimiter, quote, encoding }: TextLayout): Buffer {
  const [sheet, ...others] = sheets;
  if (sheet === undefined || others.length > 0) {
    throw new AssuranceError('COMMAND_USAGE', 'A text file cannot hold several sheets.', {
      where: file,
      fix: 'Name a file that ends in .xlsx.',
    });
  }
  const text = stringify(
    sheet.lines.map((line) => line.map(neutralised)),
    { delimiter, quote, escape: quote, record_delimiter: '\r\n' },
  );
  // Without the mark a spreadsheet takes UTF-8 for the local code page and spoils every accent on the way back.
  const addBOM = encoding === 'utf-16' || (encoding === 'utf-8' && /[^\t\r\n -~]/.test(text));
  return iconv.encode(text, { 'utf-8': 'utf8', 'utf-16': 'utf16le', 'windows-1252': 'win1252', 'latin-1': 'latin1' }[encoding], { addBOM });
}

/** Every cell is text: leading zeros stay, and nothing in it can run. */
async function workbook(sheets: Sheet[]): Promise<Buffer> {
  const { utils, write } = await import('xlsx');
  const book = utils.book_new();
  for (const { name, lines } of sheets) {
    utils.book_append_sheet(book, utils.aoa_to_sheet(lines.map((line) => line.map((v) => ({ t: 's', v })))), name ?? undefined);
  }
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}
