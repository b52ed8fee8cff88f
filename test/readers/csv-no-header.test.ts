/** Text files without a header, as their source declares it: every line that is filled is a row, and no cell of a row is a name. */

import { describe, expect, it } from 'vitest';
import { bothWays } from '../contracts/both-ways.js';
import { sourceOf } from '../contracts/judging.js';
import { csv, placed, read } from './support.js';

const without = (over = {}) => csv({ header_row: 0, ...over });

describe('a text file without a header', () => {
  it('has its first row on line 1, and its columns are called by their positions', async () => {
    const result = await read('Åsa,1\nBo,2\n', without());
    expect(placed(result)).toEqual([
      [1, 'Åsa', '1'],
      [2, 'Bo', '2'],
    ]);
    expect(result.tables).toEqual([{ sheet: null, header: ['#1', '#2'], header_line: 0 }]);
    expect(result.account.tables).toEqual([{ sheet: null, lines: 2, preamble: 0, header: 0, data: 2, total: 0, blank: 0, rows: 2 }]);
  });

  it('may begin with a byte order mark, blank lines and a total', async () => {
    const result = await read('\ufeff\n,\nSum,3\nBo,"2\n3"\n', without({ total_row: '^Sum' }));
    expect(placed(result)).toEqual([[4, 'Bo', '2\n3']]);
    expect(result.account.tables[0]).toMatchObject({ lines: 5, preamble: 0, header: 0, data: 2, total: 1, blank: 2 });
  });

  it('without a row in it is empty', async () => {
    await expect(read('\n,\n', without())).rejects.toMatchObject({ code: 'FILE_EMPTY' });
  });

  it('has one as a corrected copy, which names the rows that it corrects', async () => {
    const result = await read('#1,#2,reason,fix,assurance_ref\nBo,2,,,d0123456789abcdef0123:1\n', without());
    expect(result.tables).toEqual([{ sheet: null, header: ['#1', '#2', 'reason', 'fix', 'assurance_ref'], header_line: 1 }]);
    expect(placed(result)).toHaveLength(1);
    expect(result.account.tables[0]).toMatchObject({ lines: 2, header: 1, data: 1 });
  });
});

describe('its rows are judged from the first one on, by both judges', () => {
  const columns = { '#1': 'shipped_on', '#2': 'ship_to_party', '#3': 'product_number', '#4': 'serial_number' };
  const source = sourceOf({ feed: 'shipments', format: { header_row: 0 }, columns });
  const row = (serial: string) => `2026-03-14,NORTHGATE,ROOM-220,${serial},Ada Lind`;

  it.each([
    ['plain', `${row('SN-1')}\n${row('SN-2')}\n`, 2],
    ['behind a byte order mark', `\ufeff${row('SN-1')}\r\n\r\n${row('SN-2')}\r\n`, 2],
    ['one that is wrong', `${row('1.23E+12')}\n${row('SN-2')}\n`, 1],
    ['blank at the beginning', `\n${row('SN-1')}\n${row('SN-2')}\n`, undefined],
  ])('%s', async (_, text, cleared) => {
    const ways = await bothWays(Buffer.from(text), source);
    expect(ways.inBulk).toEqual({ ...ways.byRow, cleared });
    expect(ways.byRow.judgement).toMatchObject({ rows_read: 2 });
    // Nothing that stands in a row is kept as a name, or told as one
    expect(ways.byRow.judgement.headers).toEqual([{ sheet: null, header: ['#1', '#2', '#3', '#4', '#5'] }]);
    expect(ways.byRow.judgement.findings).toEqual([
      { kind: 'UNKNOWN_COLUMN', severity: 'info', detail: 'column "#5" is no field of the feed and was not read.' },
    ]);
  });

  it('is held when a position lies behind its first row', async () => {
    const { byRow, inBulk } = await bothWays(Buffer.from('2026-03-14,NORTHGATE,ROOM-220\n'), source);
    expect(byRow.judgement).toMatchObject({ status: 'held', error_code: 'COLUMN_MISSING' });
    expect(inBulk.judgement).toEqual(byRow.judgement);
  });
});
