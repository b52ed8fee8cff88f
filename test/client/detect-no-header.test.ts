/** What is proposed where a header is missing: of a whole file, and of single columns. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { detectSource } from '../../client/detect.js';
import { readFile } from '../../readers/reader.js';
import { sourceSchema } from '../../schemas/project.js';
import type { Feed } from '../../schemas/vocabulary.js';
import { tempFolder } from '../support/temp-folder.js';
import { workbook } from '../readers/support.js';

function detect(text: string | Buffer, feed?: Feed, name = 'report.csv') {
  const file = join(tempFolder(), name);
  writeFileSync(file, text);
  return detectSource({ file, feed });
}
type Detected = Awaited<ReturnType<typeof detect>>;
const headerRow = ({ source }: Detected) => (source.format as { header_row?: number }).header_row;
const says = ({ evidence }: Detected, about: string) => evidence.filter((one) => one.about === about);
const columnsOf = ({ source }: Detected) => (source.columns ?? {}) as Record<string, string>;

const sales = [
  'A-17;31.03.2026;ROOM-220;SN-000101;1;Alpha Example GmbH;Sample Street 1;Graz;8010;AT;ada@alpha.example;1.200,50',
  'A-18;01.04.2026;HUB-3;SN-000102;1;Beta Example AG;Sample Street 2;Zug;6300;CH;bo@beta.example;900,00',
  'A-19;02.04.2026;ROOM-220;;4;Gamma Example SE;Sample Street 3;Linz;4020;AT;cy@gamma.example;77,10',
  'A-20;03.04.2026;ROOM-220;SN-000104;1;Delta Example AG;Sample Street 4;Wien;1010;AT;;1.200,50',
];

describe('a text file without a header', () => {
  it('is proposed as one, with the fields that their values tell by position', async () => {
    const detected = await detect(sales.join('\r\n'), 'pos');
    expect(detected.source.format).toMatchObject({ delimiter: ';', header_row: 0, date: 'DD.MM.YYYY' });
    expect(columnsOf(detected)).toEqual({
      '#2': 'invoice_date',
      '#5': 'quantity',
      '#10': 'end_user_country',
      '#11': 'end_user_email',
    });
    expect(detected.unread).toEqual(['#1', '#3', '#4', '#6', '#7', '#8', '#9', '#12']);
    expect(detected.missing).toContain('serial_number');
    expect(detected.missing).not.toContain('quantity');
    expect(detected.yaml).toContain('no field says it: #1, #3, #4');
    expect(parse(detected.yaml)).toEqual({ sources: [detected.source] });
  });

  it('is told by what its first row has in common with the others, and no cell is told', async () => {
    const detected = await detect(sales.join('\n'), 'pos');
    const [evidence, ...others] = says(detected, 'header_row');
    expect(others).toEqual([]);
    expect(evidence!.says).toContain('line 1 is no header: its cells are what those of the 3 rows below it are');
    expect(evidence!.says).toContain('#2 a day, #4 letters and digits at the same places, #5 a number');
    expect(says(detected, 'columns').every(({ open }) => open)).toBe(true);
    expect(JSON.stringify(detected)).not.toMatch(/Example|SN-000|alpha\.|Graz|31\.03/);
  });

  it('has its first row read by the source that is proposed', async () => {
    const file = join(tempFolder(), 'report.csv');
    writeFileSync(file, sales.join('\n'));
    const { source } = await detectSource({ file, feed: 'pos' });
    const lines: number[] = [];
    for await (const { rows } of readFile(file, sourceSchema.parse(source).format)) lines.push(...rows.map(({ line }) => line));
    expect(lines).toEqual([1, 2, 3, 4]);
  });

  it('does not say what it reports', async () => {
    expect(says(await detect(sales.join('\n')), 'feed')).toMatchObject([{ open: true, says: expect.stringContaining('--feed') as string }]);
    expect(says(await detect(sales.join('\n'), 'pos'), 'feed')).toEqual([]);
  });

  it.each([
    ['a byte order mark', `\ufeff${sales.join('\n')}`],
    ['a line that names the delimiter for Excel', `sep=;\n${sales.join('\n')}`],
    ['blank lines', `\n;;;;;;;;;;;\n${sales.join('\n')}`],
    ['a cell that is empty', sales.join('\n').replace('ada@alpha.example', '')],
    ['a total behind the rows', `${sales.join('\n')}\nTotal;;;;7;;;;;;;`],
  ])('may have %s', async (_, text) => {
    expect(headerRow(await detect(text, 'pos'))).toBe(0);
  });
});

describe('a file with a header is not taken for one without', () => {
  const body = sales.join('\n');
  it.each([
    ['words that are known', 'Rechnung;Datum;Artikel;Seriennummer;Menge;Kunde;Straße;Ort;PLZ;Land;E-Mail;Preis', body],
    ['words that nobody knows', 'Faktura;Dzien;Towar;Fabryczny;Sztuk;Nabywca;Ulica;Miasto;Kod;Kraj;Poczta;Cena', body],
    ['one known word, and cells like the others', 'A-16;30.03.2026;ROOM-220;SN-000100;1;Kunde;x;Graz;8010;AT;;1,00', body],
    ['a name in the place of a day', 'A-16;sprzedano;ROOM-220;SN-000100;1;Epsilon;x;Graz;8010;AT;;1,00', body],
    ['fewer cells than its rows', 'A-16;30.03.2026;ROOM-220;SN-000100', body],
    [
      'a first line of its own above it',
      'Raport;30.03.2026;x;;4;y;z;q;1;r;;2,00',
      ['Faktura;Dzien;Towar;Fabryczny;Sztuk;Nabywca;Ulica;Miasto;Kod;Kraj;Poczta;Cena', ...Array<string>(10).fill(body)].join('\n'),
    ],
    [
      'a first line of days above it',
      '31.03.2026;01.04.2026;;;7;;;;;;;',
      `Faktura;Dzien;Towar;Fabryczny;Sztuk;Nabywca;Ulica;Miasto;Kod;Kraj;Poczta;Cena\n${body}`,
    ],
  ])('%s', async (_, header, rows) => {
    const found = await detect(`${header}\n${rows}\n`, 'pos').then(headerRow, ({ code }: { code: string }) => code);
    expect(found).not.toBe(0);
  });

  it.each([
    ['years over numbers', 'Betrieb,2024,2025,2026\nAlpha,10,20,30\nBeta,11,21,31\nGamma,12,22,32\n'],
    ['days over numbers', 'Betrieb,2026-01-01,2026-02-01\nAlpha,10,20\nBeta,11,21\nGamma,12,22\n'],
    ['numbered words', 'Kunde1,Kunde2,Wert\n1,2,3\n4,5,6\n7,8,9\n'],
    ['too few rows to compare', '2026-03-31,ada@alpha.example,1\n2026-04-01,bo@beta.example,1\n'],
    ['one column that tells anything', '2026-03-31,Alpha\n2026-04-01,Beta\n2026-04-02,Gamma\n'],
  ])('nor one that tells too little: %s', async (_, text) => {
    const found = await detect(text, 'pos').then(headerRow, ({ code }: { code: string }) => code);
    expect(found).not.toBe(0);
  });

  it('nor a workbook, whose sheets need one', async () => {
    const rows = sales.map((sale) => sale.split(';'));
    await expect(detect(workbook({ Sales: rows }), 'pos', 'report.xlsx')).rejects.toMatchObject({ code: 'DETECT_NO_TABLE' });
  });
});

describe('a column with an empty header', () => {
  /** Columns without a name behind those that have one. */
  const withColumns = (...cells: string[][]) =>
    [
      `SKU;S/N;Customer${';'.repeat(cells.length)}`,
      ...cells[0]!.map((_, at) => ['R-1', `SN${at}`, `Example ${at}`, ...cells.map((column) => column[at])].join(';')),
    ].join('\n');
  const known = { SKU: 'product_number', 'S/N': 'serial_number', Customer: 'end_user_name' };
  const days = ['2026-01-22', '2026-01-23', '2026-01-24'];

  it.each([
    ['days', days, 'invoice_date'],
    ['e-mail addresses', ['a@alpha.example', 'b@beta.example', 'c@gamma.example'], 'end_user_email'],
    ['codes of countries', ['AT', 'CH', 'AT'], 'end_user_country'],
    ['names of countries', ['Österreich', 'Schweiz', 'Österreich'], 'end_user_country'],
    ['ones, and few others', ['1', '1', '3'], 'quantity'],
  ])('is proposed by its position where its cells are %s, and that is asked about', async (_, cells, field) => {
    const detected = await detect(withColumns(cells), 'pos');
    expect(columnsOf(detected)).toEqual({ ...known, '#4': field });
    expect(says(detected, 'columns').map(({ says }) => says)).toContainEqual(
      expect.stringMatching(new RegExp(`^#4 has no header, and its cells are .*: taken for ${field}, confirm$`)),
    );
    expect(detected.missing).not.toContain(field);
    expect(detected.unread).toEqual([]);
  });

  it('is proposed in a workbook too', async () => {
    const rows = [['SKU', '', 'S/N', 'Customer'], ...days.map((day, at) => ['R-1', day, `SN${at}`, 'Example'])];
    expect(columnsOf(await detect(workbook({ Sales: rows }), 'pos', 'report.xlsx'))).toEqual({ ...known, '#2': 'invoice_date' });
  });

  it.each([
    ['one day throughout', ['2026-01-22', '2026-01-22', '2026-01-22']],
    ['one address throughout', ['a@alpha.example', 'a@alpha.example', 'a@alpha.example']],
    ['one code throughout', ['NO', 'NO', 'NO']],
    ['codes of states', ['CA', 'IL', 'DE']],
    ['larger numbers', ['12', '40', '7']],
    ['thousands, or ones', ['1.000', '1.000', '2.000']],
    ['words', ['Alpha', 'Beta', 'Gamma']],
    ['too few cells', ['2026-01-22', '', '2026-01-23']],
  ])('is left to a person, by its position, where its cells are %s', async (_, cells) => {
    const detected = await detect(withColumns(cells), 'pos');
    expect(columnsOf(detected)).toEqual(known);
    expect(detected.unread).toEqual(['#4']);
  });

  it('is left to a person where two could be the field, which is said', async () => {
    const detected = await detect(withColumns(days, days.toReversed()), 'pos');
    expect(columnsOf(detected)).toEqual(known);
    expect(says(detected, 'columns').map(({ says }) => says)).toContainEqual(
      expect.stringContaining('"#4": invoice_date or "#5": invoice_date?'),
    );
    expect(columnsOf(await detect(withColumns(['1', '1', '2'], ['1', '2', '3']), 'pos'))).toEqual(known);
  });

  it('is no field that a header names already, and nothing at all when it is empty', async () => {
    const text = ['SKU;S/N;Datum;;', ...days.map((day, at) => `R-1;SN${at};${day};${day};`)].join('\n');
    const detected = await detect(text, 'pos');
    expect(columnsOf(detected)).toEqual({ SKU: 'product_number', 'S/N': 'serial_number', Datum: 'invoice_date' });
    expect(detected.unread).toEqual(['#4']);
  });

  it('is no field of a feed that has two of its kind', async () => {
    expect(columnsOf(await detect(withColumns(days), 'sales_out'))).not.toHaveProperty('#4');
  });
});
