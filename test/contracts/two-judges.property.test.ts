import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeholders } from '../../schemas/end-user/placeholders.js';
import { addressData } from '../../schemas/end-user/address-data.js';
import { feedFields, type FieldInfo } from '../../schemas/feeds/contract.js';
import { feeds, type Feed } from '../../schemas/vocabulary.js';
import { nameMatcher } from '../../schemas/name-pattern.js';
import { loadProject } from '../../workers/load-project.js';
import { judgeDelivery } from '../../contracts/judge.js';
import { bulkFile, readFile } from '../../readers/reader.js';
import { acceptedSql, stagingPaths } from '../../schemas/staging.js';
import { tempFolder } from '../support/temp-folder.js';
import { bothWays } from './both-ways.js';
import { goodSale, sourceOf, taken, type SourceOptions } from './judging.js';

/** Text that breaks somebody, or is nearly what a field wants. */
const hostile = [
  '', ' ', '  x ', '\u00a0', '\u200b', '#REF!', '#5', '####', '=1+1', '-1', '0', '-0', '+1', '007', '1_000', '1e3', '1E5', '1.2E+12', '314E59', '0x10', 'A,B', 'A;B', 'A B', 'ä-1', 'ß', 'ſ', 'K', 'İ',
  'ROOM\u200b-220', 'SN\u00ad1', '\u200dSN-1', 'SN-1\u202c', 'ROOM\ufeff-220', 'Röm-220', 'ROOM-220\u3164', '\u202aSN-1',
  'null', 'NULL', 'NaN', 'inf', 'infinity', 'epoch', 'today', 'TRUE', 'tRue', 'yes', '__proto__', "'; DROP TABLE x; --", '"', '""', 'a"b', '\\', '%', '_', '{}', '[1]', '\u0001', '\ufffd',
  '99999999999999', '999999999999999', '9223372036854775807', '12345678901234.5', '1.23456', '.5', '5.', '1,5', '1.000,50', '1,000.50', '1 000', '１２',
]; // prettier-ignore
const byKind: Partial<Record<FieldInfo['kind'], string[]>> = {
  date: ['2026-03-14', '2026-02-30', '2024-02-29', '2023-02-29', '1989-12-31', '1990-01-01', '2100-12-31', '2101-01-01', '2026-3-4', '14.03.2026', '4.3.2026', '03/14/2026', '3/4/2026', '31.12.99', '20260314',
    '2026-03-14 00:00:00', '2026-03-14T00:00:00Z', '2026-03-14 10:00', '0026-03-14', '12026-03-14', '2026/03/14', '2026-03-14 (BC)', '2026-00-10', '2026-13-01', '-2026-03-14', ' 2026-03-14'],
  time: ['2026-03-14T10:00:00Z', '2026-03-14T10:00:00+01:00', '2026-03-14T24:00:00Z', '2026-03-14T23:59:60Z', '2026-03-14 10:00:00Z', '2026-03-14T10:00:00', '2026-02-30T10:00:00Z', '1989-12-31T23:59:59Z', '2100-12-31T23:59:59Z', '2101-01-01T00:00:00Z'],
  serial: ['0000101', 'sn-1/2', 'SN 1', 'a;b', 'a; b;', '1|2', '1,2E+12', '1.5E-10', 'Ünit', '12E+3', 'ıx'],
  code: ['ROOM-220', 'INV-1', '100', '1E5', '1E+5', '1.2E+12', '1,23e+12', '-1.5E-10', 'A1E+5', '12E+3 x', 'ROOM 220', 'Größe 3', '製品-1', '#N/A'],
  country: ['US', 'us', 'DE', 'UK', 'USA', 'ſs', 'XX', 'U', 'Us', 'AQ', 'GB'],
  currency: ['USD', 'usd', 'EUR', 'XXX', 'DOLLAR', 'ſEK', 'US'],
  boolean: ['true', 'FALSE', 'True', 'tRUE', '1', 'no'],
  whole: ['1', '-1', '0', '2', '1.0', '1,200', '4', '5', '99999999999999', '-99999999999999'],
  decimal: ['1', '1.5', '-1.5', '1.23456', '1,200.50', '1.200,50', '12,00', '1,2000', '1200,50', '24', '24.5', '7.1', '0.00001', '12345678901234', '123456789012345', '-0.0'],
  one_of: ['sale', 'SALE', 'Return', 'return', 'PAMS', 'pams', 'LAMS', 'system', 'System', 'passed', 'new', 'closed', 'partner', 'distributor', 'ſale'],
  text: [...Object.values(placeholders).flat().filter((_, at) => at % 7 === 0), 'S T O C K', 'n.a.', 'XXXX', 'XXxx-1', '0000', '9999', '999 9', 'Unknown Worlds', 'Demo AG', 'Stockholm Clinic', 'Ünal GmbH', 'Kunde', 'Vario\'s',
    'ＳＴＯＣＫ', 'sţock', 'Éndkunde', '12 Main Street', 'PO Box 12', 'P.O. Box', 'p o box 7', '12 Main St, PO Box 3', 'Postfach 12', 'Postfachweg 3', 'Apollo Street 9', 'Boîte postale 3', 'Apartado 5', 'APO AE 09012', 'apo', 'Box Elder Way 7', 'BOX No. 7', '12 B.P. No 7', 'Großhandel', 'Köln', 'Ulm', 'ÉPICERIE', 'Stöck', 'Auf Läger', 'Straße 5', 'FPO, AP',
    'BP 12', 'B.P. 12', 'Via Po 18', 'PO 18', 'Box 12', 'Private Bag', 'Locked bag 3', 'Casilla 3', 'Oſfice POſT BOX', 'Springfield', 'IL', 'US-IL', 'il', 'Illinois', 'São Paulo', 'SP', 'CA-ON', 'Bayern', '62701', '62701-1234', '6270',
    '80331', 'D-80331', 'DE 80331', 'SW1A 1AA', 'sw1a 1aa', 'H3Z 2Y7', '75 001', '１２３４５', 'a'.repeat(310), `${'a 1 '.repeat(80)}PO BOX 1`],
}; // prettier-ignore

const good: Partial<Record<FieldInfo['kind'], string[]>> = {
  date: ['2026-03-14'],
  time: ['2026-03-14T10:00:00Z'],
  country: ['US', 'DE', 'GB', 'FR', 'CA'],
  currency: ['USD'],
  boolean: ['true'],
  whole: ['1'],
  decimal: ['5'],
};

/** The day of `good` in the order that a dialect declares, so that its rows can be cleared at all. */
const inOrder = (day: string, pattern: string): string => {
  const [year, month, dayOfMonth] = day.split('-') as [string, string, string];
  return pattern.replace('YYYY', year).replace('YY', year.slice(2)).replace('MM', month).replace('DD', dayOfMonth);
};

const rightCell = (field: FieldInfo, dates: string): fc.Arbitrary<string> => {
  const right = [
    ...(good[field.kind] ?? []).map((cell) => (field.kind === 'date' ? inOrder(cell, dates) : cell)),
    ...(field.values ?? []),
    ...(field.name in goodSale && field.kind !== 'date' ? [goodSale[field.name] as string] : []),
    ...(field.required === 'yes' ? [] : ['']),
  ];
  return fc.constantFrom(...(right.length > 0 ? right : ['ROOM-220', 'Example']));
};

/** Control characters, and what nobody can see: blanks of no width are cut from the edges of a cell, the others are not. */
const unseen = ['\u0001', '\t', '\v', '\f', '\u001b', '\u001f', '\u007f', '\u0080', '\u0085', '\u009f', '\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u202e', '\u2060', '\u3164', '\ufe0f', '\ufeff']; // prettier-ignore
/** Signs that both judges take for blanks at the edges of a cell. */
const isBlank = (sign: string): boolean => sign.trim() === '' || ['\u200b', '\u2060', '\ufeff'].includes(sign);
const withSign = (text: string, sign: string, at: number): string => text.slice(0, at) + sign + text.slice(at);

/** Nearly what the field wants, or anything. */
const otherCell = (field: FieldInfo): fc.Arbitrary<string> => {
  const nearly = [...(good[field.kind] ?? []), ...(byKind[field.kind] ?? byKind.text!), ...(field.values ?? [])];
  const blanks = fc.constantFrom(' ', '', '\t', '\u00a0', '\u200b');
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...nearly) },
    { weight: 1, arbitrary: fc.constantFrom(...hostile) },
    { weight: 1, arbitrary: fc.tuple(blanks, fc.constantFrom(...nearly), blanks).map((parts) => parts.join('')) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...nearly), fc.constantFrom(...unseen), fc.nat({ max: 12 }))
        .map(([text, sign, at]) => withSign(text, sign, Math.min(at, text.length))),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replace(/[\r\n\0]/g, '')) },
  );
};

/** A row that is right, but for some of its cells. */
const rowOf = (fields: readonly FieldInfo[], dates: string): fc.Arbitrary<string[]> =>
  fc
    .tuple(
      fc.tuple(...fields.map((field) => rightCell(field, dates))),
      fc.array(
        fc.nat({ max: fields.length - 1 }).chain((at) => fc.tuple(fc.constant(at), otherCell(fields[at]!))),
        { maxLength: 3 },
      ),
    )
    .map(([cells, changes]) => changes.reduce((row, [at, cell]) => row.with(at, cell), cells));

const quoted = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
const line = (cells: readonly string[], delimiter: string): string => cells.map((cell) => quoted(cell, delimiter)).join(delimiter);

const dialects: SourceOptions[] = [
  {},
  {
    format: { delimiter: ';', date: 'DD.MM.YYYY', decimal: ',' },
    values: { transaction_type: { R: 'return', Verkauf: 'sale' }, end_user_country: { Deutschland: 'DE' } },
  },
  { format: { date: 'MM/DD/YYYY', serial_separator: ';' }, corrections: 'signed_quantity' },
  { format: { delimiter: '\t', date: 'DD.MM.YY', serial_separator: ' ' } },
  { format: { date: 'YYYYMMDD', delimiter: '|' } },
];

describe('both judges', () => {
  it.each(feeds)(
    'say the same of every row of %s, and read the same values',
    async (feed: Feed) => {
      const fields = feedFields(feed);
      const rowsIn = (dialect: SourceOptions) =>
        fc.tuple(
          fc.array(rowOf(fields, (dialect.format?.date as string | undefined) ?? 'YYYY-MM-DD'), { minLength: 30, maxLength: 60 }),
          fc.constant(dialect),
        );
      const cleared = { rows: 0 };
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...dialects).chain(rowsIn), async ([rows, dialect]) => {
          const source = sourceOf({
            ...dialect,
            feed,
            values: Object.fromEntries(
              Object.entries(dialect.values ?? {}).filter(([name]) => fields.some((field) => field.name === name)),
            ),
          });
          const delimiter = (dialect.format?.delimiter as string | undefined) ?? ',';
          const text = [fields.map(({ name }) => name), ...rows].map((cells) => line(cells, delimiter)).join('\n');
          const ways = await bothWays(Buffer.from(text), source);
          expect(ways.inBulk.accepted).toEqual(ways.byRow.accepted);
          expect(ways.inBulk.rejected).toEqual(ways.byRow.rejected);
          expect({ ...ways.inBulk.judgement }).toEqual({ ...ways.byRow.judgement });
          cleared.rows += ways.cleared ?? 0;
        }),
        { numRuns: 12, endOnFailure: true },
      );
      // Not because everything was left to zod
      expect(cleared.rows).toBeGreaterThan(0);
    },
    240_000,
  );
});

describe('a number, a day, a word or a code with a character in it that nobody can see', () => {
  const cells: Record<string, string> = {
    quantity: '12',
    unit_price: '12.50',
    invoice_date: '2026-03-14',
    transaction_type: 'sale',
    end_user_country: 'US',
    currency: 'USD',
  };
  const header = [...new Set([...Object.keys(goodSale), 'unit_price', 'currency'])];

  it.each(Object.entries(cells))('is none to either judge, unless it is a blank at the edge: %s', async (field, text) => {
    const places = unseen.flatMap((sign) => Array.from({ length: text.length + 1 }, (_, at) => ({ sign, at })));
    const isRight = ({ sign, at }: (typeof places)[0]) => isBlank(sign) && (at === 0 || at === text.length);
    const rows = places.map(({ sign, at }) => {
      // Of accessories a row may have several, and they have no serials
      const cellsOf: Record<string, unknown> = { ...goodSale, ...cells, serial_number: '', [field]: withSign(text, sign, at) };
      return header.map((name) => (cellsOf[name] as string | undefined) ?? '');
    });
    const ways = await bothWays(Buffer.from([header, ...rows].map((row) => line(row, ',')).join('\n')), sourceOf());
    expect(ways.inBulk).toEqual({ ...ways.byRow, cleared: ways.cleared });
    expect(ways.byRow.rejected.map((row) => places[Number((row as { line: unknown }).line) - 2])).toEqual(
      places.filter((place) => !isRight(place)),
    );
  });
});

describe('every place where the checks of end users differ by country', () => {
  it('is judged the same both ways', async () => {
    const header = Object.keys(goodSale);
    const rows = Object.entries(addressData).flatMap(([country, { example, states }]) =>
      [example ?? '', example?.toLowerCase() ?? 'x', `${country}-${example ?? ''}`, `${example ?? ''}9`, '12345', ''].map((code, at) => {
        const cells: Record<string, unknown> = {
          ...goodSale,
          end_user_country: country,
          end_user_postal_code: code,
          end_user_state: states?.[at % states.length]?.[at % 2] ?? '',
        };
        return header.map((name) => cells[name] as string);
      }),
    );
    const ways = await bothWays(Buffer.from([header, ...rows].map((cells) => line(cells, ',')).join('\r\n')), sourceOf());
    expect(ways.inBulk.accepted).toEqual(ways.byRow.accepted);
    expect(ways.inBulk.rejected).toEqual(ways.byRow.rejected);
    expect(ways.cleared).toBeGreaterThan(rows.length / 4);
  });
});

describe('every placeholder, and what is nearly one', () => {
  const written: ((entry: string) => string)[] = [
    (entry) => entry,
    (entry) => entry.toLowerCase(),
    (entry) => `("${entry}")`,
    (entry) => [...entry].join(' '),
    (entry) => entry.replace(/[AEIOUY]/, (vowel) => `${vowel}\u0301`.normalize()),
    (entry) => entry.replace(/[AEIOUY](?=[^AEIOUY]*$)/, (vowel) => `${vowel}\u0301`.normalize()),
    (entry) => `É${entry}`,
    (entry) => `${entry}ß`,
    (entry) => `${entry} 9`,
    (entry) => `${entry} & Söhne`,
    (entry) => entry.slice(1),
    (entry) => entry.slice(0, -1),
  ];
  const fillers = ['x', 'xx', 'x-x', 'XxX', 'Xé', 'éx', 'xx1', '0', '000', '0 0', '01', '9', '99', '999', '9.9.9', '9998', '8', '-', '???', 'é', 'éé', 'ß', 'ßß', '·']; // prettier-ignore

  it('is judged the same both ways as name, as street and as town', async () => {
    const header = Object.keys(goodSale);
    const texts = [...Object.values(placeholders).flat(), ...fillers].flatMap((entry) => written.map((write) => write(entry)));
    const fieldsOf = ['end_user_name', 'end_user_address_line1', 'end_user_city'];
    const rows = texts.flatMap((text) =>
      fieldsOf.map((field) => header.map((name) => (name === field ? text : (goodSale[name] as string)))),
    );
    const ways = await bothWays(Buffer.from([header, ...rows].map((cells) => line(cells, ',')).join('\n')), sourceOf());
    expect(ways.inBulk).toEqual({ ...ways.byRow, cleared: ways.cleared });
    expect(ways.cleared).toBeGreaterThan(rows.length / 3);
  });
});

describe('blanks of every kind', () => {
  const blanks = [' ', '\t', '\v', '\f', '\u00a0', '\u1680', '\u2000', '\u2009', '\u200b', '\u2028', '\u2029', '\u202f', '\u205f', '\u2060', '\u3000', '\ufeff']; // prettier-ignore
  /** Signs that are no blanks, or not for both readers. */
  const others = ['\x1f', '\u0085', '\u180e', '\u200c', '\u2010', 'x', '#'];
  const texts = ['', 'total', 'S T O C K', '# REF!', 'De', '1', '2026-03-14', '1 000.50', 'New South Wales', '62 701'];
  const streets = ['PO Box 12', 'P O B 7', 'APO AE', 'F P O 9', '12 B P 7', 'Unter den Linden 5'];
  const header = Object.keys(goodSale);

  /** A few kinds a file, each often: what is done about one must not be undone for the other. */
  const rowsWith = (kinds: readonly string[]): fc.Arbitrary<string[][]> => {
    const edge = fc.array(fc.constantFrom(...kinds), { maxLength: 3 }).map((signs) => signs.join(''));
    const within = fc.oneof({ weight: 2, arbitrary: fc.constant(' ') }, { weight: 1, arbitrary: edge });
    const written = (text: string) =>
      fc.tuple(edge, within, edge).map(([before, gap, behind]) => before + text.replaceAll(' ', gap) + behind);
    const cellOf = (field: string) =>
      fc.oneof(
        { weight: 24, arbitrary: fc.constant(goodSale[field] as string) },
        { weight: 6, arbitrary: written(goodSale[field] as string) },
        { weight: 1, arbitrary: fc.constantFrom(...(/address_line1|city/.test(field) ? streets : texts)).chain(written) },
      );
    return fc.array(fc.tuple(...header.map(cellOf)), { minLength: 40, maxLength: 80 });
  };
  const kindsOf = fc.tuple(
    fc.uniqueArray(fc.constantFrom(...blanks), { minLength: 1, maxLength: 4 }),
    fc.uniqueArray(fc.constantFrom(...others), { maxLength: 1 }),
  );

  it('are cut from the edges of cells by both judges, and what holds one within is not cleared too early', async () => {
    const counted = { cleared: 0, withoutOdd: 0 };
    const format = fc.constantFrom<Record<string, unknown>>({}, {}, { total_row: '^total' }, { total_row: '^.sale' }, { delimiter: '|' });
    await fc.assert(
      fc.asyncProperty(
        kindsOf.chain(([kinds, odd]) => rowsWith([...kinds, ...odd])),
        format,
        async (rows, options) => {
          const delimiter = (options.delimiter as string | undefined) ?? ',';
          const source = sourceOf({ format: options, values: { end_user_country: { Deutschland: 'DE', '\u00a0De': 'US' } } });
          const text = [header, ...rows].map((cells) => line(cells, delimiter)).join('\n');
          const ways = await bothWays(Buffer.from(text), source);
          expect(ways.inBulk).toEqual({ ...ways.byRow, cleared: ways.cleared });
          counted.cleared += ways.cleared ?? 0;
          counted.withoutOdd += rows.filter((cells) => !blanks.slice(1).some((blank) => cells.join('').includes(blank))).length;
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
    // Not only those that have none
    expect(counted.cleared).toBeGreaterThan(2 * counted.withoutOdd);
  }, 240_000);
});

describe('a row that is much too long', () => {
  const header = Object.keys(goodSale);
  const good = line(Object.values(goodSale) as string[], ',');
  const long = `${good},1,2,3,4,5,6`;
  const lines = (...middle: string[]) => [line(header, ','), good, ...middle, good, good];

  it.each([
    ['behind an empty line, CRLF', lines('', long), '\r\n'],
    ['behind several', lines('', '', long, '', long, long), '\r\n'],
    ['before one', lines(long, ''), '\r\n'],
    ['behind an empty line, LF', lines('', long), '\n'],
    ['in the first row', [line(header, ','), long, good], '\r\n'],
  ])('is rejected on its line by both judges: %s', async (_, text, end) => {
    const { inBulk, byRow, cleared } = await bothWays(Buffer.from(`${text.join(end)}${end}`), sourceOf());
    expect(inBulk).toEqual({ ...byRow, cleared });
    expect(byRow.judgement.rows_rejected).toBe(text.filter((one) => one === long).length);
    expect(byRow.rejected.map((row) => Number((row as { line: unknown }).line))).toEqual(
      text.flatMap((one, at) => (one === long ? [at + 1] : [])),
    );
    expect(cleared === undefined || cleared === text.filter((one) => one === good).length).toBe(true);
  });
});

describe('a text file of any shape', () => {
  it('is read the same in bulk and row by row, or refused with the same words', async () => {
    const piece = fc.constantFrom(
      'a',
      '1',
      '"',
      '""',
      ' ',
      ',',
      ';',
      '\n',
      '\n',
      '\r\n',
      '\r',
      '#',
      '\t',
      'ü',
      '\u00a0',
      'total',
      '""x""',
      ',"',
      '",',
      '\ufeff',
      '2026-03-14',
      'R-1',
      'SN1',
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => pieces.join(''));
    const format = fc.constantFrom<Record<string, unknown>>(
      {},
      { header_row: 2 },
      { total_row: '^total' },
      { total_row: '\\d' },
      { delimiter: ';' },
      { encoding: 'windows-1252' },
      { encoding: 'utf-16' },
      { quote: "'" },
    );
    await fc.assert(
      fc.asyncProperty(text, text, format, fc.boolean(), async (first, rest, options, withHeader) => {
        const head = withHeader
          ? 'shipped_on,ship_to_party,product_number,serial_number,delivery_note\n2026-03-14,A,R-1,SN1,\n2026-03-14,A,R-1,SN2,\n'
          : first;
        const source = sourceOf({ feed: 'shipments', format: options });
        const bytes =
          options.encoding === 'utf-16'
            ? Buffer.from(`\ufeff${head}${rest}`, 'utf16le')
            : Buffer.from(head + rest, options.encoding === 'windows-1252' ? 'latin1' : 'utf8');
        const ways = await bothWays(bytes, source);
        expect(ways.inBulk).toEqual({ ...ways.byRow, cleared: ways.cleared });
      }),
      { numRuns: 60, endOnFailure: true },
    );
  }, 240_000);
});

describe('a file with many quotes inside of unquoted cells', () => {
  it('has each of them counted, and the first one named', async () => {
    const cells = ['plain', '"quoted"', '"dou""bled"', 'in"ch', '24""', '"a, b"', 'x"y"z', '', 'end"'];
    const rowOf = fc.array(fc.constantFrom(...cells), { minLength: 5, maxLength: 5 }).map((row) => row.join(','));
    const rows = fc.sample(rowOf, { numRuns: 3_000, seed: 4711 });
    for (const from of [0, 3, 17]) {
      const text = ['shipped_on,ship_to_party,product_number,serial_number,delivery_note', ...rows.slice(from)].join('\n');
      const ways = await bothWays(Buffer.from(text), sourceOf({ feed: 'shipments' }));
      expect(ways.inBulk).toEqual({ ...ways.byRow, cleared: ways.cleared });
      expect(ways.cleared).toBeDefined();
      expect(ways.inBulk.judgement.account.notes).toHaveLength(1);
    }
  }, 120_000);
});

describe('a file that several threads read', () => {
  it('has every row on its own line', async () => {
    const folder = tempFolder();
    const path = join(folder, 'shipments.csv');
    const rows = Array.from(
      { length: 400_000 },
      (_, at) => `2026-03-14,${parties[at % parties.length]},ROOM-220,SN-${at},line ${at + 2} of a long file`,
    );
    writeFileSync(path, `shipped_on,ship_to_party,product_number,serial_number,delivery_note\n${rows.join('\n')}\n`);
    const source = sourceOf({
      feed: 'shipments',
      values: { ship_to_party: Object.fromEntries(parties.map((party) => [party, `P-${party}`])) },
    });
    const opened = await bulkFile(path, source.format, { scratch: `${folder}/utf8` });
    const { cleared } = await judgeDelivery({
      taken: taken({ feed: 'shipments' }),
      source,
      timezone: 'UTC',
      reading: readFile(path, source.format),
      bulk: opened?.bulk,
      staging: folder,
    });
    expect(cleared?.rows).toBe(400_000);
    const accepted = acceptedSql(stagingPaths(folder, taken().delivery_id), cleared);
    expect(
      await ask(`SELECT count(*)::INT AS elsewhere FROM (${accepted}) WHERE delivery_note <> 'line ' || line || ' of a long file'`),
    ).toEqual([{ elsewhere: 0 }]);
  });
});

const parties = Array.from({ length: 20 }, (_, at) => `DISTRIBUTOR-${at}`);

async function ask(sql: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe('the sample program', async () => {
  const { project, projectDir } = await loadProject(join(import.meta.dirname, '../..'));
  for (const source of project.sources.filter(({ format }) => format.type === 'csv')) {
    const folder = join(projectDir, source.connector.path);
    for (const file of readdirSync(folder).filter(nameMatcher(source.connector.pattern))) {
      it(`has ${file} of ${source.id} judged the same both ways`, async () => {
        const ways = await bothWays(join(folder, file), source, file);
        expect(ways.inBulk).toEqual({ ...ways.byRow, cleared: ways.cleared });
      });
    }
  }
});
