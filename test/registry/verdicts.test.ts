import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { party, product, Program, sale, shipment, sources, type Report } from './support/program.js';

// today is 2026-07-01; grace 45 days, stock may age 120 days.
let program: Program;
beforeEach(async () => {
  program = await Program.make();
  await program.deliver(
    { source: 'products', rows: [product(), product({ product_number: 'CAM-2' })] },
    {
      source: 'parties',
      rows: [party('DIST', 'distributor'), party('PARTNER', 'partner', { party_name: 'Bright Screens GmbH & Co. KG' })],
    },
    { source: 'shipments', rows: [shipment('S1')] },
  );
});
afterEach(async () => program.close());

const pos = (...rows: Report['rows']): Report => ({ source: 'dist-pos', rows });
const partnerPos = (...rows: Report['rows']): Report => ({ source: 'partner-pos', rows });

describe('a unit that was sold', () => {
  it('is eligible when it was shipped and the end user is usable', async () => {
    await program.deliver(pos(sale('S1')));
    expect(await program.asset('S1')).toMatchObject({
      status: 'sold',
      eligibility: 'eligible',
      reasons: [],
      verdict_since: '2026-06-01',
      grace_ends: null,
      sold_by: 'DIST',
      end_user_name: 'Invented Hospital Inc.',
      warranty_start: '2026-06-01',
      warranty_end: '2027-05-31',
      warranty_start_basis: 'pos_invoice_date',
      support_l1_l2: 'manufacturer',
      support_l3: 'manufacturer',
    });
  });

  it('is sold by the selling partner when the row names one', async () => {
    await program.deliver(pos(sale('S1', { selling_partner: 'PARTNER' })));
    expect(await program.asset('S1')).toMatchObject({ sold_by: 'PARTNER' });
  });

  it('is in grace and then refused when it was never shipped', async () => {
    await program.deliver(pos(sale('S9')));
    expect(await program.asset('S9')).toMatchObject({
      status: 'unknown_origin',
      eligibility: 'grace',
      reasons: ['SERIAL_UNKNOWN'],
      grace_ends: '2026-07-16',
      verdict_since: '2026-06-01',
    });
    await program.reopen({ as_of: '2026-07-16' });
    await program.registry.decide();
    expect(await program.asset('S9')).toMatchObject({ eligibility: 'grace' });
    await program.reopen({ as_of: '2026-07-17' });
    await program.registry.decide();
    expect(await program.asset('S9')).toMatchObject({ eligibility: 'ineligible', verdict_since: '2026-07-17', grace_ends: '2026-07-16' });
  });

  it('names the mismatch on both keys when it was shipped under another product', async () => {
    await program.deliver(pos(sale('S1', { product_number: 'CAM-2' })));
    expect(await program.asset('S1', 'CAM-2')).toMatchObject({
      status: 'unknown_origin',
      reasons: ['SERIAL_PRODUCT_MISMATCH'],
      eligibility: 'grace',
    });
    expect(await program.asset('S1', 'CAM-1')).toMatchObject({
      status: 'in_channel',
      reasons: ['SERIAL_PRODUCT_MISMATCH'],
      grace_ends: '2026-07-16',
    });
    const evidence = await program.read("SELECT why FROM evidence WHERE product_number = 'CAM-1' AND fact_kind = 'sale' AND used");
    expect(evidence).toEqual([{ why: 'reports this serial under product CAM-2' }]);
  });

  it('is not blamed for a mismatch when it has a sale of its own', async () => {
    await program.deliver(pos(sale('S1'), sale('S1', { product_number: 'CAM-2', invoice_number: 'I-2' })));
    expect(await program.asset('S1', 'CAM-1')).toMatchObject({ eligibility: 'eligible', reasons: [] });
    expect(await program.asset('S1', 'CAM-2')).toMatchObject({ reasons: ['SERIAL_PRODUCT_MISMATCH'] });
  });

  it('is refused when the end user is a party, whatever the spelling', async () => {
    await program.deliver(pos(sale('S1', { end_user_name: 'BRIGHT  Screens, G.m.b.H.' })));
    expect(await program.asset('S1')).toMatchObject({ eligibility: 'grace', reasons: ['END_USER_IS_PARTY'], status: 'sold' });
  });

  it('becomes refused when the parties feed arrives after the sale', async () => {
    await program.deliver(pos(sale('S1', { end_user_name: 'Late Partner' })));
    expect(await program.asset('S1')).toMatchObject({ reasons: [] });
    await program.deliver({ source: 'parties', rows: [party('LATE', 'partner', { party_name: 'Late Partner Ltd' })] });
    expect(await program.asset('S1')).toMatchObject({ reasons: ['END_USER_IS_PARTY'] });
  });

  it('is a finding when it was sold before it was shipped', async () => {
    await program.deliver(pos(sale('S1', { invoice_date: '2026-04-30' })));
    expect(await program.asset('S1')).toMatchObject({ status: 'sold', eligibility: 'eligible' });
    expect(await program.read("SELECT kind FROM findings WHERE serial_number = 'S1'")).toEqual([{ kind: 'SOLD_BEFORE_SHIPPED' }]);
  });
});

describe('two paths for one sale', () => {
  it('corroborate each other when they agree apart from spelling', async () => {
    await program.deliver(
      pos(sale('S1')),
      partnerPos(sale('S1', { invoice_number: 'P-7', end_user_name: 'INVENTED HOSPITAL', end_user_postal_code: '627-01' })),
    );
    expect(await program.asset('S1')).toMatchObject({ eligibility: 'eligible', reasons: [] });
    expect(await program.read("SELECT used FROM evidence WHERE fact_kind = 'sale'")).toEqual([{ used: true }, { used: true }]);
    expect(await program.read('SELECT * FROM findings')).toEqual([]);
  });

  it('are a conflict when they disagree, with both kept, from the later invoice date', async () => {
    await program.deliver(
      pos(sale('S1')),
      partnerPos(sale('S1', { invoice_number: 'P-7', invoice_date: '2026-06-10', end_user_name: 'Other School' })),
    );
    expect(await program.asset('S1')).toMatchObject({
      eligibility: 'grace',
      reasons: ['END_USER_CONFLICT'],
      grace_ends: '2026-07-25',
      end_user_name: null,
      sold_on: '2026-06-10',
    });
    expect(await program.read("SELECT count(*) AS n FROM evidence WHERE fact_kind = 'sale' AND used")).toEqual([{ n: 2 }]);
  });

  it.each([
    { precedence: ['partner' as const], name: 'Other School' },
    { precedence: ['distributor' as const], name: 'Invented Hospital Inc.' },
    { precedence: ['newest' as const], name: 'Other School' },
    { precedence: ['distributor' as const, 'newest' as const], name: 'Invented Hospital Inc.' },
  ])('are decided by precedence $precedence', async ({ precedence, name }) => {
    await program.deliver(
      pos(sale('S1')),
      partnerPos(sale('S1', { invoice_number: 'P-7', invoice_date: '2026-06-10', end_user_name: 'Other School' })),
    );
    await program.reopen({ policy: { ...program.project.policy, precedence } });
    await program.registry.decide();
    expect(await program.asset('S1')).toMatchObject({ eligibility: 'eligible', reasons: [], end_user_name: name });
  });

  it('are a conflict and sold twice when one source reports two invoices', async () => {
    await program.deliver(
      pos(sale('S1'), sale('S1', { invoice_number: 'I-2', invoice_date: '2026-06-20', end_user_name: 'Other School' })),
    );
    expect(await program.asset('S1')).toMatchObject({ reasons: ['END_USER_CONFLICT'] });
    expect(await program.read('SELECT kind FROM findings ORDER BY kind')).toEqual([{ kind: 'END_USER_CONFLICT' }, { kind: 'SOLD_TWICE' }]);
  });
});

describe('a return', () => {
  const back = (more = {}) => sale('S1', { transaction_type: 'return', invoice_date: '2026-06-15', ...more });

  it('refuses at once', async () => {
    await program.deliver(pos(sale('S1'), back()));
    expect(await program.asset('S1')).toMatchObject({
      status: 'returned',
      eligibility: 'ineligible',
      reasons: ['RETURNED'],
      verdict_since: '2026-06-15',
      grace_ends: null,
    });
  });

  it('on the day of the sale that it names comes after it', async () => {
    await program.deliver(pos(back({ invoice_date: '2026-06-01' }), sale('S1')));
    expect(await program.asset('S1')).toMatchObject({ status: 'returned' });
  });

  it('comes before a sale of the same day with another invoice', async () => {
    await program.deliver(
      pos(sale('S1'), back(), sale('S1', { invoice_number: 'I-2', invoice_date: '2026-06-15', end_user_name: 'Other School' })),
    );
    expect(await program.asset('S1')).toMatchObject({
      status: 'sold',
      eligibility: 'eligible',
      end_user_name: 'Other School',
      sold_on: '2026-06-15',
    });
    expect(await program.read('SELECT kind, severity FROM findings')).toEqual([{ kind: 'RESALE', severity: 'info' }]);
  });

  it('without any sale is a finding', async () => {
    await program.deliver(pos(back()));
    expect(await program.read('SELECT kind FROM findings')).toEqual([{ kind: 'RETURN_WITHOUT_SALE' }]);
  });

  it('ends when the unit is shipped again', async () => {
    await program.deliver(pos(sale('S1'), back()), { source: 'shipments', rows: [shipment('S1', { shipped_on: '2026-06-20' })] });
    expect(await program.asset('S1')).toMatchObject({
      status: 'in_channel',
      eligibility: 'in_channel',
      reasons: ['IN_CHANNEL'],
      shipped_on: '2026-06-20',
    });
  });
});

describe('a unit without any POS row', () => {
  it('is in the channel until stock has aged, then in grace, then refused', async () => {
    expect(await program.asset('S1')).toMatchObject({
      eligibility: 'in_channel',
      reasons: ['IN_CHANNEL'],
      verdict_since: '2026-05-01',
      warranty_start_basis: 'manufacturer_ship_date',
    });
    const day = async (as_of: string) => {
      await program.reopen({ as_of });
      await program.registry.decide();
      return program.asset('S1');
    };
    expect(await day('2026-08-29')).toMatchObject({ eligibility: 'in_channel', reasons: ['IN_CHANNEL'] });
    expect(await day('2026-08-30')).toMatchObject({
      eligibility: 'grace',
      reasons: ['NO_POS_RECORD'],
      verdict_since: '2026-08-29',
      grace_ends: '2026-10-13',
    });
    expect(await day('2026-10-13')).toMatchObject({ eligibility: 'grace' });
    expect(await day('2026-10-14')).toMatchObject({ eligibility: 'ineligible', verdict_since: '2026-10-14' });
  });

  it('waits for the first report that could name it', async () => {
    const quarterly = sources().map((s) => (s['id'] === 'dist-pos' ? { ...s, calendar: { cadence: 'quarterly', due_days: 30 } } : s));
    await program.close();
    program = await Program.make({ sources: quarterly, as_of: '2026-07-30', policy: { stock_aging_days: 30 } });
    await program.deliver({ source: 'shipments', rows: [shipment('S1')] });
    expect(await program.asset('S1')).toMatchObject({ eligibility: 'in_channel', reasons: ['REPORT_NOT_DUE'] });
    await program.reopen({ as_of: '2026-07-31' });
    await program.registry.decide();
    expect(await program.asset('S1')).toMatchObject({ reasons: ['NO_POS_RECORD'], grace_ends: '2026-07-15', eligibility: 'ineligible' });
  });
});

describe('a unit whose POS rows were all rejected', () => {
  const rejected = (codes: string[], business_date: string | null = '2026-06-01'): Report => ({
    source: 'dist-pos',
    rows: [],
    rejected: [{ codes, product_number: 'CAM-1', serial_numbers: ['S1'], business_date }],
  });

  it('is in quarantine with the cause beside it', async () => {
    await program.deliver(rejected(['END_USER_MISSING', 'NUMBER_INVALID']));
    expect(await program.asset('S1')).toMatchObject({
      status: 'in_channel',
      eligibility: 'grace',
      reasons: ['POS_IN_QUARANTINE', 'END_USER_MISSING'],
      grace_ends: '2026-07-16',
    });
  });

  it('counts from the day it came when the invoice date cannot be read', async () => {
    await program.deliver(rejected(['DATE_INVALID'], null));
    expect(await program.asset('S1')).toMatchObject({ reasons: ['POS_IN_QUARANTINE'], grace_ends: '2026-08-14' });
  });

  it('is free again when a good row arrives', async () => {
    await program.deliver(rejected(['END_USER_MISSING']));
    await program.deliver({ ...pos(sale('S1')), order: '9' });
    expect(await program.asset('S1')).toMatchObject({ eligibility: 'eligible', reasons: [] });
    expect(await program.read('SELECT DISTINCT state FROM rejected_rows')).toEqual([{ state: 'corrected' }]);
  });
});

describe('a waiver', () => {
  const waive = (until: string) =>
    program.registry.record({
      kind: 'waive',
      decision_id: `w-${until}`,
      product_number: 'CAM-1',
      serial_number: 'S1',
      until,
      by: 'service-director',
      reason: 'launch customer',
      decided_at: '2026-06-30T10:00:00Z',
    });

  it('makes eligible until its day, that day included, and shows what it waives', async () => {
    await program.deliver(pos(sale('S1'), sale('S1', { transaction_type: 'return', invoice_date: '2026-06-15' })));
    await waive('2026-07-10');
    expect(await program.asset('S1')).toMatchObject({
      eligibility: 'eligible',
      reasons: ['WAIVED', 'RETURNED'],
      verdict_since: '2026-06-30',
    });
    await program.reopen({ as_of: '2026-07-10' });
    await program.registry.decide();
    expect(await program.asset('S1')).toMatchObject({ eligibility: 'eligible' });
    await program.reopen({ as_of: '2026-07-11' });
    await program.registry.decide();
    expect(await program.asset('S1')).toMatchObject({ eligibility: 'ineligible', reasons: ['RETURNED'] });
  });

  it('told twice is one decision', async () => {
    expect(await waive('2026-07-10')).toEqual({ already_recorded: false });
    expect(await waive('2026-07-10')).toEqual({ already_recorded: true });
  });
});
