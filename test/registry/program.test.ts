import { afterEach, describe, expect, it } from 'vitest';
import { party, product, Program, sale, shipment, sources } from './support/program.js';

let program: Program;
afterEach(async () => program.close());

const withCalendar = (calendar: object) => ({ sources: sources().map((s) => (s['id'] === 'dist-pos' ? { ...s, calendar } : s)) });
const reporting = () => program.read('SELECT period_from, period_to, due_on, state FROM reporting ORDER BY period_from');
const kinds = async () => (await program.read("SELECT kind FROM findings WHERE state = 'open' ORDER BY 1")).map((row) => row['kind']);

describe('reporting', () => {
  it('shows received, late, nil, missing and pending periods from the day on which reports are expected', async () => {
    program = await Program.make({ ...withCalendar({ cadence: 'monthly', due_days: 10, since: '2026-02-01' }), as_of: '2026-06-05' });
    await program.deliver(
      { source: 'dist-pos', rows: [sale('S1', { invoice_date: '2026-02-10' })], received_at: '2026-03-10T12:00:00Z' },
      { source: 'dist-pos', rows: [sale('S2', { invoice_date: '2026-03-10' })], received_at: '2026-04-11T12:00:00Z' },
      { source: 'dist-pos', rows: [], period: ['2026-04-01', '2026-04-30'], received_at: '2026-05-02T12:00:00Z' },
    );
    expect(await reporting()).toEqual([
      { period_from: '2026-02-01', period_to: '2026-02-28', due_on: '2026-03-10', state: 'received' },
      { period_from: '2026-03-01', period_to: '2026-03-31', due_on: '2026-04-10', state: 'late' },
      { period_from: '2026-04-01', period_to: '2026-04-30', due_on: '2026-05-10', state: 'nil' },
      { period_from: '2026-05-01', period_to: '2026-05-31', due_on: '2026-06-10', state: 'pending' },
      { period_from: '2026-06-01', period_to: '2026-06-30', due_on: '2026-07-10', state: 'pending' },
    ]);
    await program.reopen({ as_of: '2026-06-11' });
    await program.registry.decide();
    expect((await reporting()).map((row) => row['state'])).toEqual(['received', 'late', 'nil', 'missing', 'pending']);
    expect(await kinds()).toContain('REPORT_MISSING');
  });

  it('closes a weekly period on its weekday', async () => {
    program = await Program.make({ ...withCalendar({ cadence: 'weekly', closes: 'SAT', due_days: 3 }), as_of: '2026-06-10' });
    await program.deliver({ source: 'dist-pos', rows: [sale('S1', { invoice_date: '2026-06-01' })], received_at: '2026-06-08T12:00:00Z' });
    expect(await reporting()).toEqual([
      { period_from: '2026-05-31', period_to: '2026-06-06', due_on: '2026-06-09', state: 'received' },
      { period_from: '2026-06-07', period_to: '2026-06-13', due_on: '2026-06-16', state: 'pending' },
    ]);
  });
});

describe('findings of the program', () => {
  it('name unknown products and parties, and close when they arrive', async () => {
    program = await Program.make();
    await program.deliver({ source: 'shipments', rows: [shipment('S1')] });
    expect(await kinds()).toEqual(['PARTY_UNKNOWN', 'PRODUCT_UNKNOWN']);
    await program.deliver({ source: 'products', rows: [product()] }, { source: 'parties', rows: [party('DIST', 'distributor')] });
    expect(await kinds()).toEqual([]);
    expect(await program.read('SELECT DISTINCT state FROM findings')).toEqual([{ state: 'closed' }]);
  });

  it('name a system that was reported without a serial number', async () => {
    program = await Program.make();
    await program.deliver({ source: 'dist-pos', rows: [{ ...sale('S1'), serial_number: null }] });
    expect(await kinds()).toEqual(['PRODUCT_UNKNOWN']);
    await program.deliver({ source: 'products', rows: [product()] });
    expect(await kinds()).toEqual(['SERIAL_MISSING']);
    expect(await program.read('SELECT * FROM assets')).toEqual([]);
  });

  it('judge serial patterns when reconciled', async () => {
    program = await Program.make();
    await program.deliver(
      { source: 'shipments', rows: [shipment('S1'), shipment('X1')] },
      { source: 'products', rows: [product({ serial_pattern: '^S[0-9]+$' })] },
    );
    expect(await program.read("SELECT kind, serial_number FROM findings WHERE kind = 'SERIAL_PATTERN_MISMATCH'")).toEqual([
      { kind: 'SERIAL_PATTERN_MISMATCH', serial_number: 'X1' },
    ]);
  });

  it('keep a refused file, once', async () => {
    program = await Program.make();
    const refusal = {
      source_id: 'dist-pos',
      party_id: 'DIST',
      file_name: 'link.csv',
      code: 'FILE_IS_LINK',
      message: 'a symbolic link out of the folder',
    };
    for (const batch_id of ['r1', 'r2'])
      await program.registry.reconcile({ batch_id, delivery_ids: [], sighting_ids: [], refusals: [refusal] });
    expect(await program.read('SELECT kind, party_id FROM findings')).toEqual([{ kind: 'FILE_REFUSED', party_id: 'DIST' }]);
    // Another file, or a file of this name at another source, does not close it; the file itself does, until it is refused again.
    const state = async () => (await program.read('SELECT state FROM findings')).map((finding) => finding['state']);
    await program.registry.closeRefusals('dist-pos', ['other.csv', 'link.csv: a']);
    await program.registry.closeRefusals('partner-pos', ['link.csv']);
    expect(await state()).toEqual(['open']);
    await program.registry.closeRefusals('dist-pos', ['link.csv']);
    expect(await state()).toEqual(['closed']);
    await program.registry.reconcile({ batch_id: 'r3', delivery_ids: [], sighting_ids: [], refusals: [refusal] });
    expect(await state()).toEqual(['open']);
  });

  it('tell what is wrong with the form of the latest file of a source', async () => {
    program = await Program.make();
    const findings = [{ kind: 'UNKNOWN_COLUMN', severity: 'info' as const, detail: 'column "Region" is no field of the feed' }];
    await program.deliver({ source: 'products', rows: [product()], order: '1', findings });
    expect(await kinds()).toEqual(['UNKNOWN_COLUMN']);
    await program.deliver({ source: 'products', rows: [product()], order: '0', findings: [] });
    expect(await kinds()).toEqual(['UNKNOWN_COLUMN']);
    await program.deliver({ source: 'products', rows: [product()], order: '2', findings: [] });
    expect(await kinds()).toEqual([]);
  });
});
