import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { product, Program, sale, type FactRow, type RejectedRow, type Report } from './support/program.js';

let program: Program;
beforeEach(async () => {
  program = await Program.shipped(['S1', 'S2', 'S3']);
});
afterEach(async () => program.close());

const rejected = (serial: string, more: Partial<RejectedRow> = {}): RejectedRow => ({
  codes: ['END_USER_MISSING'],
  product_number: 'CAM-1',
  serial_numbers: [serial],
  business_date: '2026-06-01',
  ...more,
});
/** The first report: S1 is good, S2 is rejected on line 100. */
const first = (source: string, more: Partial<Report> = {}): Report => ({
  source,
  file: 'june.csv',
  order: '1',
  rows: [sale('S1')],
  rejected: [rejected('S2')],
  ...more,
});
/** A corrected copy with one good row for line 100 of a delivery. */
const copy = (source: string, of: string, order: string, row: FactRow = sale('S2'), line = 100): Report => ({
  source,
  file: `corrected-${order}.csv`,
  order,
  rows: [row],
  corrects: [{ line: 2, of: { delivery_id: of, line } }],
});
const stillWrong = (source: string, of: string, order: string, line = 100): Report => ({
  source,
  file: `corrected-${order}.csv`,
  order,
  rows: [],
  rejected: [rejected('S2', { codes: ['END_USER_PLACEHOLDER'] })],
  corrects: [{ line: 100, of: { delivery_id: of, line } }],
});

const sold = async () =>
  (await program.read("SELECT serial_number FROM assets WHERE status = 'sold' ORDER BY 1")).map((row) => row['serial_number']);
const states = async () =>
  program.read('SELECT delivery_id, line, state, corrected_by, corrected_line FROM rejected_rows ORDER BY delivery_id, line');
const open = async () => program.read("SELECT delivery_id FROM rejected_rows WHERE state = 'open'");

describe('a corrected copy', () => {
  it('closes the row that it corrects, and the unit is out of quarantine', async () => {
    const [id] = await program.deliver(first('dist-pos'));
    expect(await program.asset('S2')).toMatchObject({ reasons: ['POS_IN_QUARANTINE', 'END_USER_MISSING'] });
    const [corrected] = await program.deliver(copy('dist-pos', id!, '2'));
    expect(await states()).toEqual([{ delivery_id: id, line: 100, state: 'corrected', corrected_by: corrected, corrected_line: 2 }]);
    expect(await program.asset('S2')).toMatchObject({ eligibility: 'eligible', reasons: [] });
    expect(await program.read(`SELECT corrects, is_correction FROM deliveries WHERE delivery_id = '${corrected}'`)).toEqual([
      { corrects: id, is_correction: true },
    ]);
  });

  it('closes a row that named the wrong unit: that unit is free again', async () => {
    const [id] = await program.deliver(first('dist-pos'));
    await program.deliver(copy('dist-pos', id!, '2', sale('S3')));
    expect(await program.asset('S2')).toMatchObject({ reasons: ['IN_CHANNEL'] });
    expect(await program.asset('S3')).toMatchObject({ reasons: [] });
  });

  it('that is still wrong leaves one open row, not two, and grace counts from the same day', async () => {
    const [id] = await program.deliver(
      first('dist-pos', { rejected: [rejected('S2', { business_date: null })], received_at: '2026-06-10T12:00:00Z' }),
    );
    const report = stillWrong('dist-pos', id!, '2');
    const [again] = await program.deliver({
      ...report,
      rejected: [rejected('S2', { business_date: null, codes: ['END_USER_PLACEHOLDER'] })],
    });
    expect(await states()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ delivery_id: id, state: 'superseded', corrected_by: again }),
        expect.objectContaining({ delivery_id: again, state: 'open', corrected_by: null }),
      ]),
    );
    expect(await program.asset('S2')).toMatchObject({
      reasons: ['POS_IN_QUARANTINE', 'END_USER_PLACEHOLDER'],
      verdict_since: '2026-06-10',
    });
  });

  it('of a copy that was still wrong closes both', async () => {
    const [id] = await program.deliver(first('dist-pos'));
    const [again] = await program.deliver(stillWrong('dist-pos', id!, '2'));
    await program.deliver(copy('dist-pos', again!, '3'));
    expect(await open()).toEqual([]);
    expect(await sold()).toEqual(['S1', 'S2']);
  });

  it('sent once more with another value stands for the one before', async () => {
    const [id] = await program.deliver(first('dist-pos'));
    await program.deliver(copy('dist-pos', id!, '3', sale('S2', { end_user_name: 'Second Thought School' })));
    await program.deliver(copy('dist-pos', id!, '2', sale('S2', { end_user_name: 'First Thought School' })));
    expect(await program.asset('S2')).toMatchObject({ end_user_name: 'Second Thought School', eligibility: 'eligible' });
  });

  it('may split a row into several; it is closed when all of them are good', async () => {
    const [id] = await program.deliver(first('dist-pos', { rejected: [rejected('S2, S3', { serial_numbers: [] })] }));
    const ref = { delivery_id: id!, line: 100 };
    const [half] = await program.deliver({
      ...copy('dist-pos', id!, '2'),
      rejected: [rejected('S3')],
      corrects: [2, 100].map((line) => ({ line, of: ref })),
    });
    expect(await open()).toEqual([{ delivery_id: half }]);
    expect(await sold()).toEqual(['S1', 'S2']);
    await program.deliver(copy('dist-pos', half!, '3', sale('S3')));
    expect(await open()).toEqual([]);
    expect(await sold()).toEqual(['S1', 'S2', 'S3']);
  });

  it.each([
    ['an unknown delivery', 'd99999999999999999999', 100],
    ['a line that was never rejected', undefined, 2],
  ])('that names %s is a finding, and does not count', async (_what, of, line) => {
    const [id] = await program.deliver(first('dist-pos'));
    await program.deliver(copy('dist-pos', of ?? id!, '2', sale('S2'), line));
    expect(await sold()).toEqual(['S1']);
    expect(await program.read("SELECT kind, severity FROM findings WHERE state = 'open' AND kind LIKE 'CORRECTION%'")).toEqual([
      { kind: 'CORRECTION_UNMATCHED', severity: 'error' },
    ]);
    expect(await program.read("SELECT used, why FROM evidence WHERE serial_number = 'S2' AND fact_kind = 'sale'")).toEqual([
      { used: false, why: 'its reference names no row that was rejected' },
    ]);
  });

  it("that names another source's row is a finding, and does not count", async () => {
    const [id] = await program.deliver(first('dist-pos'));
    await program.deliver(copy('partner-pos', id!, '2'));
    expect(await sold()).toEqual(['S1']);
    expect(await program.asset('S2')).toMatchObject({ reasons: ['POS_IN_QUARANTINE', 'END_USER_MISSING'] });
    expect(await program.read('SELECT outcome FROM corrections')).toEqual([{ outcome: 'its reference names no row that was rejected' }]);
  });

  it('waits with a held delivery, and counts when that is released', async () => {
    const [id] = await program.deliver(first('dist-pos', { status: 'held' }));
    await program.deliver(copy('dist-pos', id!, '2'));
    expect(await sold()).toEqual([]);
    const decision = { decision_id: 'x', delivery_id: id!, by: 'operations', reason: 'checked', decided_at: '2026-06-30T10:00:00Z' };
    await program.registry.record({ kind: 'release', ...decision });
    await program.registry.reconcile({ batch_id: 'released', delivery_ids: [id!], sighting_ids: [], refusals: [] });
    expect(await sold()).toEqual(['S1', 'S2']);
    expect(await open()).toEqual([]);
  });

  it('is no report: it closes no finding about the file and stands for no period', async () => {
    const finding = { kind: 'UNKNOWN_COLUMN', severity: 'info' as const, detail: 'column "Note" is no field' };
    const [id] = await program.deliver(first('dist-pos', { findings: [finding], period: ['2026-06-01', '2026-06-30'] }));
    const [corrected] = await program.deliver(copy('dist-pos', id!, '2'));
    expect(await program.read("SELECT kind FROM findings WHERE state = 'open' AND kind = 'UNKNOWN_COLUMN'")).toHaveLength(1);
    expect(await program.read(`SELECT period_from, period_to FROM deliveries WHERE delivery_id = '${corrected}'`)).toEqual([
      { period_from: '2026-06-01', period_to: '2026-06-30' },
    ]);
    expect(await program.read(`SELECT 1 FROM core.delivery_period WHERE delivery_id = '${corrected}'`)).toEqual([]);
  });
});

describe('a copy that comes back uncorrected', () => {
  const outcomes = async () =>
    (await program.read('SELECT delivery_id, outcome FROM corrections')).map((row) => [row['delivery_id'], row['outcome']]);
  const toFix = async () => program.read('SELECT delivery_id, line FROM fixes WHERE delivery_id IS NOT NULL');
  const stateOf = async (id: string) => (await program.read(`SELECT state FROM rejected_rows WHERE delivery_id = '${id}'`))[0]?.['state'];

  it('opens nothing when another copy has closed the row, whichever of them came first', async () => {
    const [id] = await program.deliver(first('dist-pos'));
    const [early] = await program.deliver(stillWrong('dist-pos', id!, '2'));
    const [good] = await program.deliver(copy('dist-pos', id!, '3', sale('S3')));
    const [late] = await program.deliver(stillWrong('dist-pos', id!, '4'));
    expect(await states()).toEqual(
      expect.arrayContaining(
        [early, late, id].map((delivery_id) => expect.objectContaining({ delivery_id, state: 'corrected', corrected_by: good }) as object),
      ),
    );
    expect(Object.fromEntries(await outcomes())).toEqual({ [early!]: 'still wrong', [good!]: 'counts', [late!]: 'still wrong' });
    expect(await program.asset('S2')).toMatchObject({ reasons: ['IN_CHANNEL'] });
    expect(await toFix()).toEqual([]);
  });

  it('opens nothing when it speaks of a copy that was wrong, which another one has closed', async () => {
    const [id] = await program.deliver(first('dist-pos'));
    const [wrong] = await program.deliver(stillWrong('dist-pos', id!, '2'));
    const [good] = await program.deliver(copy('dist-pos', wrong!, '3', sale('S3')));
    await program.deliver(stillWrong('dist-pos', wrong!, '4'), stillWrong('dist-pos', id!, '5'));
    expect((await states()).map((row) => [row['state'], row['corrected_by']])).toEqual(
      Array.from({ length: 4 }, () => ['corrected', good]),
    );
    expect(await program.asset('S2')).toMatchObject({ reasons: ['IN_CHANNEL'] });
  });

  it('leaves open what a copy that split the row left open', async () => {
    const [id] = await program.deliver(first('dist-pos', { rejected: [rejected('S2, S3', { serial_numbers: [] })] }));
    const lines = [2, 100].map((line) => ({ line, of: { delivery_id: id!, line: 100 } }));
    const [half] = await program.deliver({ ...copy('dist-pos', id!, '2'), rejected: [rejected('S3')], corrects: lines });
    await program.deliver(stillWrong('dist-pos', id!, '3'));
    expect(await open()).toEqual([{ delivery_id: half }]);
    expect(await sold()).toEqual(['S1', 'S2']);
  });

  it.each([
    ['as it was', rejected('S2')],
    ['with another serial number', rejected('S3')],
    ['with a day that cannot be read', rejected('S2', { business_date: null })],
  ])('opens nothing when a later delivery has closed the row: %s', async (_what, row) => {
    const [id] = await program.deliver(first('dist-pos'));
    const [again] = await program.deliver({ ...stillWrong('dist-pos', id!, '9'), rejected: [row] });
    expect(await stateOf(id!)).toBe('superseded');
    expect(await stateOf(again!)).toBe('open');
    await program.deliver({ source: 'dist-pos', file: 'july.csv', order: '5', rows: [sale('S2', { end_user_name: 'DIST Video' })] });
    expect(await stateOf(id!)).toBe('corrected');
    expect(await stateOf(again!)).toBe('corrected');
    expect(await program.asset('S3')).toMatchObject({ reasons: ['IN_CHANNEL'] });
    expect(await toFix()).not.toContainEqual({ delivery_id: again, line: 100 });
  });

  it.each([
    ['replacing-pos', undefined],
    ['restating-pos', ['2026-06-01', '2026-06-30'] as [string, string]],
  ])('opens nothing when the file or period was sent again: %s', async (source, period) => {
    const [id] = await program.deliver(first(source, { period }));
    await program.deliver({ source, file: 'june.csv', order: '2', rows: [sale('S1')], period });
    expect(await stateOf(id!)).toBe('superseded');
    const [again] = await program.deliver({
      ...stillWrong(source, id!, '3'),
      rejected: [rejected('S3', { business_date: null })],
    });
    expect(await stateOf(again!)).toBe('superseded');
    expect(await program.asset('S3')).toMatchObject({ reasons: ['IN_CHANNEL'] });
    expect(await toFix()).toEqual([]);
  });
});

describe('replace_file', () => {
  it('a corrected copy replaces nothing, also under the name of the first', async () => {
    const [id] = await program.deliver(first('replacing-pos'));
    await program.deliver({ ...copy('replacing-pos', id!, '2'), file: 'june.csv' });
    expect(await sold()).toEqual(['S1', 'S2']);
  });

  it('a later version of the first replaces the corrected rows too', async () => {
    const [id] = await program.deliver(first('replacing-pos'));
    await program.deliver({ source: 'replacing-pos', file: 'june.csv', order: '2', rows: [sale('S3')] });
    await program.deliver(copy('replacing-pos', id!, '9'));
    expect(await sold()).toEqual(['S3']);
    expect(await program.asset('S2')).toMatchObject({ reasons: ['IN_CHANNEL'] });
  });

  it('a later version of the first, after the copy, takes back a unit that only the copy names', async () => {
    const [id] = await program.deliver(first('replacing-pos'));
    await program.deliver(copy('replacing-pos', id!, '3', sale('S3')));
    expect(await sold()).toEqual(['S1', 'S3']);
    await program.deliver({ source: 'replacing-pos', file: 'june.csv', order: '2', rows: [sale('S1')] });
    expect(await sold()).toEqual(['S1']);
  });

  it('a file of which nothing was usable replaces the one before as soon as a row of it is corrected', async () => {
    await program.deliver({ source: 'replacing-pos', file: 'june.csv', order: '1', rows: [sale('S3')] });
    const [id] = await program.deliver(first('replacing-pos', { order: '2', rows: [] }));
    expect(await sold()).toEqual(['S3']);
    await program.deliver(copy('replacing-pos', id!, '3'));
    expect(await sold()).toEqual(['S2']);
  });
});

describe('replace_period', () => {
  const june: [string, string] = ['2026-06-01', '2026-06-30'];

  it('a corrected copy adds to the period of the first', async () => {
    const [id] = await program.deliver(first('restating-pos', { period: june }));
    await program.deliver(copy('restating-pos', id!, '2'));
    expect(await sold()).toEqual(['S1', 'S2']);
  });

  it('the period sent again replaces the corrected rows, whenever they came', async () => {
    const [id] = await program.deliver(first('restating-pos', { period: june }));
    await program.deliver({ source: 'restating-pos', order: '2', rows: [sale('S3')], period: june });
    await program.deliver(copy('restating-pos', id!, '9'));
    expect(await sold()).toEqual(['S3']);
  });
});

describe('upsert', () => {
  it('a later row of the same key replaces the corrected one, an earlier one does not', async () => {
    const [id] = await program.deliver(first('upserting-pos', { order: '2' }));
    await program.deliver(copy('upserting-pos', id!, '9', sale('S2', { end_user_name: 'Corrected Clinic' })));
    await program.deliver({ source: 'upserting-pos', order: '1', rows: [sale('S2', { end_user_name: 'Early School' })] });
    expect(await program.asset('S2')).toMatchObject({ end_user_name: 'Corrected Clinic' });
    await program.deliver({ source: 'upserting-pos', order: '3', rows: [sale('S2', { end_user_name: 'Late Library' })] });
    expect(await program.asset('S2')).toMatchObject({ end_user_name: 'Late Library' });
  });
});

describe('master data', () => {
  it('a corrected product is older than the product that came after the first file', async () => {
    const wrong: RejectedRow = { codes: ['REQUIRED'], product_number: 'CAM-1', serial_numbers: [], business_date: null };
    const [id] = await program.deliver({ source: 'products', order: '5', rows: [], rejected: [wrong] });
    await program.deliver({ source: 'products', order: '6', rows: [product({ product_name: 'Camera, new name' })] });
    await program.deliver(copy('products', id!, '7', product({ product_name: 'Camera, old name' })));
    expect(await program.asset('S1')).toMatchObject({ product_name: 'Camera, new name' });
  });
});
