import { describe, expect, it } from 'vitest';
import { withPart } from './containers.js';
import { read, workbook, xlsx, type Sheets } from './support.js';

const table = (name: string) => [['id'], [`${name} 1`]];
const SHEETS: Sheets = { Cover: table('cover'), 'Sales (EU)': table('eu'), 'Sales US': table('us'), Empty: [] };

it('an .ods without styles.xml, which small writers leave out, is read like one with it', async () => {
  const whole = workbook({ S: [['a', 'b'], ['ü', 1.5]] }, 'ods'); // prettier-ignore
  const without = withPart('zip', whole, '/styles.xml', () => undefined);
  expect(await read(without, xlsx())).toEqual(await read(whole, xlsx()));
});

describe.each(['xlsx', 'xlsb', 'xls', 'ods'] as const)('sheets of %s', (type) => {
  const names = async (sheet?: string) => {
    const { tables, account } = await read(workbook(SHEETS, type), xlsx({ sheet }));
    return { read: tables.map((one) => one.sheet), not: account.sheets_not_read, notes: account.notes };
  };

  it('the first one without being asked; the others are named', async () => {
    expect(await names()).toEqual({ read: ['Cover'], not: ['Sales (EU)', 'Sales US', 'Empty'], notes: [] });
  });

  it('one by its name, which is no pattern then', async () => {
    expect(await names('Sales (EU)')).toEqual({ read: ['Sales (EU)'], not: ['Cover', 'Sales US', 'Empty'], notes: [] });
  });

  it('several by a pattern', async () => {
    expect(await names('Sales*')).toMatchObject({ read: ['Sales (EU)', 'Sales US'], not: ['Cover', 'Empty'] });
  });

  it('all of them; an empty one is noted and is no table', async () => {
    expect(await names('all')).toEqual({ read: ['Cover', 'Sales (EU)', 'Sales US'], not: [], notes: ['sheet "Empty" is empty'] });
  });

  it('each with its own rows and account', async () => {
    const { rows, account } = await read(workbook(SHEETS, type), xlsx({ sheet: 'Sales*' }));
    expect(rows).toEqual([
      { sheet: 'Sales (EU)', line: 2, cells: ['eu 1'] },
      { sheet: 'Sales US', line: 2, cells: ['us 1'] },
    ]);
    expect(account.tables.map(({ sheet, lines, rows: count }) => [sheet, lines, count])).toEqual([
      ['Sales (EU)', 2, 1],
      ['Sales US', 2, 1],
    ]);
  });

  it('that do not exist: the error names those that do', async () => {
    await expect(names('POS')).rejects.toMatchObject({
      code: 'SHEET_MISSING',
      message: expect.stringContaining('"Cover", "Sales (EU)", "Sales US"'),
    });
  });

  it('that are empty though they were asked for have no header', async () => {
    await expect(names('Empty')).rejects.toMatchObject({ code: 'HEADER_MISSING', where: 'sheet "Empty", row 1' });
  });

  it('with names that XML has to escape', async () => {
    const bytes = workbook({ 'Ä & <B>': table('x'), Other: table('y') }, type);
    expect((await read(bytes, xlsx({ sheet: 'Ä & <B>' }))).tables[0]?.sheet).toBe('Ä & <B>');
    expect((await read(bytes, xlsx({ sheet: 'Other' }))).account.sheets_not_read).toEqual(['Ä & <B>']);
  });
});

describe.each(['xlsx', 'xlsb', 'xls'] as const)('what is hidden in %s', (type) => {
  it('hidden sheets are passed over for the first one, and read and noted when asked for', async () => {
    const bytes = workbook({ Lists: table('list'), Data: table('data') }, type, { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] });
    expect((await read(bytes, xlsx())).tables.map(({ sheet }) => sheet)).toEqual(['Data']);
    const all = await read(bytes, xlsx({ sheet: 'all' }));
    expect(all.tables.map(({ sheet }) => sheet)).toEqual(['Lists', 'Data']);
    expect(all.account.notes).toEqual(['sheet "Lists" is hidden and was read']);
  });

  it('hidden rows are read and noted', async () => {
    const sheet = {
      A1: { t: 's', v: 'id' },
      A2: { t: 's', v: 'x' },
      A3: { t: 's', v: 'y' },
      '!ref': 'A1:A3',
      '!rows': [{}, { hidden: true }],
    } as Sheets[string];
    const bytes = workbook({ S: sheet }, type);
    const result = await read(type === 'xls' ? withHiddenRow(bytes) : bytes, xlsx());
    expect(result.rows.map(({ cells }) => cells)).toEqual([['x'], ['y']]);
    expect(result.account.notes).toEqual(['sheet "S": 1 hidden rows were read (row 2)']);
  });
});

/** SheetJS writes no Row records to .xls: puts one that hides row 2 behind the beginning of the sheet. */
function withHiddenRow(xls: Buffer): Buffer {
  const hidden = Buffer.from([0x08, 0x02, 16, 0, 1, 0, 0, 0, 1, 0, 0xff, 0, 0, 0, 0, 0, 0x20, 0x01, 0x0f, 0]);
  return withPart('cfb', xls, '/Workbook', (content) => {
    const beginning = content.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00]), 4);
    const behind = beginning + 4 + content.readUInt16LE(beginning + 2);
    return Buffer.concat([content.subarray(0, behind), hidden, content.subarray(behind)]);
  });
}

it('merged titles above the header are preamble', async () => {
  const sheet = {
    A1: { t: 's', v: 'Report' },
    A3: { t: 's', v: 'id' },
    B3: { t: 's', v: 'n' },
    A4: { t: 's', v: 'x' },
    '!ref': 'A1:B4',
    '!merges': [{ s: { r: 0, c: 0 }, e: { r: 1, c: 1 } }],
  };
  const result = await read(workbook({ S: sheet as unknown as Sheets[string] }), xlsx({ header_row: 3 }));
  expect(result.tables).toEqual([{ sheet: 'S', header: ['id', 'n'], header_line: 3 }]);
  expect(result.rows).toEqual([{ sheet: 'S', line: 4, cells: ['x', ''] }]);
  expect(result.account.tables[0]).toMatchObject({ lines: 4, preamble: 2, header: 1, data: 1, blank: 0 });
});
