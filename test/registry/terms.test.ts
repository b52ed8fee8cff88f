import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agreement, party, product, Program, sale, shipment } from './support/program.js';

let program: Program;
beforeEach(async () => {
  program = await Program.make();
  await program.deliver(
    { source: 'products', rows: [product()] },
    { source: 'parties', rows: [party('PARTNER', 'partner', { expert_video_partner: true }), party('DIST', 'distributor')] },
    { source: 'shipments', rows: [shipment('S1')] },
    { source: 'dist-pos', rows: [sale('S1', { invoice_date: '2026-03-01' })] },
  );
});
afterEach(async () => program.close());

const sell = (...rows: ReturnType<typeof agreement>[]) => program.deliver({ source: 'sales-out', rows });
const findings = async () =>
  (await program.read("SELECT kind FROM findings WHERE state = 'open' AND kind NOT LIKE 'SOLD_BEFORE%' ORDER BY 1")).map(
    (row) => row['kind'],
  );

describe('warranty', () => {
  it('of twelve months from 1 March ends on the last of February, that day included', async () => {
    expect(await program.asset('S1')).toMatchObject({
      warranty_start: '2026-03-01',
      warranty_end: '2027-02-28',
      warranty_start_basis: 'pos_invoice_date',
    });
  });

  it('starts at the ship date and the lag of the policy when nobody reported a sale', async () => {
    await program.reopen({ policy: { ...program.project.policy, warranty_lag_days: 90 } });
    await program.deliver({ source: 'shipments', rows: [shipment('S2')] });
    expect(await program.asset('S2')).toMatchObject({ warranty_start: '2026-07-30', warranty_start_basis: 'manufacturer_ship_date' });
  });
});

describe('who serves', () => {
  it('under PAMS the partner, then the manufacturer', async () => {
    await sell(agreement('S1'));
    expect(await program.asset('S1')).toMatchObject({
      entitlement_type: 'PAMS',
      entitlement_end: '2027-05-31',
      support_l1_l2: 'PARTNER',
      support_l3: 'manufacturer',
    });
  });

  it('under PAMS with direct customer support the manufacturer at all levels', async () => {
    await sell(agreement('S1', { direct_customer_support: true }));
    expect(await program.asset('S1')).toMatchObject({ support_l1_l2: 'manufacturer', support_l3: 'manufacturer' });
  });

  it('under LAMS the manufacturer at all levels', async () => {
    await sell(agreement('S1', { program: 'LAMS' }));
    expect(await program.asset('S1')).toMatchObject({ entitlement_type: 'LAMS', support_l1_l2: 'manufacturer' });
  });

  it('nobody when no term is active', async () => {
    await program.reopen({ as_of: '2027-03-01' });
    await program.registry.decide();
    expect(await program.asset('S1')).toMatchObject({ support_l1_l2: null, support_l3: null, warranty_end: '2027-02-28' });
  });
});

describe('agreements', () => {
  it('that end leave the asset and stay in coverage', async () => {
    await sell(
      agreement('S1'),
      agreement('S1', { agreement_number: 'A-2', program: 'LAMS', term_start: '2027-09-01', term_end: '2028-08-31' }),
    );
    await program.reopen({ as_of: '2027-07-01' });
    await program.registry.decide();
    expect(await program.asset('S1')).toMatchObject({ entitlement_type: null });
    expect(await program.read("SELECT type, starts, ends FROM coverage WHERE kind = 'entitlement' ORDER BY starts")).toEqual([
      { type: 'PAMS', starts: '2026-06-01', ends: '2027-05-31' },
      { type: 'LAMS', starts: '2027-09-01', ends: '2028-08-31' },
    ]);
    await program.reopen({ as_of: '2027-09-01' });
    await program.registry.decide();
    expect(await program.asset('S1')).toMatchObject({ entitlement_type: 'LAMS' });
  });

  it('ordered and never delivered cover nothing and are visible', async () => {
    await sell(agreement('S1', { delivered_on: null }));
    expect(await program.asset('S1')).toMatchObject({ entitlement_type: null });
    expect(await findings()).toEqual(['AGREEMENT_NOT_DELIVERED']);
    expect(await program.read('SELECT state FROM agreements')).toEqual([{ state: 'ordered' }]);
  });

  it('delivered without an order cover and are visible', async () => {
    await sell(agreement('S1', { ordered_on: null }));
    expect(await program.asset('S1')).toMatchObject({ entitlement_type: 'PAMS' });
    expect(await findings()).toEqual(['AGREEMENT_WITHOUT_ORDER']);
  });

  it('of PAMS by one who may not sell it are found and not met in compliance', async () => {
    await sell(agreement('S1', { seller_party: 'DIST' }));
    expect(await findings()).toEqual(['PAMS_NOT_AUTHORISED']);
    expect(await program.read('SELECT party_id, requirement, met FROM compliance')).toEqual([
      { party_id: 'DIST', requirement: 'expert_video_partner', met: false },
    ]);
  });

  it('for a unit that nobody shipped or sold are a finding, not an asset', async () => {
    await sell(agreement('S77'));
    expect(await findings()).toEqual(['ENTITLEMENT_WITHOUT_UNIT']);
    expect(await program.read("SELECT * FROM assets WHERE serial_number = 'S77'")).toEqual([]);
  });

  it('under two deliveries with the same number are one term', async () => {
    await sell(agreement('S1'));
    await sell(agreement('S1', { quote_number: 'Q-1' }));
    expect(await program.read("SELECT count(*) AS n FROM coverage WHERE kind = 'entitlement'")).toEqual([{ n: 1 }]);
  });
});
