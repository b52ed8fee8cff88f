import { describe, expect, it } from 'vitest';
import type { CellObject } from 'xlsx';
import type { RawCell } from '../../schemas/rows.js';
import { withXml } from './containers.js';
import { read, workbook, xlsx } from './support.js';

/** One cell under a header, as a reader hands it over. */
async function cell(
  content: Partial<CellObject>,
  bookType: 'xlsx' | 'xlsb' | 'xls' = 'xlsx',
  date1904 = false,
): Promise<RawCell | undefined> {
  const sheet = { A1: { t: 's', v: 'h' } as Partial<CellObject>, A2: content, '!ref': 'A1:A2' };
  const { rows } = await read(workbook({ S: sheet }, bookType, { WBProps: { date1904 } }), xlsx());
  return rows[0]?.cells[0];
}

const number = (v: number, z?: string): Partial<CellObject> => ({ t: 'n', v, ...(z === undefined ? {} : { z }) });

describe.each(['xlsx', 'xlsb', 'xls'] as const)('a cell of %s', (type) => {
  it.each([
    ['zeros of a number format', number(12345, '0000000'), { text: '0012345', number: 12345 }],
    ['fifteen digits in a number format', number(123456789012345, '0'), { text: '123456789012345', number: 123456789012345 }],
    ['eleven digits in General', number(12345678901), { text: '12345678901', number: 12345678901 }],
    ['twelve digits in General, all of them', number(123456789012), { text: '123456789012', number: 123456789012 }],
    ['fifteen digits in General', number(-123456789012345), { text: '-123456789012345', number: -123456789012345 }],
    ['sixteen digits in General, which may be rounded', number(1234567890123456), { text: '1.23457E+15', number: 1234567890123456 }],
    ['zeros of a number format of a language', number(124, '[$-407]0000000'), { text: '0000124', number: 124 }],
    ['General of a language', number(12345, '[$-409]General'), { text: '12345', number: 12345 }],
    ['general in lower case', number(12345, 'general'), { text: '12345', number: 12345 }],
    ['a currency of a language', number(5, '[$€-407]0'), { text: '€5', number: 5 }],
    ['a serial that was taken for a number', number(1.23e12, '0.00E+00'), { text: '1.23E+12', number: 1.23e12 }],
    ['a price', number(-1234.5, '#,##0.00'), { text: '-1,234.50', number: -1234.5 }],
    ['a number that its format hides', number(5, ';;;'), { text: '', number: 5 }],
    ['truth', { t: 'b', v: true }, { text: 'TRUE', boolean: true }],
    ['an error', { t: 'e', v: 0x17 }, { text: '#REF!', error: '#REF!' }],
    ['text', { t: 's', v: '0012345' }, '0012345'],
    ['text that looks like a date', { t: 's', v: '01/02/2024' }, '01/02/2024'],
    ['a formula with its value', { t: 'n', v: 7, f: '3+4' }, { text: '7', number: 7 }],
    ['a day', number(45356, 'yyyy-mm-dd'), { text: '2024-03-05', number: 45356, date: '2024-03-05' }],
    ['a day in words', number(45356, 'd-mmm-yy'), { text: '5-Mar-24', number: 45356, date: '2024-03-05' }],
    ['a day with bare dots', number(45356, 'dd.mm.yyyy'), { text: '05.03.2024', number: 45356, date: '2024-03-05' }],
    ['a day of a locale', number(45356, '[$-407]d. mmmm yyyy'), { text: '5. March 2024', number: 45356, date: '2024-03-05' }],
    ['a month', number(45352, 'mmm-yy'), { text: 'Mar-24', number: 45352, date: '2024-03-01' }],
    [
      'a day with a time',
      number(45356.75, 'yyyy-mm-dd hh:mm'),
      { text: '2024-03-05 18:00', number: 45356.75, date: '2024-03-05T18:00:00' },
    ],
    [
      'a time that its format does not show',
      number(45356.75, 'yyyy-mm-dd'),
      { text: '2024-03-05', number: 45356.75, date: '2024-03-05T18:00:00' },
    ],
    [
      'the last moment of a day',
      number(46203.99999996528, 'dd/mm/yyyy'),
      { text: '30/06/2026', number: 46203.99999996528, date: '2026-06-30T23:59:59' },
    ],
    [
      'a time that is not exact',
      number(45356 + 0.1 + 0.2, 'yyyy-mm-dd'),
      { text: '2024-03-05', number: 45356 + 0.1 + 0.2, date: '2024-03-05T07:12:00' },
    ],
    ['a time alone', number(0.5, 'h:mm'), { text: '12:00', number: 0.5 }],
    ['a duration', number(1.5, '[h]:mm'), { text: '36:00', number: 1.5 }],
    ['a number that is no day', number(-1, 'yyyy-mm-dd'), { text: '########', number: -1 }],
    ['the day that only Excel has', number(60, 'yyyy-mm-dd'), { text: '1900-02-29', number: 60 }],
    ['the last day before it', number(59, 'yyyy-mm-dd'), { text: '1900-02-28', number: 59, date: '1900-02-28' }],
  ] as [string, Partial<CellObject>, RawCell][])('%s', async (_, content, expected) => {
    expect(await cell(content, type)).toEqual(expected);
  });

  it('counts days from 1904 in a workbook that does', async () => {
    expect(await cell(number(43894, 'yyyy-mm-dd'), type, true)).toEqual({ text: '2024-03-05', number: 43894, date: '2024-03-05' });
    expect(await cell(number(0, 'yyyy-mm-dd'), type, true)).toEqual({ text: '1904-01-01', number: 0, date: '1904-01-01' });
  });
});

describe('a cell of an .xlsx as other programs write it', () => {
  it.each([
    ['a formula without a stored value', '<c r="A2"><f>1+2</f></c>', { text: '', error: 'formula without a stored value' }],
    ['a formula with an empty value', '<c r="A2"><f>1+2</f><v></v></c>', { text: '', error: 'formula without a stored value' }],
    ['a formula whose value is zero', '<c r="A2"><f>1-1</f><v>0</v></c>', { text: '0', number: 0 }],
    ['a formula whose value is an empty text, between others', '<c r="A2" t="str"><f>""</f><v></v></c><c r="B2"><v>1</v></c>', ''],
    [
      'rich text',
      '<c r="A2" t="inlineStr"><is><r><t>bold</t></r><r><rPr><i/></rPr><t xml:space="preserve"> and not</t></r></is></c>',
      'bold and not',
    ],
    ['an escaped line end', '<c r="A2" t="inlineStr"><is><t>a_x000D_b</t></is></c>', 'a\rb'],
    ['a formula that failed', '<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', { text: '#DIV/0!', error: '#DIV/0!' }],
    ['a cell without a reference', '<c t="inlineStr"><is><t>x</t></is></c>', 'x'],
  ] as [string, string, RawCell][])('%s', async (_, xml, expected) => {
    const { rows } = await read(rawXlsx(`<row r="1"><c r="A1" t="inlineStr"><is><t>h</t></is></c></row><row r="2">${xml}</row>`), xlsx());
    expect(rows[0]?.cells[0]).toEqual(expected);
  });
});

describe('the dimension that a sheet claims', () => {
  const rows =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>h</t></is></c></row><row r="5"><c r="C5" t="inlineStr"><is><t>x</t></is></c></row>';

  it.each(['A1', 'A1:XFD1048576', 'Z9:Z9'])('%s loses no row and adds none', async (ref) => {
    const result = await read(rawXlsx(rows, ref), xlsx());
    expect(result.rows).toEqual([{ sheet: 'S', line: 5, cells: ['', '', 'x'] }]);
    expect(result.account.tables).toEqual([{ sheet: 'S', lines: 5, preamble: 0, header: 1, data: 1, total: 0, blank: 3, rows: 1 }]);
  });

  it('does not count styled rows below the last filled cell', async () => {
    const styled = Array.from({ length: 500 }, (_, index) => `<row r="${index + 6}"><c r="A${index + 6}" s="0"/></row>`).join('');
    expect((await read(rawXlsx(rows + styled), xlsx())).account.tables[0]).toMatchObject({ lines: 5, blank: 3 });
  });

  it.each(['A4000000000', 'ZZZZZ9'])('%s, a cell beyond any spreadsheet, is damage', async (ref) => {
    const far = `<row><c r="${ref}" t="inlineStr"><is><t>x</t></is></c></row>`;
    await expect(read(rawXlsx(rows + far), xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE' });
  });
});

it('a row that is too large is refused with its place', async () => {
  const text = 'x'.repeat(32_000);
  const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>h</t></is></c></row><row r="2">${`<c t="inlineStr"><is><t>${text}</t></is></c>`.repeat(33)}</row>`;
  await expect(read(rawXlsx(rows), xlsx())).rejects.toMatchObject({ code: 'ROW_TOO_LARGE', where: 'sheet "S", row 2' });
});

/** A workbook of one sheet with the XML of its rows as given. */
function rawXlsx(rows: string, dimension = 'A1'): Buffer {
  const space = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const xml = `<?xml version="1.0"?><worksheet xmlns="${space}"><dimension ref="${dimension}"/><sheetData>${rows}</sheetData></worksheet>`;
  return withXml(workbook({ S: [['x']] }), '/xl/worksheets/sheet1.xml', () => xml);
}
