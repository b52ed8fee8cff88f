import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectSchema } from '../../schemas/project.js';
import {
  agreement,
  callCenter,
  capabilitySources,
  party,
  product,
  Program,
  sale,
  shipment,
  sources,
  step,
  type FactRow,
} from './support/program.js';

const units = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'];

let program: Program;
beforeEach(async () => {
  program = await Program.make();
  await program.deliver(
    {
      source: 'products',
      rows: [
        product(),
        product({ product_number: 'SVC-PAMS', product_type: 'service', warranty_type: null, warranty_months: null, program: 'PAMS' }),
      ],
    },
    { source: 'parties', rows: [party('PARTNER', 'partner', { expert_video_partner: true }), party('DIST', 'distributor')] },
    { source: 'shipments', rows: units.map((serial) => shipment(serial)) },
    { source: 'dist-pos', rows: units.map((serial) => sale(serial)) },
  );
});
afterEach(async () => program.close());

const sell = (...rows: FactRow[]) => program.deliver({ source: 'sales-out', rows });
const steps = (...rows: FactRow[]) => program.deliver({ source: 'steps', rows });
const findings = async (like = '%') =>
  (
    await program.read(
      `SELECT concat_ws(' ', kind, serial_number) AS said FROM findings WHERE state = 'open' AND kind LIKE '${like}' ORDER BY ALL`,
    )
  ).map((row) => row['said']);
const agreements = async (columns: string) =>
  program.read(`SELECT ${columns} FROM agreements ORDER BY agreement_number, serial_number, term_start`);
const entitlements = async (serial = 'S1') =>
  (await program.read(`SELECT starts, ends FROM coverage WHERE kind = 'entitlement' AND serial_number = '${serial}' ORDER BY ALL`)).map(
    (row) => `${String(row['starts'])}/${String(row['ends'])}`,
  );
const on = async (day: string) => {
  await program.reopen({ as_of: day });
  await program.registry.decide();
};

describe('steps that are reported apart', () => {
  it('make of one agreement what one row with all its days makes of it', async () => {
    const bare = { quoted_on: null, ordered_on: null, delivered_on: null };
    await sell(agreement('S1', bare));
    expect(await agreements('state')).toEqual([{ state: 'reported' }]);
    await steps(step('quote', '2026-05-10', 'S1', { quote_number: 'Q-1' }));
    expect(await agreements('state, quote_number')).toEqual([{ state: 'quoted', quote_number: 'Q-1' }]);
    await steps(step('order', '2026-05-20', 'S1', { order_number: 'O-1' }));
    expect(await agreements('state, order_number')).toEqual([{ state: 'ordered', order_number: 'O-1' }]);
    expect(await findings('AGREEMENT%')).toEqual(['AGREEMENT_NOT_DELIVERED S1']);
    expect(await entitlements()).toEqual([]);
    await steps(step('delivery', '2026-05-25', 'S1'), step('activation', '2026-06-01', 'S1'));
    expect(await agreements('state, delivered_on, delivered_by, activated_on')).toEqual([
      { state: 'active', delivered_on: '2026-05-25', delivered_by: 'PARTNER', activated_on: '2026-06-01' },
    ]);
    expect(await findings('AGREEMENT%')).toEqual([]);
    expect(await entitlements()).toEqual(['2026-06-01/2027-05-31']);
    expect(await program.read("SELECT step, feed, used FROM agreement_steps WHERE agreement_number = 'A-S1' ORDER BY step_on")).toEqual(
      ['quote', 'order', 'delivery', 'activation'].map((one) => ({ step: one, feed: 'agreements', used: true })),
    );
  });

  it('are enough without a sales-out row, when they name unit, program and term', async () => {
    const unit = { product_number: 'CAM-1', serial_number: 'S2', service_product_number: 'SVC-PAMS' };
    await steps(
      step('order', '2026-05-20', 'S2', unit),
      step('delivery', '2026-05-25', 'S2', unit),
      step('activation', '2026-06-01', 'S2', { ...unit, term_start: '2026-06-01', term_end: '2027-05-31' }),
    );
    expect(await agreements('program, seller_party, state, term_start, term_end')).toEqual([
      { program: 'PAMS', seller_party: 'PARTNER', state: 'active', term_start: '2026-06-01', term_end: '2027-05-31' },
    ]);
    expect(await program.asset('S2')).toMatchObject({ support_l1_l2: 'PARTNER', support_reason: 'PAMS' });
  });

  it('of an agreement that no unit is known for are a finding, until a report names one', async () => {
    await steps(step('order', '2026-05-20', 'S1'));
    expect(await findings('AGREEMENT%')).toEqual(['AGREEMENT_WITHOUT_UNIT']);
    await sell(agreement('S1'));
    expect(await findings('AGREEMENT%')).toEqual([]);
  });

  it('by another than the seller are a recorded exception, or a finding when the agreement does not say so', async () => {
    await sell(agreement('S1', { delivered_on: null }), agreement('S2', { delivered_on: null }));
    await steps(
      step('delivery', '2026-05-25', 'S1', { responsible_party: 'DIST', exception: 'delivered by the distributor, clause 4' }),
      step('delivery', '2026-05-25', 'S2', { responsible_party: 'DIST' }),
    );
    expect(await agreements('delivered_by, ordered_by, exception')).toEqual([
      { delivered_by: 'DIST', ordered_by: 'PARTNER', exception: 'delivery: delivered by the distributor, clause 4' },
      { delivered_by: 'DIST', ordered_by: 'PARTNER', exception: null },
    ]);
    expect(await findings('RESPONSIBLE%')).toEqual(['RESPONSIBLE_NOT_SELLER S2']);
  });

  it('are replaced, and shown as not used, when their file is sent again', async () => {
    await program.reopen({
      sources: program.project.sources.map((s) => (s.id === 'steps' ? { ...s, corrections: 'replace_file' as const } : s)),
    });
    await sell(agreement('S1'));
    await program.deliver({ source: 'steps', file: 'steps.csv', order: '1', rows: [step('cancellation', '2026-06-15', 'S1')] });
    expect(await agreements('state')).toEqual([{ state: 'cancelled' }]);
    await program.deliver({ source: 'steps', file: 'steps.csv', order: '2', rows: [step('cancellation', '2026-09-15', 'S1')] });
    expect(await agreements('state, cancelled_on')).toEqual([{ state: 'active', cancelled_on: '2026-09-15' }]);
    expect(await entitlements()).toEqual(['2026-06-01/2026-09-14']);
    expect(await program.read("SELECT used, why FROM evidence WHERE fact_kind = 'agreement_step' ORDER BY used DESC")).toEqual([
      { used: true, why: 'cancellation of agreement A-S1 on 2026-09-15' },
      { used: false, why: expect.stringMatching(/^replaced by delivery d/) as string },
    ]);
  });
});

describe('a cancellation', () => {
  it('leaves the day before as the last one covered, of all units or of the one that it names', async () => {
    await sell(
      agreement('S1', { agreement_number: 'A' }),
      agreement('S2', { agreement_number: 'A' }),
      agreement('S3', { agreement_number: 'A' }),
    );
    await steps({ agreement_number: 'A', step: 'cancellation', step_on: '2026-06-20', product_number: 'CAM-1', serial_number: 'S2' });
    await steps({ agreement_number: 'A', step: 'cancellation', step_on: '2026-10-01' });
    expect([await entitlements('S1'), await entitlements('S2'), await entitlements('S3')]).toEqual([
      ['2026-06-01/2026-09-30'],
      ['2026-06-01/2026-06-19'],
      ['2026-06-01/2026-09-30'],
    ]);
    expect(await agreements('serial_number, state, cancelled_on')).toEqual([
      { serial_number: 'S1', state: 'active', cancelled_on: '2026-10-01' },
      { serial_number: 'S2', state: 'cancelled', cancelled_on: '2026-06-20' },
      { serial_number: 'S3', state: 'active', cancelled_on: '2026-10-01' },
    ]);
    await on('2026-10-01');
    expect(await program.read('SELECT DISTINCT state FROM agreements')).toEqual([{ state: 'cancelled' }]);
    expect(await program.asset('S1')).toMatchObject({ entitlement_type: null, support_reason: 'WARRANTY' });
  });

  it('before the term begins leaves nothing, and nobody waits any more for what was not delivered', async () => {
    await sell(agreement('S1'), agreement('S2', { delivered_on: null }));
    await steps(step('cancellation', '2026-05-28', 'S1'), step('cancellation', '2026-05-28', 'S2'));
    expect(await entitlements()).toEqual([]);
    expect(await program.read('SELECT DISTINCT state FROM agreements')).toEqual([{ state: 'cancelled' }]);
    expect(await findings('AGREEMENT%')).toEqual([]);
  });

  it('does not touch what is agreed after it', async () => {
    await sell(agreement('S1'));
    await steps(
      step('renewal', '2026-11-01', 'S1', { term_start: '2026-11-01', term_end: '2027-10-31' }),
      step('cancellation', '2026-09-01', 'S1'),
    );
    expect(await entitlements()).toEqual(['2026-06-01/2026-08-31', '2026-11-01/2027-10-31']);
    expect(await agreements('state, cancelled_on, renewed_from, renewed_to')).toEqual([
      { state: 'active', cancelled_on: null, renewed_from: '2026-11-01', renewed_to: '2027-10-31' },
    ]);
    await on('2026-10-01');
    expect(await agreements('state')).toEqual([{ state: 'delivered' }]);
    expect(await program.asset('S1')).toMatchObject({ entitlement_type: null, support_reason: 'WARRANTY' });
  });
});

it('a renewal makes a further term, and an activation says when the first one runs in truth', async () => {
  await sell(agreement('S1'));
  await steps(
    step('activation', '2026-06-10', 'S1', { term_start: '2026-06-10', term_end: '2027-06-09' }),
    step('renewal', '2027-05-20', 'S1', { term_start: '2027-06-10', term_end: '2028-06-09' }),
  );
  expect(await entitlements()).toEqual(['2026-06-10/2027-06-09', '2027-06-10/2028-06-09']);
  expect(await findings('UNIT%')).toEqual([]);
  await on('2028-01-01');
  expect(await program.asset('S1')).toMatchObject({ entitlement_start: '2027-06-10', support_reason: 'PAMS', support_l1_l2: 'PARTNER' });
});

it('a transfer moves end user and site of the agreement from its day on', async () => {
  await sell(agreement('S1', { end_user_city: 'Springfield' }));
  const to = {
    end_user_name: 'Other School',
    end_user_address_line1: '2 Sample Street',
    end_user_city: 'Shelbyville',
    end_user_country: 'US',
  };
  await steps(step('transfer', '2026-08-01', 'S1', to));
  expect(await agreements('end_user_name, end_user_city, transferred_on')).toEqual([
    { end_user_name: 'Invented Hospital Inc.', end_user_city: 'Springfield', transferred_on: null },
  ]);
  await on('2026-08-01');
  expect(await agreements('end_user_name, end_user_city, transferred_on, state')).toEqual([
    { end_user_name: 'Other School', end_user_city: 'Shelbyville', transferred_on: '2026-08-01', state: 'active' },
  ]);
});

describe('findings of agreements', () => {
  it('name a unit that two terms cover on the same days, and not terms that follow each other', async () => {
    await sell(
      agreement('S1'),
      agreement('S1', { agreement_number: 'B', program: 'LAMS', term_start: '2027-05-31', term_end: '2028-05-30' }),
      agreement('S2'),
      agreement('S2', { agreement_number: 'C', term_start: '2027-06-01', term_end: '2028-05-31' }),
    );
    expect(await findings('UNIT%')).toEqual(['UNIT_COVERED_TWICE S1']);
    expect(await program.read("SELECT detail FROM findings WHERE kind = 'UNIT_COVERED_TWICE'")).toEqual([
      { detail: 'agreement A-S1 (PAMS) and agreement B (LAMS) both cover 2027-05-31 to 2027-05-31' },
    ]);
  });

  it('name covered units that are in stock or came back, and not those whose sale is in quarantine', async () => {
    await program.deliver(
      { source: 'shipments', rows: [shipment('S7'), shipment('S8')] },
      {
        source: 'dist-pos',
        rows: [sale('S1', { transaction_type: 'return', invoice_date: '2026-06-20' })],
        rejected: [{ codes: ['END_USER_MISSING'], product_number: 'CAM-1', serial_numbers: ['S8'], business_date: '2026-06-10' }],
      },
    );
    await sell(agreement('S1'), agreement('S7'), agreement('S8'));
    expect(await findings('ENTITLEMENT%')).toEqual(['ENTITLEMENT_WITHOUT_UNIT S1', 'ENTITLEMENT_WITHOUT_UNIT S7']);
  });

  it('ask for renewal when an end comes near, more urgently as it does, until it is renewed or cancelled', async () => {
    await sell(agreement('S1', { agreement_number: 'A' }), agreement('S2', { agreement_number: 'A' }), agreement('S3'));
    await steps(step('cancellation', '2027-05-31', 'S3'));
    const due = async () => program.read("SELECT severity, detail FROM findings WHERE kind = 'RENEWAL_DUE' AND state = 'open'");
    await on('2027-03-01');
    expect(await due()).toEqual([]);
    await on('2027-03-02');
    expect(await due()).toEqual([
      { severity: 'info', detail: 'agreement A (PAMS) ends on 2027-05-31 for 2 units: 90 days or less to renew it' },
    ]);
    await on('2027-04-01');
    expect(await due()).toEqual([{ severity: 'info', detail: expect.stringContaining('60 days') as string }]);
    await on('2027-05-01');
    expect(await due()).toEqual([{ severity: 'warning', detail: expect.stringContaining('30 days') as string }]);
    await steps({ agreement_number: 'A', step: 'renewal', step_on: '2027-05-02', term_start: '2027-06-01', term_end: '2028-05-31' });
    expect(await due()).toEqual([]);
  });

  it('ask for the invoice of a term only where the seller ever invoices services, and find it by unit, agreement or order', async () => {
    await sell(
      ...['S1', 'S2', 'S3', 'S4', 'S5'].map((serial) =>
        agreement(serial, { order_number: `O-${serial}`, term_start: '2026-03-01', term_end: '2027-02-28' }),
      ),
    );
    await on('2026-07-01');
    expect(await findings('TERM%')).toEqual([]);
    const service = { product_number: 'SVC-PAMS', invoice_date: '2026-02-25' };
    await program.deliver({
      source: 'partner-pos',
      rows: [
        sale('S1', { ...service, invoice_number: 'R-1' }),
        { ...sale('S2', { ...service, invoice_number: 'A-S2' }), serial_number: null },
        { ...sale('S3', { ...service, invoice_number: 'O-S3' }), serial_number: null },
        // What came back is no invoice.
        sale('S5', { ...service, transaction_type: 'return', invoice_number: 'R-5' }),
      ],
    });
    expect(await findings('TERM%')).toEqual(['TERM_WITHOUT_INVOICE S4', 'TERM_WITHOUT_INVOICE S5']);
    expect(await agreements('invoice_number, invoiced_on')).toMatchObject([
      { invoice_number: 'R-1', invoiced_on: '2026-02-25' },
      { invoice_number: 'A-S2' },
      { invoice_number: 'O-S3' },
      { invoice_number: null },
      { invoice_number: null },
    ]);
    // It speaks of the unit that the service is for; what invoices nothing stays to be seen.
    expect(
      await program.read(
        "SELECT product_number, serial_number, used, why FROM evidence WHERE fact_kind = 'service_invoice' ORDER BY serial_number",
      ),
    ).toEqual([
      { product_number: 'CAM-1', serial_number: 'S1', used: true, why: 'invoice R-1 of agreement A-S1 on 2026-02-25' },
      { product_number: 'CAM-1', serial_number: 'S2', used: true, why: 'invoice A-S2 of agreement A-S2 on 2026-02-25' },
      { product_number: 'CAM-1', serial_number: 'S3', used: true, why: 'invoice O-S3 of agreement A-S3 on 2026-02-25' },
      {
        ...{ product_number: 'SVC-PAMS', serial_number: 'S5', used: false },
        why: 'names a service for this serial number, and is the invoice of no term on record',
      },
    ]);
    expect(await program.read("SELECT * FROM evidence WHERE fact_kind = 'sale' AND product_number = 'SVC-PAMS'")).toEqual([]);
    // The number of a service with the serial of a unit is no unit, and nothing is wrong with the unit.
    expect(await program.read("SELECT serial_number FROM assets WHERE product_number = 'SVC-PAMS'")).toEqual([]);
    expect(await program.asset('S1')).toMatchObject({ eligibility: 'eligible' });
  });

  it('name units whose last term ended with cases open', async () => {
    await program.reopen({
      sources: [...program.project.sources, { ...program.project.sources[0]!, id: 'cases', party: 'PARTNER', feed: 'cases' }],
    });
    await sell(
      agreement('S1', { term_start: '2026-06-01', term_end: '2026-06-29' }),
      agreement('S2', { term_start: '2026-06-01', term_end: '2026-06-29' }),
    );
    const opened = (serial: string, status: string) => ({
      ...{ case_id: `C-${serial}`, party_id: 'PARTNER', product_number: 'CAM-1', serial_number: serial, severity: 2, status },
      ...{ opened_at: '2026-06-15T10:00:00Z' },
    });
    await program.deliver({ source: 'cases', rows: [opened('S1', 'assigned'), opened('S2', 'closed')] });
    expect(await findings('TERM%')).toEqual(['TERM_ENDED_WITH_OPEN_CASES S1']);
  });
});

describe('a partner that lacks what PAMS takes', () => {
  const lacking = async (breach: object[]) => {
    const { policy, sources: all } = projectSchema.parse({
      version: 1,
      policy: { breach },
      sources: [...sources(), ...capabilitySources()],
    });
    await program.reopen({ policy, sources: all });
    await program.deliver({ source: 'centers', rows: [callCenter('2025-01-01'), callCenter('2026-06-10', { hours_per_day: 6 })] });
  };
  const hours = { requirements: ['coverage_hours'] };

  it('serves until the time to put it right is over; then what else covers answers, and the day is known beforehand', async () => {
    await sell(agreement('S1'), agreement('S2', { direct_customer_support: true }));
    await lacking([{ action: 'nothing' }, { ...hours, action: 'cure', cure_days: 25 }]);
    expect(await program.asset('S1')).toMatchObject({ support_l1_l2: 'PARTNER', support_reason: 'PAMS' });
    expect(
      await program.read("SELECT starts, ends, support_l1_l2, reason FROM support WHERE serial_number = 'S1' ORDER BY starts"),
    ).toEqual([
      { starts: '2026-06-01', ends: '2026-07-05', support_l1_l2: 'PARTNER', reason: 'PAMS' },
      { starts: '2026-07-06', ends: '2027-05-31', support_l1_l2: 'manufacturer', reason: 'PARTNER_NOT_ABLE' },
    ]);
    await on('2026-07-06');
    expect(await program.asset('S1')).toMatchObject({
      support_l1_l2: 'manufacturer',
      support_reason: 'PARTNER_NOT_ABLE',
      entitlement_type: 'PAMS',
    });
    expect(await program.asset('S2')).toMatchObject({ support_reason: 'PAMS_DIRECT_CUSTOMER_SUPPORT' });
  });

  it('and sells PAMS while the policy refuses it, covers nothing with it, and with what was ordered before it does', async () => {
    await sell(agreement('S1', { ordered_on: '2026-06-09' }), agreement('S2', { ordered_on: '2026-06-10' }));
    await lacking([{ action: 'nothing' }, { ...hours, action: 'refuse_new_pams' }]);
    expect(await findings('PAMS_REFUSED')).toEqual(['PAMS_REFUSED S2']);
    expect([await entitlements('S1'), await entitlements('S2')]).toEqual([['2026-06-01/2027-05-31'], []]);
    expect(await program.asset('S2')).toMatchObject({ entitlement_type: null, support_reason: 'WARRANTY' });
  });
});
