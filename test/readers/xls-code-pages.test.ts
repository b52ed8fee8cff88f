import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { utils, write } from 'xlsx';
import { read, xlsx } from './support.js';

/** Where a text will stand in the file: as long as the text. */
const placeOf = (text: string): string => 'Q'.repeat(text.length);

/** An .xls of Excel 5 or 95, which says once for all of its texts which code page they are in. */
function xls(text: string, codePage: number, encoding: string): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['name'], [placeOf(text)]]), 'S');
  const bytes = write(book, { type: 'buffer', bookType: 'biff5' }) as Buffer;
  const record = bytes.indexOf(Buffer.from([0x42, 0x00, 0x02, 0x00]));
  bytes.writeUInt16LE(codePage, record + 4);
  iconv.encode(text, encoding).copy(bytes, bytes.indexOf(placeOf(text)));
  return bytes;
}

it.each([
  ['ООО Молния', 1251, 'windows-1251'],
  ['Levi’s Œuvres – Žiž', 1252, 'windows-1252'],
  ['Łódź', 1250, 'windows-1250'],
])('reads %s in code page %d', async (text, codePage, encoding) => {
  const { rows } = await read(xls(text, codePage, encoding), xlsx());
  expect(rows[0]?.cells).toEqual([text]);
});
