/** `sep=;` on the first line, with which programs tell Excel the delimiter: a preamble that has to agree with the source. */

import { describe, expect, it } from 'vitest';
import { bothWays } from '../contracts/both-ways.js';
import { sourceOf } from '../contracts/judging.js';
import { csv, placed, read } from './support.js';

const semicolon = (over = {}) => csv({ delimiter: ';', ...over });

describe('a line with sep= above the header', () => {
  it.each([
    ['as Excel writes it', 'sep=;\r\na;b\r\n1;2\r\n', semicolon()],
    ['in capitals and quotes', '"SEP=;"\na;b\n1;2\n', semicolon()],
    ['behind a byte order mark', '\ufeffsep=;\na;b\n1;2\n', semicolon()],
    ['where the source counts it', 'sep=;\na;b\n1;2\n', semicolon({ header_row: 2 })],
    ['of the delimiter that divides it', 'sep=,\na,b\n1,2\n', csv()],
    ['for tabs', 'sep=\t\na\tb\n1\t2\n', csv({ delimiter: '\t' })],
    ['in UTF-16', Buffer.from('\ufeffsep=;\na;b\n1;2\n', 'utf16le'), semicolon({ encoding: 'utf-16' })],
  ])('is preamble %s', async (_, text, format) => {
    const result = await read(text, format);
    expect(result.tables).toEqual([{ sheet: null, header: ['a', 'b'], header_line: 2 }]);
    expect(placed(result)).toEqual([[3, '1', '2']]);
    expect(result.account.tables[0]).toMatchObject({ lines: 3, preamble: 1, header: 1, data: 1, blank: 0 });
  });

  it('is preamble of a file without a header', async () => {
    const result = await read('sep=;\n1;2\n', semicolon({ header_row: 0 }));
    expect(placed(result)).toEqual([[2, '1', '2']]);
    expect(result.account.tables[0]).toMatchObject({ lines: 2, preamble: 1, header: 0, data: 1, blank: 0 });
  });

  it('that names another delimiter than the source is refused with both', async () => {
    await expect(read('sep=;\na;b\n1;2\n', csv())).rejects.toMatchObject({
      code: 'DELIMITER_MISMATCH',
      message: 'The first line of the file is sep= with ";", its source declares ",".',
      where: 'line 1',
    });
    await expect(read('sep=,\na\tb\n', csv({ delimiter: '\t', header_row: 2 }))).rejects.toMatchObject({
      message: 'The first line of the file is sep= with ",", its source declares a tab.',
    });
  });

  it('is no such line further down, or with more in it', async () => {
    expect((await read('a,b\nsep=;,\n', csv())).rows).toHaveLength(1);
    expect((await read('sep=value,b\n1,2\n', csv())).tables[0]?.header).toEqual(['sep=value', 'b']);
  });
});

describe('is the same to both judges', () => {
  const lines = [
    'shipped_on;ship_to_party;product_number;serial_number',
    '2026-03-14;NORTHGATE;ROOM-220;SN-1',
    '2026-03-14;NORTHGATE;ROOM-220;SN-2',
  ];

  it.each([
    ['LF', '\n', ''],
    ['CRLF and a byte order mark', '\r\n', '\ufeff'],
  ])('with %s', async (_, end, mark) => {
    const text = `${mark}${['sep=;', ...lines].join(end)}${end}`;
    const { byRow, inBulk, cleared } = await bothWays(Buffer.from(text), sourceOf({ feed: 'shipments', format: { delimiter: ';' } }));
    expect(byRow.judgement).toMatchObject({ status: 'accepted', rows_read: 2 });
    expect(inBulk).toEqual({ ...byRow, cleared });
    expect(cleared).toBe(2);
  });

  it('when it contradicts the source', async () => {
    const text = `sep=,\n${lines.join('\n')}\n`;
    const { byRow, inBulk } = await bothWays(Buffer.from(text), sourceOf({ feed: 'shipments', format: { delimiter: ';', header_row: 2 } }));
    expect(byRow.judgement).toMatchObject({ status: 'failed', error_code: 'DELIMITER_MISMATCH' });
    expect(inBulk.judgement).toEqual(byRow.judgement);
  });
});
