import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowErrors } from '../../schemas/errors/row.js';
import { placeholders } from '../../schemas/end-user/placeholders.js';
import { contractFor, feedFields } from '../../schemas/feeds/contract.js';
import type { Dialect } from '../../schemas/feeds/field.js';
import type { RawCell } from '../../schemas/rows.js';
import { feeds } from '../../schemas/vocabulary.js';
import { goodSale, judge, readingOf, salesOf } from './judging.js';

const names = Object.keys(goodSale);

/** Text that breaks somebody: separators, quotes, formulas, controls, halves of characters, numbers and dates that are almost right. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\u00a0',
      '#REF!',
      '=1+1',
      '-1',
      '0',
      '1E5',
      '1.2E+12',
      'A,B',
      '2026-02-30',
      '01/02/2024',
      'N/A',
      'PO Box 1',
      'null',
      '__proto__',
      '\ud800',
      '\u0000',
      "'; DROP TABLE x; --",
      '"]',
      '\\ud8',
    ],
  ),
);
const hostileCell: fc.Arbitrary<RawCell> = fc.oneof(
  hostileText,
  fc.record(
    {
      text: hostileText,
      number: fc.double(),
      boolean: fc.boolean(),
      date: fc.constantFrom('2026-03-01', '2026-03-01T10:00:00', '1900-01-00'),
      error: fc.constant('#REF!'),
    },
    { requiredKeys: ['text'] },
  ),
);
/** A sale with some cells replaced, now and then a cell too many or too few. */
const almostSale = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...names), hostileCell, { maxKeys: 3 }),
    fc.array(hostileCell, { maxLength: 1 }),
    fc.nat({ max: 20 }),
  )
  .map(([changes, more, cut]) => {
    const cells = [...names.map((name) => changes[name] ?? goodSale[name]!), ...more];
    return cut === 0 ? cells.slice(0, -2) : cells;
  });
const rowsOf = fc.array(fc.oneof(almostSale, fc.array(hostileCell, { maxLength: 24 })), { maxLength: 12 });
const few = { numRuns: 40 };

describe('whatever stands in the rows', () => {
  it('every row is accepted or rejected, and a rejected one says why in a known code', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, async (rows) => {
        const { judgement, accepted, rejected } = await judge(readingOf({ header: names, rows }), { format: { serial_separator: '/' } });
        expect(judgement.rows_read).toBe(rows.length);
        expect(judgement.rows_accepted + judgement.rows_rejected).toBe(rows.length);
        expect(rejected).toHaveLength(judgement.rows_rejected);
        expect(new Set(accepted.map(({ line }) => line)).size).toBe(judgement.rows_accepted);
        for (const { errors, codes } of rejected) {
          expect(errors.length).toBeGreaterThan(0);
          expect(codes).toEqual([...new Set(errors.map(({ code }) => code))]);
          for (const { code, fix } of errors) expect(rowErrors[code as keyof typeof rowErrors].fix).toBe(fix);
        }
      }),
      few,
    );
  });

  it('the order of the rows changes nothing but their lines', async () => {
    const byContent = (lines: object[]) => lines.map((line) => JSON.stringify({ ...line, line: 0 })).sort();
    await fc.assert(
      fc.asyncProperty(rowsOf, fc.infiniteStream(fc.nat()), async (rows, order) => {
        const shuffled = rows.map((row) => ({ row, rank: order.next().value as number })).sort((a, b) => a.rank - b.rank);
        const first = await judge(readingOf({ header: names, rows }));
        const second = await judge(readingOf({ header: names, rows: shuffled.map(({ row }) => row) }));
        expect(byContent(second.accepted)).toEqual(byContent(first.accepted));
        expect(byContent(second.rejected)).toEqual(byContent(first.rejected));
      }),
      few,
    );
  });

  it('every contract answers with its own codes and never throws', () => {
    for (const feed of feeds) {
      const fields = feedFields(feed).map(({ name }) => name);
      const contract = contractFor(feed, { date: 'DD.MM.YYYY', decimal: ',', corrections: 'append', serial_separator: '\n' });
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...fields), hostileCell), (row) => {
          const { error } = contract.safeParse(row);
          for (const problem of error?.issues ?? []) {
            expect(Object.keys(rowErrors)).toContain((problem as unknown as { params: { code: string } }).params.code);
            expect(fields).toContain(problem.path[0]);
          }
        }),
      );
    }
  });
});

const pad = (number: number, length = 2) => String(number).padStart(length, '0');
const word = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ0-9 &'-]{2,18}[a-z]$/);
const dayOf = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a row that is all right', () => {
  const written: [string, Dialect, (day: string) => string, (cents: number) => string][] = [
    [
      'as Americans do',
      { date: 'MM/DD/YYYY', decimal: '.', corrections: 'append' },
      (d) => `${d.slice(5, 7)}/${d.slice(8)}/${d.slice(0, 4)}`,
      (n) => `${Math.floor(n / 100)}.${pad(n % 100)}`,
    ],
    [
      'as Europeans do',
      { date: 'DD.MM.YYYY', decimal: ',', corrections: 'append' },
      (d) => `${Number(d.slice(8))}.${Number(d.slice(5, 7))}.${d.slice(0, 4)}`,
      (n) => `${Math.floor(n / 100).toLocaleString('de-DE')},${pad(n % 100)}`,
    ],
  ];

  it.each(written)('written %s, is accepted and comes out as the same values', (_, dialect, asDay, asMoney) => {
    const contract = contractFor('pos', dialect);
    const sale = fc.record({
      day: dayOf,
      cents: fc.nat({ max: 99_999_999 }),
      name: word,
      street: word,
      house: fc.integer({ min: 1, max: 999 }),
      serial: fc.stringMatching(/^[A-Z][A-Z0-9-]{3,12}$/),
    });
    fc.assert(
      fc.property(sale, ({ day, cents, name, street, house, serial }) => {
        fc.pre(!contractFor('pos', dialect).shape.end_user_name.safeParse(name).error);
        const row = {
          ...goodSale,
          invoice_date: asDay(day),
          unit_price: asMoney(cents),
          end_user_name: `${name} GmbH`,
          // Of any letters a word alone may be that of a box: `Bp 1`
          end_user_address_line1: `${street} Street ${house}`,
          serial_number: serial.toLowerCase(),
        };
        const result = contract.safeParse(row);
        expect(result.error?.issues).toBeUndefined();
        expect(result.data).toMatchObject({ invoice_date: day, end_user_name: `${name} GmbH`, serial_number: [serial], quantity: 1 });
        expect(Number(result.data!.unit_price)).toBe(cents / 100);
      }),
    );
  });

  it('written in a workbook, is what the workbook stores, whatever it shows', () => {
    const contract = contractFor('pos', { date: 'DD.MM.YYYY', decimal: ',', corrections: 'append' });
    fc.assert(
      fc.property(dayOf, fc.integer({ min: 0, max: 9_999_999 }), fc.string(), (day, number, shown) => {
        const row = {
          ...goodSale,
          invoice_date: { text: shown, date: day },
          unit_price: { text: shown, number },
          serial_number: '',
          quantity: { text: '1', number: 1 },
        };
        fc.pre(shown.trim() !== '' && !shown.trim().startsWith('#'));
        expect(contract.parse(row)).toMatchObject({ invoice_date: day, unit_price: String(number), quantity: 1 });
      }),
    );
  });
});

describe('a placeholder', () => {
  const every = Object.values(placeholders).flat();
  const contract = contractFor('pos', { date: 'YYYY-MM-DD', decimal: '.', corrections: 'append' });
  const codesOf = (end_user_name: string) =>
    contract
      .safeParse({ ...goodSale, end_user_name })
      .error?.issues.map((problem) => (problem as unknown as { params: { code: string } }).params.code) ?? [];
  const entry = fc.constantFrom(...every);

  it('is one in any case, with any punctuation and blanks around and between its words', () => {
    const around = fc.constantFrom('', ' ', '-', '"', '(', '*', '. ', '\u00a0');
    const between = fc.constantFrom(' ', '-', '_', '  ', ' / ');
    fc.assert(
      fc.property(entry, around, around, between, fc.boolean(), (text, before, after, gap, upper) => {
        const name = `${before}${text.replaceAll(' ', gap)}${after}`;
        expect(codesOf(upper ? name.toUpperCase() : name.toLowerCase())).toEqual(['END_USER_PLACEHOLDER']);
      }),
    );
  });

  it('is never found as a part of a name', () => {
    const more = fc.constantFrom('Worlds', 'AG', 'GmbH', 'Holdings', 'Brewing Co', 'Kft.', '& Sons', '東京', '24/7', 'S.A.');
    fc.assert(
      fc.property(entry, more, fc.boolean(), (text, rest, first) => {
        expect(codesOf(first ? `${text} ${rest}` : `${rest} ${text}`)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

it('a sale stays a sale beside rows that are none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(almostSale, { maxLength: 6 }), async (others) => {
      const { header, rows } = salesOf({ invoice_number: 'THE-ONE' });
      const { accepted } = await judge(readingOf({ header, rows: [...others, ...rows] }));
      expect(accepted.some(({ invoice_number }) => invoice_number === 'THE-ONE')).toBe(true);
    }),
    { numRuns: 20 },
  );
});
