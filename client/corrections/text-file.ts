/** A correction file as delimited text, in the partner's own dialect: cells as they were written, kept from running as formulas. */

import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { neutralised } from '../../schemas/corrections.js';
import type { CsvFormat, Format } from '../../schemas/project.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import { cellText } from '../../schemas/rows.js';
import { inOrder, type CorrectionSheet } from './layout.js';

type Dialect = Pick<CsvFormat, 'delimiter' | 'quote' | 'encoding'>;

/** What a source that is no text file gets when it is to be text all the same. */
const plain: Dialect = { delimiter: ',', quote: '"', encoding: 'utf-8' };

export const dialectOf = (format: Format | undefined): Dialect => (format?.type === 'csv' ? format : plain);

/** Every delimiter is quoted, also those of other dialects: a spreadsheet that splits at the wrong one finds no formula behind it. */
const anyDelimiter = /[\r\n\t,;]/;

const names = { 'utf-8': 'utf8', 'utf-16': 'utf16le', 'windows-1252': 'windows-1252', 'latin-1': 'iso-8859-1' } as const;

/** Errors: CORRECTION_ENCODING. */
export function textFile(sheet: CorrectionSheet, { delimiter, quote, encoding }: Dialect): Buffer {
  const { preamble, header, ours, rows } = sheet;
  const spelled = (line: string) => spelledIn(encoding, line);
  const lines = [
    ...preamble.map((line) => (line === '' ? [] : [spelled(line)])),
    inOrder(sheet, header, [...ours]),
    ...rows.map((row) => inOrder(sheet, row.cells.map(cellText), row.ours.map(spelled), row.surplus.map(cellText))),
  ];
  const text = stringify(
    lines.map((line) => line.map(neutralised)),
    { delimiter, quote, escape: quote, record_delimiter: '\r\n', quoted_match: anyDelimiter },
  );
  if (!holds(encoding, text)) {
    throw new AssuranceError('CORRECTION_ENCODING', `Cells of the rejected rows hold characters that ${encoding} does not have.`);
  }
  // Without the mark a spreadsheet takes UTF-8 for the local code page and spoils every accent on the way back.
  const addBOM = encoding === 'utf-16' || (encoding === 'utf-8' && /[^\t\r\n -~]/.test(text));
  return iconv.encode(text, names[encoding], { addBOM });
}

/** An encoder writes `?` for what it does not have, without a word. */
function holds(encoding: Dialect['encoding'], text: string): boolean {
  if (encoding === 'utf-8' || encoding === 'utf-16') return true;
  return iconv.decode(iconv.encode(text, names[encoding]), names[encoding]) === text;
}

/** A text of ours, which is for people only: names of files and rules of the project come in any letters. */
function spelledIn(encoding: Dialect['encoding'], text: string): string {
  if (holds(encoding, text)) return text;
  return [...text].map((c) => (holds(encoding, c) ? c : `\\u{${c.codePointAt(0)!.toString(16)}}`)).join('');
}
