/** Workbooks without a header, as their source declares it: every row that is filled is read, and no cell of a row is a name. */

import { describe, expect, it } from 'vitest';
import { cellText } from '../../schemas/rows.js';
import { bothWays } from '../contracts/both-ways.js';
import { sourceOf } from '../contracts/judging.js';
import { read, workbook, xlsx, type Result, type Sheets } from './support.js';
import { zipOf } from './zip-of.js';

const without = (over = {}) => xlsx({ header_row: 0, ...over });
const shown = ({ rows }: Result) => rows.map(({ line, cells }) => [line, ...cells.map(cellText)]);

describe.each(['xlsx', 'xlsb', 'xls', 'ods'] as const)('a workbook without a header, as %s', (type) => {
  const of = (sheets: Sheets) => workbook(sheets, type);

  it('has its first row on row 1, and its columns are called by their positions', async () => {
    const result = await read(of({ S: [['Åsa', 1], ['Bo', 2]] }), without()); // prettier-ignore
    expect(shown(result)).toEqual([
      [1, 'Åsa', '1'],
      [2, 'Bo', '2'],
    ]);
    expect(result.tables).toEqual([{ sheet: 'S', header: ['#1', '#2'], header_line: 0 }]);
    expect(result.account.tables).toEqual([{ sheet: 'S', lines: 2, preamble: 0, header: 0, data: 2, total: 0, blank: 0, rows: 2 }]);
  });

  it('is as wide as its widest row, which need not be the first', async () => {
    const result = await read(of({ S: [['Åsa'], ['Bo', '', 'late'], [], ['Cy', '2']] }), without());
    expect(result.tables[0]?.header).toEqual(['#1', '#2', '#3']);
    expect(shown(result)).toEqual([
      [1, 'Åsa', '', ''],
      [2, 'Bo', '', 'late'],
      [4, 'Cy', '2', ''],
    ]);
  });

  it('may begin with blank rows and a total', async () => {
    const result = await read(of({ S: [[], ['Sum', '3'], ['Bo', '3']] }), without({ total_row: '^Sum' }));
    expect(shown(result)).toEqual([[3, 'Bo', '3']]);
    expect(result.account.tables[0]).toMatchObject({ lines: 3, preamble: 0, header: 0, data: 1, total: 1, blank: 1 });
  });

  it('has a width for each sheet that is read; an empty one is no table', async () => {
    const result = await read(of({ A: [['a']], Empty: [], B: [['b', 'c']] }), without({ sheet: 'all' }));
    expect(result.tables.map(({ sheet, header }) => [sheet, ...header])).toEqual([['A', '#1'], ['B', '#1', '#2']]); // prettier-ignore
    expect(shown(result)).toEqual([[1, 'a'], [1, 'b', 'c']]); // prettier-ignore
    expect(result.account.notes).toEqual(['sheet "Empty" is empty']);
  });

  it('has one as a corrected copy, which names the rows that it corrects and may have cells too many', async () => {
    const header = ['#1', '#2', 'reason', 'fix', 'assurance_ref'];
    const row = ['Bo', '2', '', '', 'd0123456789abcdef0123/S:1', 'too many'];
    const result = await read(of({ S: [header, row] }), without());
    expect(result.tables).toEqual([{ sheet: 'S', header, header_line: 1 }]);
    expect(shown(result)).toEqual([[2, ...row]]);
  });

  it('without a row in it is empty', async () => {
    await expect(read(of({ S: [] }), without())).rejects.toMatchObject({ code: 'FILE_EMPTY', where: 'sheet "S"' });
  });
});

it('a hidden first row is a row', async () => {
  const sheet = { A1: { t: 's', v: 'x' }, A2: { t: 's', v: 'y' }, '!ref': 'A1:A2', '!rows': [{ hidden: true }] } as Sheets[string];
  const { rows, account } = await read(workbook({ S: sheet }), without({ hidden_rows: 'skip' }));
  expect(rows.map(({ line }) => line)).toEqual([2]);
  expect(account.tables[0]).toMatchObject({ lines: 2, header: 0, data: 1, hidden: 1 });
});

it('two of them in an archive are read each for itself', async () => {
  const bytes = zipOf({ 'a.xlsx': workbook({ S: [['a', 'b']] }), 'b.xlsx': workbook({ S: [['c']] }) });
  const { tables } = await read(bytes, without());
  expect(tables.map(({ sheet, header }) => [sheet, header.length])).toEqual([['a.xlsx › S', 2], ['b.xlsx › S', 1]]); // prettier-ignore
});

describe('its rows are judged from the first one on', () => {
  const columns = { '#1': 'shipped_on', '#2': 'ship_to_party', '#3': 'product_number', '#4': 'serial_number', '#5': 'delivery_note' };
  const source = sourceOf({ feed: 'shipments', format: { type: 'xlsx', header_row: 0 }, columns });
  const judged = async (...rows: unknown[][]) => (await bothWays(workbook({ S: rows }), source, 'report.xlsx')).byRow;
  const row = (serial: string, ...more: string[]) => ['2026-03-14', 'NORTHGATE', 'ROOM-220', serial, ...more];

  it('when the first one is shorter than others, and columns that are no field are told by their position', async () => {
    const { judgement, accepted } = await judged(row('SN-1'), row('SN-2', 'DN-7', 'Ada Lind'));
    expect(accepted).toHaveLength(2);
    expect(judgement).toMatchObject({ status: 'accepted', rows_read: 2 });
    expect(judgement.headers).toEqual([{ sheet: 'S', header: ['#1', '#2', '#3', '#4', '#5', '#6'] }]);
    expect(judgement.findings.map(({ detail }) => detail)).toEqual(['Sheet "S": column "#6" is no field of the feed and was not read.']);
  });

  it('and held when no row reaches a column that has to be there', async () => {
    const { judgement } = await judged(['2026-03-14', 'NORTHGATE', 'ROOM-220']);
    expect(judgement).toMatchObject({ status: 'held', error_code: 'COLUMN_MISSING' });
  });
});
