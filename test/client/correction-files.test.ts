import { mkdtemp, readFile as readText, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { read, utils, write } from 'xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layout } from '../../client/corrections/layout.js';
import type { Rejected } from '../../client/corrections/read.js';
import { dialectOf, textFile } from '../../client/corrections/text-file.js';
import { whatIsWrong, workbook } from '../../client/corrections/workbook.js';
import { CorrectedCopy } from '../../contracts/corrected-copy.js';
import { readFile } from '../../readers/reader.js';
import { formatSchema, type Format } from '../../schemas/project.js';
import { cellText, FORMULA, type RawCell, type RawRow, type TypedCell } from '../../schemas/rows.js';

const id = 'd0123456789abcdef0123';
const header = ['Serial', 'Quantity', 'Invoice Date', 'Customer', 'Note'];
const columns = { Serial: 'serial_number', Quantity: 'quantity', 'Invoice Date': 'invoice_date', Customer: 'end_user_name' };
let folder = '';
let files = 0;
beforeAll(async () => void (folder = await realpath(await mkdtemp(join(tmpdir(), 'assurance-copies-')))));
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const rejected = (rows: RawCell[][], sheet: string | null = null, errors: Rejected['rows'][number]['errors'] = []): Rejected => ({
  delivery_id: id,
  source_id: 'northgate-pos',
  feed: 'pos',
  file_name: 'northgate-2026-05.csv',
  layout_to: null,
  headers: [{ sheet, header }],
  rows: rows.map((cells, at) => ({ sheet, line: 10 + at, cells, errors })),
});

/** As the judge gets the rows of a corrected copy that nobody has touched. */
async function readBack(bytes: Buffer, format: Format): Promise<{ rows: RawRow[]; copy: CorrectedCopy }> {
  const file = join(folder, `${(files += 1)}.bin`);
  await writeFile(file, bytes);
  const copy = new CorrectedCopy(Object.keys(columns));
  const rows: RawRow[] = [];
  for await (const chunk of readFile(file, format)) {
    const taken = copy.take(chunk);
    for (const row of taken?.rows ?? []) {
      copy.judged(row, true);
      rows.push(row);
    }
  }
  return { rows, copy };
}

const csv = (more: object = {}): Format => formatSchema.parse({ type: 'csv', ...more });
const xlsx = (more: object = {}): Format => formatSchema.parse({ type: 'xlsx', date: 'DD.MM.YYYY', ...more });
const asText = (data: Rejected, format: Format) => textFile(layout(data, { format, columns })[0]!, dialectOf(format));
const asBook = (data: Rejected, format: Format) => workbook(layout(data, { format, columns }), whatIsWrong(data.rows), format.date);

const escapes = ['\u0001', '\ufffd', '_x0041_', '_x005F_x0041_'];
const signs = ['', '', "'", "''", '=', '+', '-', '@', '\t', '\r', '\n', ' =', "'=", '-5', '007', ';', ',', '"', "'"];
/** What every object of JavaScript has by itself, which a table of texts must not find. */
const inherited = ['toString', 'valueOf', 'constructor', '__proto__', 'hasOwnProperty'];
const beginning = fc.constantFrom(...signs, ...escapes);
const cell = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(beginning, fc.string({ unit: 'grapheme', maxLength: 10 })).map(([begin, end]) => begin + end) },
  { weight: 1, arbitrary: fc.constantFrom(...inherited) },
);
const row = fc.array(cell, { minLength: header.length, maxLength: header.length + 2 });
/** A row whose cells all look empty never was a row. */
const rows = fc.array(
  row.filter((cells) => cells.slice(0, header.length).some((text) => text.trim() !== '')),
  { minLength: 1, maxLength: 4 },
);
/** Cells behind the header that are empty are no cells. */
const shown = (cells: readonly RawCell[]) => {
  const texts = cells.map(cellText);
  while (texts.length > header.length && texts.at(-1) === '') texts.pop();
  return texts;
};

it.each([
  ['comma, UTF-8', csv()],
  ['semicolon below a preamble', csv({ delimiter: ';', header_row: 4 })],
  ['tab and another quote', csv({ delimiter: '\t', quote: "'" })],
  ['UTF-16', csv({ encoding: 'utf-16' })],
])('any text comes back as it was: %s', async (_name, format) => {
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const { rows: back, copy } = await readBack(asText(rejected(cells), format), format);
      expect(back.map((r) => shown(r.cells))).toEqual(cells.map(shown));
      expect(copy).toMatchObject({ is: true, corrects: [id], holds: [] });
    }),
    { numRuns: 60 },
  );
});

it('any text that an encoding of one byte can hold comes back as it was', async () => {
  const format = csv({ encoding: 'windows-1252', delimiter: ';' });
  const letters = fc.string({ unit: fc.constantFrom(...'aé€ßÜ–“=+-@\'";,0 \n') });
  await fc.assert(
    fc.asyncProperty(fc.array(letters, { minLength: 4, maxLength: 4 }), async (cells) => {
      const { rows: back } = await readBack(asText(rejected([['S1', ...cells]]), format), format);
      expect(back[0]!.cells).toEqual(['S1', ...cells]);
    }),
    { numRuns: 60 },
  );
});

describe.each(['latin-1', 'windows-1252'] as const)('in %s', (encoding) => {
  const format = csv({ encoding });

  it('every byte comes back as it was', async () => {
    const bytes = Buffer.from(
      Array.from({ length: 255 }, (_, at) => at + 1).filter((byte) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte)),
    );
    const text = iconv.decode(bytes, encoding === 'latin-1' ? 'iso-8859-1' : 'windows-1252');
    const { rows: back } = await readBack(asText(rejected([['S1', '1', '', text, '']]), format), format);
    expect(back[0]!.cells[3]).toBe(text);
  });

  it('the reference keeps a name that the encoding does not have, and texts of ours say what they cannot hold', async () => {
    const fault = { column: null, field: null, code: 'RULE', value: null, message: 'Nur für Łódź.', fix: 'Fill in.' };
    const data = { ...rejected([['S1', '1', '', '', '']], 'Łódź 日本.csv', [fault]), file_name: 'Łódź.zip' };
    const bytes = asText(data, csv({ encoding, header_row: 2 }));
    expect(iconv.decode(bytes, 'iso-8859-1')).toContain('Nur für \\u{141}ód\\u{17a}.');
    expect(bytes.toString('latin1')).not.toContain('?');
    const { copy } = await readBack(bytes, csv({ encoding, header_row: 2 }));
    const file = join(folder, 'corrections.jsonl');
    await copy.write(file);
    expect(JSON.parse(await readText(file, 'utf8'))).toMatchObject({ corrects_sheet: 'Łódź 日本.csv', corrects_line: 10 });
  });

  it('a cell that the encoding does not have is an error, never another character', () => {
    expect(() => asText(rejected([['S1', '1', '', 'Łódź', '']]), format)).toThrow(expect.objectContaining({ code: 'CORRECTION_ENCODING' }));
  });
});

it('any text of a workbook comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const data = rejected(cells, 'POS');
      const { rows: back, copy } = await readBack(await asBook(data, xlsx({ header_row: 3 })), xlsx({ header_row: 3, sheet: 'all' }));
      // XML knows one line end only.
      const oneLineEnd = (texts: readonly RawCell[]) => shown(texts).map((text) => text.replace(/\r\n?/g, '\n'));
      expect(back.map((r) => oneLineEnd(r.cells))).toEqual(cells.map(oneLineEnd));
      expect(copy).toMatchObject({ is: true, corrects: [id], holds: [] });
    }),
    { numRuns: 10 },
  );
}, 300_000);

it('a workbook without a header comes back with ours, and has every column that its source names, also those that no row reached', async () => {
  const format = xlsx({ header_row: 0, sheet: 'all' });
  const named = { '#1': 'serial_number', '#2': 'quantity', '#3': 'invoice_date', '#4': 'end_user_name' };
  const data: Rejected = { ...rejected([['S1', '1'], ['S2', '2']], 'POS'), headers: [{ sheet: 'POS', header: ['#1', '#2'] }] }; // prettier-ignore
  const sheets = layout(data, { format, columns: named });
  expect(sheets).toMatchObject([{ preamble: [], header: ['#1', '#2', '#3', '#4'], kinds: ['serial', 'whole', 'date', 'text'] }]);
  const { rows: back, copy } = await readBack(await workbook(sheets, whatIsWrong(data.rows), format.date), format);
  expect(back.map(({ line, cells }) => [line, ...cells])).toEqual([
    [2, 'S1', '1', '', ''],
    [3, 'S2', '2', '', ''],
  ]);
  expect(copy).toMatchObject({ is: true, corrects: [id], holds: [] });
});

describe('a row whose cells are out of line', () => {
  const outOfLine = { column: null, field: null, code: 'CELL_COUNT', value: null, message: 'More cells.', fix: 'Quote the cell.' };
  // The customer was "Quay School, Duluth", without quotes: everything behind it stands one column further on.
  const long = rejected([['S1', '1', '14.05.2026', 'Quay School', ' Duluth', 'urgent']], null, [outOfLine]);
  const short = rejected([['S1', '1', 'Quay School', 'urgent']], null, [outOfLine]);
  const right = ['S1', '1', '14.05.2026', 'Quay School', 'urgent'];
  const changed = (data: Rejected, from: string, to: string) => {
    const text = asText(data, csv()).toString();
    expect(text).toContain(from);
    return Buffer.from(text.replace(from, to));
  };

  it.each([
    ['the cells that it has too many are deleted', () => changed(long, 'Quay School, Duluth,', 'Quay School,'), right],
    ['a cell that it lacks is inserted', () => changed(short, 'S1,1,', 'S1,1,14.05.2026,'), right],
    ['nothing is changed', () => asText(long, csv()), ['S1', '1', '14.05.2026', 'Quay School', ' Duluth', 'urgent']],
  ])('keeps its reference in a text file when %s', async (_what, copyOf, cells) => {
    const { rows: back, copy } = await readBack(copyOf(), csv());
    expect(back.map((r) => shown(r.cells))).toEqual([cells]);
    expect(copy).toMatchObject({ is: true, corrects: [id], holds: [] });
  });

  it('keeps its reference in a workbook when the cells that it has too many are deleted', async () => {
    const book = read(
      await asBook({ ...long, headers: [{ sheet: 'POS', header }], rows: long.rows.map((r) => ({ ...r, sheet: 'POS' })) }, xlsx()),
    );
    const [head, ...lines] = utils.sheet_to_json<string[]>(book.Sheets['POS']!, { header: 1, defval: '' });
    book.Sheets['POS'] = utils.aoa_to_sheet([head!, ...lines.map((line) => line.filter((text) => text !== ' Duluth'))]);
    const { rows: back, copy } = await readBack(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, xlsx({ sheet: 'all' }));
    expect(back.map((r) => shown(r.cells))).toEqual([right]);
    expect(copy).toMatchObject({ is: true, corrects: [id], holds: [] });
  });

  it('has our columns in front, as every row of its file; in other files they stand behind', () => {
    const headOf = (data: Rejected) => layout(data, { format: csv(), columns })[0];
    expect(asText(long, csv()).toString().split('\r\n')[0]).toBe(['assurance_ref', 'reason', 'fix', ...header].join(','));
    expect(headOf(rejected([right]))?.ours).toEqual(['reason', 'fix', 'assurance_ref']);
  });
});

it('days and numbers of a workbook stay what they were, and a serial without its digits stays wrong', async () => {
  const cells: RawCell[] = [
    { text: '0000101', number: 101 },
    { text: '-3', number: -3 },
    { text: '5/14/26', number: 46_156, date: '2026-05-14' },
    { text: '#REF!', error: '#REF!' },
    { text: '12', number: 12 },
  ];
  const broken: RawCell[] = [{ text: '1.23457E+19', number: 12_345_678_901_234_567_890 }, '2', '', { text: '', error: 'formula' }, ''];
  const { rows: back } = await readBack(await asBook(rejected([cells, broken], 'POS'), xlsx()), xlsx());
  expect(back[0]!.cells).toEqual([
    '0000101',
    { text: '-3', number: -3 },
    { text: '14.05.2026', number: 46_156, date: '2026-05-14' },
    '#REF!',
    { text: '12', number: 12 },
  ]);
  expect(back[1]!.cells[0]).toMatchObject({ number: 12_345_678_901_234_567_890 });
  expect(back[1]!.cells[3]).toBe('#N/A');
});

it('what a rejected formula shows stands in its cell, marked, as a value that the source takes when it comes back', async () => {
  const formula = (shown: TypedCell): RawCell => ({ ...shown, error: FORMULA });
  const cells: RawCell[] = [
    formula({ text: '0000701', number: 701 }),
    formula({ text: '1', number: 1 }),
    formula({ text: '5/14/26', number: 46_156, date: '2026-05-14' }),
    formula({ text: '' }),
    { text: '', error: 'formula without a stored value' },
  ];
  const fault = { column: 'Serial', field: 'serial_number', code: 'CELL_FORMULA', value: null, message: 'A formula.', fix: 'A value.' };
  const bytes = await asBook(rejected([cells], 'POS', [fault]), xlsx());
  const { rows: back } = await readBack(bytes, xlsx({ formulas: 'reject' }));
  expect(back[0]!.cells).toEqual([
    '0000701',
    { text: '1', number: 1 },
    { text: '14.05.2026', number: 46_156, date: '2026-05-14' },
    '',
    '#N/A',
  ]);
  const sheet = read(bytes, { cellStyles: true }).Sheets['POS'] as Record<string, { s?: { fgColor?: { rgb?: string } } }>;
  expect([sheet['A2']?.s?.fgColor?.rgb, sheet['B2']?.s?.fgColor?.rgb]).toEqual(['FFC7CE', undefined]);
});

it('a sheet with a name that Excel forbids has one that it takes, and the summary says both', async () => {
  const names = ['eu/april.xlsx › Sheet1', 'northgate-sales-report-march.xlsx › Sheet1'];
  const [one, two] = names.map((name) => rejected([['S1', '1', '', '', '']], name));
  const data = { ...one!, headers: [...one!.headers, ...two!.headers], rows: [...one!.rows, ...two!.rows] };
  const bytes = await asBook(data, xlsx());
  const book = read(bytes);
  expect(book.SheetNames).toEqual(['eu_april.xlsx › Sheet1', 'northgate-sales-report-march.xl', 'How to correct']);
  const summary = utils.sheet_to_csv(book.Sheets['How to correct']!);
  for (const name of [...names, ...book.SheetNames.slice(0, 2)]) expect(summary).toContain(name);
  const { rows: back, copy } = await readBack(bytes, xlsx({ sheet: 'Sheet1' }));
  expect(back).toHaveLength(2);
  expect(copy).toMatchObject({ is: true, corrects: [id], holds: [] });
});

it('a workbook keeps the names of its sheets, marks bad cells and sums up', async () => {
  const fault = {
    column: 'Customer',
    field: 'end_user_name',
    code: 'END_USER_MISSING',
    value: '',
    message: 'The name is empty.',
    fix: 'Fill in.',
  };
  const bytes = await asBook(rejected([['S1', '1', '14.05.2026', '', '']], 'Ventes Nord', [fault]), xlsx());
  const book = read(bytes, { cellStyles: true });
  expect(book.SheetNames).toEqual(['Ventes Nord', 'How to correct']);
  const sheet = book.Sheets['Ventes Nord']!;
  const fill = (at: string) => (sheet[at] as { s?: { fgColor?: { rgb?: string } } } | undefined)?.s?.fgColor?.rgb;
  expect([fill('A2'), fill('D2')]).toEqual([undefined, 'FFC7CE']);
  expect(utils.sheet_to_json<string[]>(book.Sheets['How to correct']!, { header: 1 })[1]).toEqual([
    expect.stringContaining('END_USER_MISSING'),
    1,
    expect.stringContaining('Fill in'),
  ]);
});
