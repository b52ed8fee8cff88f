/** What a source declares of rows, sheets and formulas that a person would not see in the workbook. */

import { describe, expect, it } from 'vitest';
import { FORMULA } from '../../schemas/rows.js';
import { withPart } from './containers.js';
import { withHiddenRows, withHiddenSheet } from './ods-xml.js';
import { partsXlsx } from './sheet-xml.js';
import { read, workbook, xlsx, type Sheets } from './support.js';

const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const sheetOf = (rows: string) => `<worksheet xmlns="MAIN"><sheetData>${rows}</sheetData></worksheet>`;
const filtered = partsXlsx(
  sheetOf(
    `<row hidden="1">${inline('id')}</row><row hidden="1">${inline('a')}</row><row>${inline('b')}</row><row hidden="1"/><row hidden="true">${inline('c')}</row>`,
  ),
);

const filteredOds = withHiddenRows(workbook({ S: [['id'], ['a'], ['b'], [''], ['c']] }, 'ods'), {
  1: 'collapse',
  2: 'collapse',
  4: 'filter',
  5: 'filter',
});

describe.each([
  ['xlsx', filtered],
  ['ods', filteredOds],
])('hidden rows of %s', (_, bytes) => {
  it('are read unless the source says otherwise, and noted with their places; a hidden header is a header', async () => {
    const { rows, account } = await read(bytes, xlsx());
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [2, 'a'],
      [3, 'b'],
      [5, 'c'],
    ]);
    expect(account.notes).toEqual(['sheet "S": 2 hidden rows were read (rows 2, 5)']);
    expect(account.holds).toBeUndefined();
  });

  it('that are skipped are counted apart and named', async () => {
    const { rows, account } = await read(bytes, xlsx({ hidden_rows: 'skip' }));
    expect(rows.map(({ line }) => line)).toEqual([3]);
    expect(account.tables).toEqual([{ sheet: 'S', lines: 5, preamble: 0, header: 1, data: 1, total: 0, blank: 1, rows: 1, hidden: 2 }]);
    expect(account.notes).toEqual(['sheet "S": 2 hidden rows were not read (rows 2, 5)']);
  });

  it('hold the file where the source says so', async () => {
    const { rows, account } = await read(bytes, xlsx({ hidden_rows: 'hold' }));
    expect(rows).toHaveLength(3);
    expect(account.holds).toEqual([{ code: 'HIDDEN_ROWS', says: 'Sheet "S" has 2 hidden rows (rows 2, 5).' }]);
  });
});

describe.each(['xlsx', 'xlsb', 'xls', 'ods'] as const)('hidden sheets of %s', (type) => {
  const table = (name: string) => [['id'], [name]];
  const book = workbook({ Lists: table('list'), Data: table('data') }, type, { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] });
  const bytes = type === 'ods' ? withHiddenSheet(book, 'Lists') : book;

  it('that are skipped are named', async () => {
    const { rows, account } = await read(bytes, xlsx({ sheet: 'all', hidden_sheets: 'skip' }));
    expect(rows.map(({ sheet }) => sheet)).toEqual(['Data']);
    expect(account).toMatchObject({ sheets_not_read: ['Lists'], notes: ['sheet "Lists" is hidden and was not read'] });
  });

  it('that are skipped although they are asked for by name are missing', async () => {
    await expect(read(bytes, xlsx({ sheet: 'Lists', hidden_sheets: 'skip' }))).rejects.toMatchObject({
      code: 'SHEET_MISSING',
      message: expect.stringContaining('skips hidden sheets'),
    });
  });

  it('hold the file where the source says so', async () => {
    const { account } = await read(bytes, xlsx({ sheet: 'all', hidden_sheets: 'hold' }));
    expect(account.holds).toEqual([{ code: 'HIDDEN_SHEET', says: 'Sheet "Lists" is hidden.' }]);
  });
});

describe.each(['xlsx', 'xlsb', 'xls', 'ods'] as const)('formulas of %s', (type) => {
  const sheet = { A1: { t: 's', v: 'n' }, A2: { t: 'n', v: 7, f: '3+4' }, A3: { t: 'n', v: 8 }, '!ref': 'A1:A3' } as Sheets[string];

  it('count as their stored values', async () => {
    const { rows } = await read(workbook({ S: sheet }, type), xlsx());
    expect(rows.map(({ cells: [cell] }) => cell)).toEqual([
      { text: '7', number: 7 },
      { text: '8', number: 8 },
    ]);
  });

  // SheetJS writes no formulas to .xls and .xlsb
  it.skipIf(type === 'xls' || type === 'xlsb')('are errors of their cells where the source says so', async () => {
    const { rows } = await read(workbook({ S: sheet }, type), xlsx({ formulas: 'reject' }));
    expect(rows.map(({ cells: [cell] }) => cell)).toEqual([
      { text: '7', number: 7, error: FORMULA },
      { text: '8', number: 8 },
    ]);
  });

  // SheetJS writes no errors to .ods
  it.runIf(type === 'xlsx')('that show an error have that one, and a text stands as it is shown', async () => {
    const shown = {
      A1: { t: 's', v: 'n' },
      A2: { t: 'e', v: 0x17, w: '#REF!', f: 'B9' },
      A3: { t: 's', v: '007', f: '"007"' },
      '!ref': 'A1:A3',
    };
    const { rows } = await read(workbook({ S: shown as Sheets[string] }, type), xlsx({ formulas: 'reject' }));
    expect(rows.map(({ cells: [cell] }) => cell)).toEqual([
      { text: '#REF!', error: '#REF!' },
      { text: '007', error: FORMULA },
    ]);
  });
});

describe('what is never followed', () => {
  it('macros and links to other files are noted', async () => {
    const relations = (types: string[]) =>
      `<Relationships xmlns="x">${['worksheet', ...types].map((type, at) => `<Relationship Id="r${at + 1}" Type="x/${type}" Target="worksheets/sheet1.xml"/>`).join('')}</Relationships>`;
    const bytes = partsXlsx(sheetOf(`<row>${inline('id')}</row>`), false, {
      '/xl/_rels/workbook.xml.rels': relations(['vbaProject', 'externalLink', 'externalLink']),
    });
    expect((await read(bytes, xlsx())).account.notes).toEqual([
      'the workbook holds macros; none was run',
      'the workbook links to 2 other files; no link was followed',
    ]);
  });
});

describe('an unusual sheet of an .xlsx', () => {
  it('with its rows in any order is read in theirs', async () => {
    const rows = `<row r="1">${inline('id')}</row><row r="9">${inline('nine')}</row><row r="4"><c r="B4"><v>2</v></c><c r="A4"><v>1</v></c></row>`;
    const result = await read(partsXlsx(sheetOf(rows)), xlsx());
    expect(result.rows.map(({ line, cells }) => [line, ...cells.map((cell) => (typeof cell === 'string' ? cell : cell.number))])).toEqual([
      [4, 1, 2],
      [9, 'nine'],
    ]);
  });

  it('as wide as a sheet can be, and nearly empty', async () => {
    const rows = Array.from({ length: 600 }, (_, at) => `<row r="${at + 2}"><c r="XFD${at + 2}"><v>${at}</v></c></row>`).join('');
    const result = await read(partsXlsx(sheetOf(`<row r="1">${inline('id')}</row>${rows}`)), xlsx());
    expect(result.rows).toHaveLength(600);
    expect(result.rows.every(({ cells }) => cells.length === 16_384)).toBe(true);
    expect(result.chunks.length).toBeGreaterThan(2);
  });

  it.each([
    ['a cell beyond the last column', '<row r="2"><c r="XFE2"><v>1</v></c></row>'],
    ['a row beyond the last one', '<row r="1048577"><c><v>1</v></c></row>'],
  ])('%s is an error', async (_, row) => {
    await expect(read(partsXlsx(sheetOf(`<row r="1">${inline('id')}</row>${row}`)), xlsx())).rejects.toMatchObject({
      code: 'WORKBOOK_UNREADABLE',
    });
  });

  it('days as ISO 8601', async () => {
    const rows = `<row>${inline('day')}</row><row><c t="d"><v>2024-03-05</v></c><c t="d"><v>2024-03-05T18:00:00Z</v></c><c t="d"><v>soon</v></c></row>`;
    expect((await read(partsXlsx(sheetOf(rows)), xlsx())).rows[0]?.cells).toEqual([
      { text: '2024-03-05', number: 45356, date: '2024-03-05' },
      { text: '2024-03-05T18:00:00Z', number: 45356.75, date: '2024-03-05T18:00:00' },
      { text: 'soon', error: 'not a day' },
    ]);
  });

  it('attributes in any order, with other quotes and blanks, and comments and CDATA between', async () => {
    const rows = `<row r = '1' ><c  t='inlineStr'  r = "A1"><is><t>a&gt;b</t></is></c></row><!-- > --><row r="2"><c r="A2" t="str"><v>x<![CDATA[<&>]]>y</v></c></row>`;
    const result = await read(partsXlsx(sheetOf(rows)), xlsx());
    expect(result.tables[0]?.header).toEqual(['a>b']);
    expect(result.rows[0]?.cells).toEqual(['x<&>y']);
  });
});

it('parts under other names, with backslashes or in other case are found', async () => {
  const bytes = withPart('zip', workbook({ S: [['id'], ['x']] }), '/xl/_rels/workbook.xml.rels', (content) =>
    Buffer.from(
      content.toString().replace('sharedStrings.xml', 'SHAREDSTRINGS.xml').replace('Target="worksheets/', 'Target="/xl/worksheets/'),
    ),
  );
  expect((await read(bytes, xlsx())).rows.map(({ cells }) => cells)).toEqual([['x']]);
});
