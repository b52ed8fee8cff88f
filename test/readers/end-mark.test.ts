/** Ctrl-Z at the end of a text file, with which DOS programs end one: no row, no line, and noted. */

import { describe, expect, it } from 'vitest';
import { readDelimited } from '../../readers/csv.js';
import { bothWays } from '../contracts/both-ways.js';
import { sourceOf } from '../contracts/judging.js';
import { csv, gather, placed, read, x12 } from './support.js';
import { interchange, sale } from './x12/writing.js';

const NOTE = 'end-of-file mark of DOS (Ctrl-Z), which is no row';

describe('an end-of-file mark', () => {
  it.each([
    ['on a line of its own', 'a,b\n1,2\n\x1a'],
    ['with a line end behind it', 'a,b\r\n1,2\r\n\x1a\r\n'],
    ['behind the last row', 'a,b\n1,2\x1a'],
    ['that fills up a block', `a,b\n1,2\n${'\x1a'.repeat(120)}`],
  ])('%s is noted, and no row', async (_, text) => {
    const result = await read(text, csv());
    expect(placed(result)).toEqual([[2, '1', '2']]);
    expect(result.account.tables[0]).toMatchObject({ lines: 2, header: 1, data: 1, blank: 0 });
    expect(result.account.notes).toEqual([NOTE]);
  });

  it('is one in other encodings too, and wherever the pieces of the file end', async () => {
    const utf16 = Buffer.from('\ufeffa,b\r\n1,2\r\n\x1a\r\n', 'utf16le');
    expect((await read(utf16, csv({ encoding: 'utf-16' }))).account.notes).toEqual(['byte order mark of UTF-16 little endian', NOTE]);
    expect((await read('a,b\n1,2\n\x1a', csv({ encoding: 'windows-1252' }))).account.notes).toEqual([NOTE]);
    const pieces = async function* () {
      for (const byte of Buffer.from('a,b\r\n1,\x1a2\r\n\x1a\r\n')) yield await Promise.resolve(Buffer.from([byte]));
    };
    const result = await gather(readDelimited(pieces(), csv()));
    expect(placed(result)).toEqual([[2, '1', '\x1a2']]);
    expect(result.account.notes).toEqual([NOTE]);
  });

  it('is a letter like others where something follows', async () => {
    const result = await read('a,b\n1,2\n\x1a\n3,4\n', csv());
    expect(placed(result)).toEqual([
      [2, '1', '2'],
      [3, '\x1a'],
      [4, '3', '4'],
    ]);
    expect(result.account.notes).toEqual([]);
  });

  it('does not move the place of a byte that cannot be decoded', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,2\x1a\n'), Buffer.from([0xff])]);
    await expect(read(bytes, csv())).rejects.toMatchObject({ code: 'ENCODING_INVALID', where: 'line 3, byte 9' });
  });

  it('is none of an interchange either', async () => {
    const plain = await read(interchange([sale]), x12());
    const marked = await read(`${interchange([sale])}\x1a\r\n`, x12());
    expect(marked).toMatchObject({ rows: plain.rows, account: { tables: plain.account.tables, notes: [...plain.account.notes, NOTE] } });
  });

  it('and nothing else is an empty file', async () => {
    await expect(read('\x1a', csv())).rejects.toMatchObject({ code: 'FILE_EMPTY' });
  });
});

describe('is the same to both judges', () => {
  const header = 'shipped_on,ship_to_party,product_number,serial_number\n';
  const row = (serial: string) => `2026-03-14,NORTHGATE,ROOM-220,${serial}`;

  it.each([
    ['on a line of its own', `${header}${row('SN-1')}\n${row('SN-2')}\n\x1a`],
    ['behind the last row', `${header}${row('SN-1')}\n${row('SN-2')}\x1a\n`],
    ['behind a byte order mark', `\ufeff${header}${row('SN-1')}\n${row('SN-2')}\n\x1a\n`],
  ])('%s', async (_, text) => {
    const { byRow, inBulk, cleared } = await bothWays(Buffer.from(text), sourceOf({ feed: 'shipments' }));
    expect(byRow.judgement).toMatchObject({ status: 'accepted', rows_read: 2, rows_rejected: 0 });
    expect(byRow.judgement.account.notes).toContain(NOTE);
    expect(inBulk).toEqual({ ...byRow, cleared });
    expect(cleared).toBe(2);
  });
});
