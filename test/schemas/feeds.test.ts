import { describe, expect, it } from 'vitest';
import { type z } from 'zod';
import { rowErrors, type RowErrorCode } from '../../schemas/errors/row.js';
import { contractFor, definitions, feedFields, type TypedRow } from '../../schemas/feeds/contract.js';
import type { Dialect } from '../../schemas/feeds/field.js';
import { feedShape } from '../../schemas/feeds/shape.js';
import type { RawCell } from '../../schemas/rows.js';
import { feeds, type Feed } from '../../schemas/vocabulary.js';
import { goodSale } from '../contracts/judging.js';

const plain: Dialect = { date: 'YYYY-MM-DD', decimal: '.', corrections: 'append' };

/** `code field` of every error, or nothing. */
function errorsOf(feed: Feed, row: Record<string, RawCell | undefined>, dialect: Partial<Dialect> = {}): string[] {
  const result = contractFor(feed, { ...plain, ...dialect }).safeParse(row);
  return (result.error?.issues ?? []).map((problem) => `${codeOf(problem)} ${problem.path.join('.')}`);
}

const codeOf = (problem: z.core.$ZodIssue): RowErrorCode => (problem as unknown as { params: { code: RowErrorCode } }).params.code;

/** The least that a row of each feed needs. */
const least: Record<Feed, Record<string, string>> = {
  products: { product_number: 'ROOM-220', product_name: 'Room 220', product_type: 'System' },
  parties: { party_id: 'NORTHGATE', party_name: 'Northgate Distribution', party_kind: 'Distributor' },
  shipments: { shipped_on: '2026-03-01', ship_to_party: 'NORTHGATE', product_number: 'ROOM-220', serial_number: '0000101' },
  pos: {
    invoice_number: 'I1',
    invoice_date: '2026-03-14',
    product_number: 'ROOM-220',
    quantity: '1',
    end_user_name: 'Harbour Radio',
    end_user_address_line1: '1 Quay',
    end_user_city: 'Hong Kong',
    end_user_country: 'HK',
  },
  sales_out: {
    agreement_number: 'A1',
    program: 'pams',
    service_product_number: 'PAMS-12',
    product_number: 'ROOM-220',
    serial_number: '0000101',
    term_start: '2026-03-01',
    term_end: '2027-02-28',
    end_user_name: 'Harbour Radio',
    end_user_address_line1: '1 Quay',
    end_user_city: 'Hong Kong',
    end_user_country: 'HK',
  },
  agreements: { agreement_number: 'A1', step: 'Order', step_on: '2026-03-01' },
  call_centers: {
    party_id: 'P',
    call_center_id: 'C',
    hours_per_day: '8.5',
    days_per_week: '5',
    technical_staff: '3',
    case_system: 'own',
    troubleshooting_lab: 'TRUE',
    valid_from: '2026-01-01',
  },
  engineers: { party_id: 'P', call_center_id: 'C', engineer_id: 'E', certification: 'Level 2', certified_on: '2026-01-01' },
  audits: { party_id: 'P', call_center_id: 'C', audited_on: '2026-01-01', auditor: 'A. Uditor', outcome: 'Passed' },
  cases: {
    case_id: '1',
    party_id: 'P',
    product_number: 'ROOM-220',
    serial_number: '0000101',
    opened_at: '2026-01-01T10:00:00Z',
    severity: '4',
    status: 'new',
  },
  partner_assets: { party_id: 'P', product_number: 'ROOM-220', serial_number: '0000101' },
};

describe.each(feeds)('the contract of %s', (feed) => {
  it('takes the least that a row needs', () => expect(errorsOf(feed, least[feed])).toEqual([]));

  it.each(Object.keys(least[feed]))('needs %s', (field) => {
    const without = { ...least[feed], [field]: '\u00a0' };
    expect(errorsOf(feed, without)).toEqual([`${feedFields(feed).find(({ name }) => name === field)!.absent} ${field}`]);
  });

  it('knows of each field what it is in data', () => {
    for (const field of feedFields(feed)) {
      expect(field.description, field.name).toMatch(/^[A-Z0-9].*\.$/);
      expect(Object.keys(rowErrors)).toContain(field.absent);
      // A step of an agreement may concern all of its units, and names an end user only when it passes to another.
      const wanted = feed === 'agreements' ? [] : ['end_user_postal_code', 'serial_number'];
      expect(field.column, field.name).toBe(field.required === 'yes' || wanted.includes(field.name));
    }
  });

  it('drops what the header check let through by mistake, also a dangerous name', () => {
    const row = JSON.parse(`{"__proto__": "x", "constructor": "y", "toString": "z"}`) as Record<string, string>;
    const result = contractFor(feed, plain).safeParse({ ...least[feed], ...row });
    expect(Object.keys(result.data ?? {}).every((key) => feedFields(feed).some(({ name }) => name === key))).toBe(true);
  });
});

it('the fields stand in the order of the file, with their types', () => {
  expect(feedFields('shipments').map(({ name, sql_type }) => `${name} ${sql_type}`)).toEqual([
    'shipped_on DATE',
    'ship_to_party VARCHAR',
    'product_number VARCHAR',
    'serial_number VARCHAR',
    'delivery_note VARCHAR',
  ]);
  const personal = feedFields('pos').filter((field) => field.personal);
  expect(personal.map(({ name }) => name)).toEqual(
    feedFields('pos')
      .map(({ name }) => name)
      .filter((name) => name.startsWith('end_user_')),
  );
});

it('the project file is told fields, choices and the day that makes a period', () => {
  expect(feedShape('pos')).toMatchObject({ choices: { transaction_type: ['sale', 'return'] }, dated_by: 'invoice_date' });
  expect(feedShape('parties').dated_by).toBeUndefined();
  for (const feed of feeds) {
    const { dated_by } = definitions[feed];
    if (dated_by !== undefined) expect(feedShape(feed).fields).toContain(dated_by);
  }
});

it('a typed row holds values, each as its kind says', () => {
  const dialect: Dialect = { ...plain, date: 'DD.MM.YYYY', decimal: ',', serial_separator: '/' };
  const row: TypedRow<'pos'> = contractFor('pos', dialect).parse({
    ...goodSale,
    transaction_type: '',
    invoice_date: '1.3.2026',
    serial_number: 'a1/ a2',
    quantity: '2,0',
    unit_price: '1.999,5',
    end_user_country: 'us',
    currency: 'usd',
  });
  expect(row).toMatchObject({
    transaction_type: 'sale',
    invoice_date: '2026-03-01',
    serial_number: ['A1', 'A2'],
    quantity: 2,
    unit_price: '1999.5',
    end_user_country: 'US',
    currency: 'USD',
  });
  expect(row.end_user_email).toBeUndefined();
});

describe('a row is told all of its errors', () => {
  it('of its cells and of rules over several cells, also when cells failed', () => {
    const row = {
      ...goodSale,
      invoice_number: '',
      invoice_date: '2026-02-30',
      quantity: 'two',
      end_user_name: 'TBD',
      end_user_state: '',
      currency: 'Dollar',
    };
    expect(errorsOf('pos', row)).toEqual([
      'REQUIRED invoice_number',
      'DATE_INVALID invoice_date',
      'NUMBER_INVALID quantity',
      'CURRENCY_UNKNOWN currency',
      'END_USER_PLACEHOLDER end_user_name',
      'END_USER_ADDRESS_INCOMPLETE end_user_state',
    ]);
    const agreement = { ...least.sales_out, program: 'GOLD', term_end: '2026-02-01', end_user_name: '' };
    expect(errorsOf('sales_out', agreement)).toEqual([
      'VALUE_UNKNOWN program',
      'END_USER_MISSING end_user_name',
      'TERM_END_BEFORE_START term_end',
    ]);
  });

  it('in sentences that hold no cell', () => {
    const row = {
      ...goodSale,
      invoice_date: 'secret-1',
      quantity: 'secret-2',
      end_user_name: 'stock',
      end_user_postal_code: 'secret-3',
      serial_number: 'secret-4;5',
    };
    const issues = contractFor('pos', plain).safeParse(row).error!.issues;
    expect(issues).toHaveLength(5);
    for (const { message } of issues) expect(message).not.toMatch(/secret|stock/);
    expect(issues[0]!.message).toBe(`${rowErrors.DATE_INVALID.message} Expected: YYYY-MM-DD.`);
  });
});

describe('the quantity of a sale', () => {
  it.each(['append', 'replace_period', 'replace_file', 'upsert'] as const)('may not be negative under %s', (corrections) => {
    expect(errorsOf('pos', { ...goodSale, quantity: '-1' }, { corrections })).toEqual(['QUANTITY_NEGATIVE quantity']);
  });

  it('is a return where negative quantities were agreed, and a count from then on', () => {
    const contract = contractFor('pos', { ...plain, corrections: 'signed_quantity', serial_separator: ',' });
    expect(contract.parse({ ...goodSale, quantity: '-2', serial_number: 'A,B' })).toMatchObject({
      transaction_type: 'return',
      quantity: 2,
    });
    expect(contract.parse({ ...goodSale, quantity: '1' })).toMatchObject({ transaction_type: 'sale', quantity: 1 });
  });

  it.each(['append', 'signed_quantity'] as const)('may not be zero under %s', (corrections) => {
    expect(errorsOf('pos', { ...goodSale, quantity: '0' }, { corrections })).toEqual(['QUANTITY_ZERO quantity']);
  });

  it('is the number of serials in the cell, where there are any', () => {
    const separated = { serial_separator: ',' };
    expect(errorsOf('pos', { ...goodSale, serial_number: 'A, B, C', quantity: '3' }, separated)).toEqual([]);
    expect(errorsOf('pos', { ...goodSale, serial_number: 'A, B', quantity: '3' }, separated)).toEqual([
      'SERIAL_COUNT_MISMATCH serial_number',
    ]);
    expect(errorsOf('pos', { ...goodSale, serial_number: 'A', quantity: '2' })).toEqual(['SERIAL_COUNT_MISMATCH serial_number']);
    expect(errorsOf('pos', { ...goodSale, serial_number: '', quantity: '40' })).toEqual([]);
    expect(
      errorsOf('pos', { ...goodSale, serial_number: 'A,B', quantity: '-1' }, { ...separated, corrections: 'signed_quantity' }),
    ).toEqual(['SERIAL_COUNT_MISMATCH serial_number']);
  });
});

describe('days of one row', () => {
  it.each([
    ['sales_out', { term_start: '2026-03-01', term_end: '2026-02-28' }, 'TERM_END_BEFORE_START term_end'],
    ['agreements', { term_start: '2026-03-01', term_end: '2026-02-28' }, 'TERM_END_BEFORE_START term_end'],
    ['partner_assets', { entitlement_start: '2026-03-01', entitlement_end: '2026-02-28' }, 'TERM_END_BEFORE_START entitlement_end'],
    ['partner_assets', { warranty_start: '2026-03-01', warranty_end: '2026-02-28' }, 'TERM_END_BEFORE_START warranty_end'],
    ['engineers', { certified_on: '2026-03-01', left_on: '2026-02-28' }, 'DATES_OUT_OF_ORDER left_on'],
    ['cases', { opened_at: '2026-03-01T10:00:00Z', closed_at: '2026-03-01T10:30:00+01:00' }, 'DATES_OUT_OF_ORDER closed_at'],
  ] as const)('of %s are in order', (feed, days, error) => {
    const row = { ...least[feed], ...days };
    expect(errorsOf(feed, row)).toEqual([error]);
    const [first, last] = Object.keys(days) as [string, string];
    expect(errorsOf(feed, { ...row, [last]: row[first as keyof typeof row] })).toEqual([]);
  });

  it('may be in any order where both orders happen', () => {
    expect(errorsOf('pos', { ...goodSale, ship_date: '2026-03-01' })).toEqual([]);
    expect(
      errorsOf('sales_out', { ...least.sales_out, ordered_on: '2026-05-01', delivered_on: '2026-04-01', quoted_on: '2026-06-01' }),
    ).toEqual([]);
  });
});
