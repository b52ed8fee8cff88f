/** A corrected copy has the sheets that it has, whatever `sheet` says of reports. */

import { describe, expect, it } from 'vitest';
import { withHiddenSheet } from './ods-xml.js';
import { read, workbook, xlsx } from './support.js';

const copy = (name: string) => [['id', 'assurance_ref'], [name, 'd0123456789abcdef0123/POS:4']]; // prettier-ignore
const report = (name: string) => [['id', 'note'], [name, '']]; // prettier-ignore
const summary = [['What is wrong', 'Rows', 'What to do'], ['END_USER_MISSING', 1, 'Fill in.']]; // prettier-ignore

describe.each(['xlsx', 'xlsb', 'xls', 'ods'] as const)('the sheets of a corrected copy (%s)', (type) => {
  const bytes = workbook({ 'How to correct': summary, 'march › POS': copy('a'), 'april › POS': copy('b'), Notes: report('n') }, type);

  it.each([
    ['nothing', {}, ['march › POS', 'april › POS']],
    ['a name that only reports have', { sheet: 'POS' }, ['march › POS', 'april › POS']],
    ['a pattern', { sheet: 'N*' }, ['march › POS', 'april › POS', 'Notes']],
    ['all', { sheet: 'all' }, ['march › POS', 'april › POS', 'Notes']],
  ] as const)('are all read when the format asks for %s, and the summary is not', async (_, format, names) => {
    const { tables, account } = await read(bytes, xlsx(format));
    expect(tables.map(({ sheet }) => sheet)).toEqual(names);
    expect(account.sheets_not_read).toContain('How to correct');
  });

  it.each([0, 2])('are known by their header also when header_row is %i', async (header_row) => {
    const above = header_row === 2 ? [['Corrections for may.xlsx']] : [];
    const sheets = { One: [...above, ...copy('a')], Two: [...above, ...copy('b')] };
    expect((await read(workbook(sheets, type), xlsx({ header_row }))).rows.map(({ cells }) => cells[0])).toEqual(['a', 'b']);
  });

  it('do not change what is read of a report, also when one of its other sheets has a text like the column', async () => {
    const sheets = { One: report('a'), Two: [...report('b'), ['assurance_ref', '']], 'How to correct': report('c') };
    expect((await read(workbook(sheets, type), xlsx({ sheet: 'all' }))).tables.map(({ sheet }) => sheet)).toEqual(Object.keys(sheets));
    expect((await read(workbook(sheets, type), xlsx())).tables.map(({ sheet }) => sheet)).toEqual(['One']);
  });
});

it('a hidden sheet of a copy is skipped where the source skips hidden sheets, and named', async () => {
  const bytes = withHiddenSheet(workbook({ One: copy('a'), Two: copy('b') }, 'ods'), 'Two');
  const { tables, account } = await read(bytes, xlsx({ hidden_sheets: 'skip' }));
  expect(tables.map(({ sheet }) => sheet)).toEqual(['One']);
  expect(account).toMatchObject({ sheets_not_read: ['Two'], notes: ['sheet "Two" is hidden and was not read'] });
});
