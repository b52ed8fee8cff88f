import { access, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { judgeDelivery } from '../../contracts/judge.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import { stagingPaths } from '../../schemas/staging.js';
import { tempFolder } from '../support/temp-folder.js';
import { goodSale, judge, judgementFile, parquet, readingOf, salesOf, sourceOf, taken, written } from './judging.js';

const bad = { end_user_name: 'N/A' };

describe('an accepted row', () => {
  it('is written with its place and its typed values', async () => {
    const { judgement, accepted, staging } = await judge(
      readingOf(salesOf({ end_user_name: 'Müller "&" Söhne, Köln\nHalle 3', ship_date: '2026-03-15' })),
    );
    expect(judgement).toMatchObject({
      status: 'accepted',
      rows_read: 1,
      rows_accepted: 1,
      rows_rejected: 0,
      error_code: null,
      error: null,
    });
    expect(accepted).toEqual([
      {
        sheet: null,
        line: '2',
        item: 1,
        transaction_type: 'sale',
        invoice_number: 'INV-1',
        invoice_line: '1',
        invoice_date: '2026-03-14',
        ship_date: '2026-03-15',
        product_number: 'ROOM-220',
        serial_number: '0000101',
        quantity: '1',
        selling_partner: 'BLUEHERON',
        end_user_name: 'Müller "&" Söhne, Köln\nHalle 3',
        end_user_address_line1: '12 Main Street',
        end_user_address_line2: null,
        end_user_city: 'Springfield',
        end_user_state: 'IL',
        end_user_postal_code: '62701',
        end_user_country: 'US',
        end_user_contact: null,
        end_user_email: null,
        end_user_phone: null,
        unit_price: '1999.5000',
        currency: 'USD',
      },
    ]);
    const [types] = await parquet(
      stagingPaths(staging, 'd0123456789').accepted,
      'typeof(line) l, typeof(item) i, typeof(invoice_date) d, typeof(quantity) q, typeof(unit_price) p',
    );
    expect(types).toEqual({ l: 'BIGINT', i: 'INTEGER', d: 'DATE', q: 'BIGINT', p: 'DECIMAL(18,4)' });
  });

  it('with several serials is a line for each, and one row', async () => {
    const reading = readingOf(salesOf({ serial_number: 'a1; a2;A3', quantity: '3' }, { serial_number: '', quantity: '7' }));
    const { judgement, accepted } = await judge(reading, { format: { serial_separator: ';' } });
    expect(judgement).toMatchObject({ rows_read: 2, rows_accepted: 2 });
    expect(accepted.map(({ line, item, serial_number, quantity }) => [line, item, serial_number, quantity])).toEqual([
      ['2', 1, 'A1', '3'],
      ['2', 2, 'A2', '3'],
      ['2', 3, 'A3', '3'],
      ['3', 1, null, '7'],
    ]);
  });

  it('keeps times in UTC and what a workbook stores without a zone in the zone of the project', async () => {
    const header = ['case_id', 'party_id', 'product_number', 'serial_number', 'opened_at', 'severity', 'status', 'closed_at'];
    const row = [
      'C1',
      'P',
      'ROOM-220',
      'A1',
      { text: '3/31/26 17:05', date: '2026-03-31T17:05:00' },
      '1',
      'Closed',
      '2026-04-01T00:00:00Z',
    ];
    const { accepted } = await judge(readingOf({ sheet: 'Cases', header, rows: [row] }), { feed: 'cases', format: { type: 'xlsx' } });
    expect(accepted[0]).toMatchObject({ opened_at: '2026-03-31 22:05:00', closed_at: '2026-04-01 00:00:00', status: 'closed' });
  });

  it('has the words that the source translates, exactly or without regard to case', async () => {
    const reading = readingOf(salesOf({ transaction_type: 'R' }, { transaction_type: ' Gutschrift ' }, { transaction_type: 'sale' }));
    const { accepted } = await judge(reading, { values: { transaction_type: { R: 'return', GUTSCHRIFT: 'return' } } });
    expect(accepted.map(({ transaction_type }) => transaction_type)).toEqual(['return', 'return', 'sale']);
  });
});

describe('a rejected row', () => {
  it('is written with its cells as they came, every error, and the unit as far as it can be read', async () => {
    const row = {
      invoice_date: '2026-13-01',
      serial_number: ' ab-1 ',
      end_user_name: ' tbd',
      quantity: '-1',
      unit_price: { text: '1 €', number: 1 },
    };
    const { judgement, rejected, accepted } = await judge(readingOf(salesOf(row)), { columns: { end_user_name: 'end_user_name' } });
    expect(judgement).toMatchObject({ status: 'rejected', rows_read: 1, rows_rejected: 1 });
    expect(accepted).toEqual([]);
    const [line] = rejected;
    expect(line).toMatchObject({ sheet: null, line: 2, product_number: 'ROOM-220', serial_numbers: ['AB-1'], business_date: null });
    expect(line!.codes).toEqual(['DATE_INVALID', 'QUANTITY_NEGATIVE', 'END_USER_PLACEHOLDER']);
    expect(line!.cells.slice(3, 8)).toEqual(['2026-13-01', '', 'ROOM-220', ' ab-1 ', '-1']);
    expect(line!.cells.at(-2)).toEqual({ text: '1 €', number: 1 });
    expect(line!.errors[2]).toEqual({
      column: 'end_user_name',
      field: 'end_user_name',
      code: 'END_USER_PLACEHOLDER',
      value: ' tbd',
      message: 'The name of the end user is a placeholder, not a name.',
      fix: 'Fill in the company or person that uses the unit; leave units in stock out of the report.',
    });
  });

  it('names the column as the partner does', async () => {
    const sales = salesOf(bad);
    const header = sales.header.map((name) => (name === 'end_user_name' ? ' Endkunde ' : name));
    const { rejected } = await judge(readingOf({ ...sales, header }), { columns: { Endkunde: 'end_user_name' } });
    expect(rejected[0]!.errors[0]).toMatchObject({ column: 'Endkunde', field: 'end_user_name' });
  });

  it.each([
    ['pos', salesOf({ invoice_date: '2026-03-14', ...bad }), '2026-03-14'],
    [
      'shipments',
      { header: ['shipped_on', 'ship_to_party', 'product_number', 'serial_number'], rows: [['2026-03-01', '', 'P', 'S']] },
      '2026-03-01',
    ],
  ] as const)('of %s has the business date, where it can be read', async (feed, table, day) => {
    const { rejected } = await judge(readingOf({ header: [...table.header], rows: table.rows.map((row) => [...row]) }), { feed });
    expect(rejected[0]).toMatchObject({ business_date: day });
  });

  it('has no serial where a spreadsheet ruined it', async () => {
    const { rejected } = await judge(readingOf(salesOf({ serial_number: '1.2E+12' })));
    expect(rejected[0]).toMatchObject({ codes: ['SERIAL_SCIENTIFIC'], serial_numbers: [], product_number: 'ROOM-220' });
  });

  it('survives half a character, which no database takes', async () => {
    const { rejected, accepted } = await judge(
      readingOf(salesOf({ end_user_name: 'Caf\ud83d' }, { ...bad, end_user_contact: '\udc00x\\ud83d' })),
    );
    expect(accepted[0]).toMatchObject({ end_user_name: 'Caf\ufffd' });
    expect(rejected[0]!.cells).toContain('\ufffdx\\ud83d');
  });
});

describe('a row out of line with its header', () => {
  const { header, rows } = salesOf({});
  const cells = rows[0]!;
  const of = (row: typeof cells, sheet: string | null = null) => judge(readingOf({ sheet, header, rows: [row] }));

  it.each([
    ['a cell too many', [...cells.slice(0, 9), 'Smith', ...cells.slice(9)]],
    ['cells missing at its end', cells.slice(0, -2)],
  ])('has %s: nothing in it is read, not even the unit', async (_, row) => {
    const { rejected } = await of(row);
    expect(rejected[0]).toMatchObject({ codes: ['CELL_COUNT'], product_number: null, serial_numbers: [], business_date: null });
    expect(rejected[0]!.errors).toMatchObject([{ column: null, field: null, code: 'CELL_COUNT', value: null }]);
    expect(rejected[0]!.cells).toEqual(row);
  });

  it('is one with empty cells too many no longer', async () => expect((await of([...cells, '', ' '])).judgement.status).toBe('accepted'));

  it('may end early in a workbook, where empty cells are not stored', async () => {
    expect((await of(cells.slice(0, -2), 'POS')).judgement.status).toBe('accepted');
    expect((await of([...cells, 'x'], 'POS')).rejected[0]!.codes).toEqual(['CELL_COUNT']);
  });
});

describe('a delivery', () => {
  it.each([
    ['accepted', [{}], {}],
    ['partial', [{}, bad], {}],
    ['rejected', [bad, bad], {}],
    ['nil', [], {}],
    ['nil', [], { min_rows: 5 }],
    ['partial', [{}, bad], { reject_share: 0.5 }],
    ['accepted', [{}], { min_rows: 1 }],
  ] as const)('is %s', async (status, rows, limits) => {
    const { judgement } = await judge(readingOf(salesOf(...rows)), { limits });
    expect(judgement).toMatchObject({ status, error_code: null, error: null });
  });

  it('is held above the share of rejected rows, with the counts as judged', async () => {
    const { judgement, accepted, rejected } = await judge(readingOf(salesOf({}, bad)), { limits: { reject_share: 0.49 } });
    expect(judgement).toMatchObject({ status: 'held', error_code: 'REJECT_SHARE_EXCEEDED', rows_accepted: 1, rows_rejected: 1 });
    expect(judgement.error).toBe('1 of 2 rows were rejected; the source allows a share of 0.49.');
    expect([accepted.length, rejected.length]).toEqual([1, 1]);
  });

  it('is held with too few rows, and says every reason', async () => {
    expect((await judge(readingOf(salesOf({})), { limits: { min_rows: 2 } })).judgement).toMatchObject({
      status: 'held',
      error_code: 'TOO_FEW_ROWS',
    });
    const { judgement } = await judge(readingOf(salesOf(bad)), { limits: { min_rows: 2, reject_share: 0 } });
    expect(judgement.error_code).toBe('REJECT_SHARE_EXCEEDED');
    expect(judgement.error).toBe(
      '1 of 1 rows were rejected; the source allows a share of 0. The file has 1 rows; the source expects at least 2.',
    );
  });

  it('is failed when it cannot be read, with counts of zero and empty files', async () => {
    async function* broken() {
      yield {
        table: { sheet: null, header: salesOf({}).header, header_line: 1 },
        rows: [{ sheet: null, line: 2, cells: salesOf({}).rows[0]! }],
      };
      throw new AssuranceError('QUOTE_UNCLOSED', 'A quoted cell does not end', { where: 'line 3' });
    }
    const { judgement, accepted, rejected, staging } = await judge(broken() as never);
    expect(judgement).toMatchObject({ status: 'failed', error_code: 'QUOTE_UNCLOSED', rows_read: 0, rows_accepted: 0, rows_rejected: 0 });
    expect(judgement.error).toBe('A quoted cell does not end (line 3)');
    expect([accepted, rejected]).toEqual([[], []]);
    expect(await judgementFile(staging, 'd0123456789')).toEqual(judgement);
  });

  it('keeps the account of the reader and its headers as written', async () => {
    const { judgement, staging } = await judge(readingOf(salesOf({}, bad)));
    expect(judgement.account.tables).toMatchObject([{ lines: 3, header: 1, rows: 2 }]);
    expect(judgement.headers).toEqual([{ sheet: null, header: Object.keys(goodSale) }]);
    expect(await judgementFile(staging, 'd0123456789')).toEqual(judgement);
  });
});

describe('judging', () => {
  const paths = (staging: string) => stagingPaths(staging, 'd0123456789');

  it('again gives the same and leaves nothing else behind', async () => {
    const first = await judge(readingOf(salesOf({}, bad)));
    const second = await judge(readingOf(salesOf({}, bad)), {}, { staging: first.staging });
    expect(second).toEqual(first);
    expect((await readdir(paths(first.staging).folder)).sort()).toEqual(['accepted.parquet', 'judgement.json', 'rejected.parquet']);
  });

  it('again after the mapping was changed replaces what was there', async () => {
    const { staging } = await judge(readingOf(salesOf({ transaction_type: 'R' })));
    const second = await judge(
      readingOf(salesOf({ transaction_type: 'R' })),
      { values: { transaction_type: { R: 'return' } } },
      { staging },
    );
    expect(second.judgement.status).toBe('accepted');
    expect(second.rejected).toEqual([]);
  });

  it('can be stopped, and leaves no judgement then', async () => {
    const staging = tempFolder();
    const stop = new AbortController();
    let finished = false;
    async function* endless() {
      const { header, rows } = salesOf({});
      try {
        for (let line = 2; ; line += 1) {
          if (line === 5) stop.abort(new Error('cancelled'));
          yield { table: { sheet: null, header, header_line: 1 }, rows: [{ sheet: null, line, cells: rows[0]! }] };
        }
      } finally {
        finished = true;
      }
    }
    const running = judgeDelivery({
      taken: taken(),
      source: sourceOf(),
      timezone: 'UTC',
      reading: endless() as never,
      staging,
      signal: stop.signal,
    });
    await expect(running).rejects.toThrow('cancelled');
    expect(finished).toBe(true);
    await expect(access(paths(staging).judgement)).rejects.toThrow();
    expect(await readdir(paths(staging).folder)).toEqual([]);
  });

  it('passes on what is transient, and what is not the file’s fault', async () => {
    for (const error of [new AssuranceError('STORE_WRITE_FAILED', 'disk full'), new TypeError('a bug')]) {
      async function* broken() {
        await Promise.reject(error);
        yield undefined;
      }
      await expect(judge(broken() as never)).rejects.toBe(error);
    }
  });

  it('tells how far it is and lets other work run', async () => {
    const told: number[] = [];
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    await judge(readingOf(salesOf(...Array.from({ length: 10 }, () => ({})))), {}, { onRows: (rows) => told.push(rows) });
    clearInterval(timer);
    expect(told).toEqual([3, 6, 9, 10]);
    expect(turns).toBeGreaterThan(0);
  });

  it('takes cells that are far too long', async () => {
    const long = (at: number) => 'x'.repeat(100_000) + at;
    const rows = Array.from({ length: 2048 }, (_, at) => ({ invoice_line: long(at), ...(at % 4 ? {} : bad) }));
    const { judgement, staging } = await judge(readingOf(salesOf(...rows)));
    expect(judgement).toMatchObject({ rows_read: 2048, rows_accepted: 1536, rows_rejected: 512 });
    const lengths = await parquet(
      stagingPaths(staging, 'd0123456789').accepted,
      'count(DISTINCT invoice_line)::INTEGER n, min(length(invoice_line))::INTEGER l',
    );
    expect(lengths).toEqual([{ n: 1536, l: 100_001 }]);
  });

  it('keeps more rows than one crossing in their order', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => ({ invoice_number: `I${at}`, ...(at % 2 ? bad : {}) }));
    const { judgement, staging } = await judge(readingOf(salesOf(...rows)));
    expect(judgement).toMatchObject({ rows_read: 5000, rows_accepted: 2500, rows_rejected: 2500 });
    const { accepted, rejected } = await written(staging, 'd0123456789');
    expect(accepted.map(({ line }) => Number(line))).toEqual(Array.from({ length: 2500 }, (_, at) => at * 2 + 2));
    expect(rejected.map(({ line }) => line)).toEqual(Array.from({ length: 2500 }, (_, at) => at * 2 + 3));
  });
});
