import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agreement, party, product, Program, sale, shipment, sources, type FactRow } from './support/program.js';

const list = (id: string, more: object = {}) => ({
  id,
  party: 'PARTNER',
  feed: 'partner_assets',
  connector: { type: 'folder', path: `./inbox/${id}` },
  ...more,
});

let program: Program;
beforeEach(async () => {
  program = await Program.make({
    sources: [
      ...sources(),
      list('list'),
      list('parts', { corrections: 'replace_file' }),
      list('changes', { corrections: 'upsert' }),
      { ...list('their-list'), party: 'OTHER' },
    ],
  });
  await program.deliver(
    { source: 'products', rows: [product(), product({ product_number: 'CAM-2' })] },
    { source: 'parties', rows: [party('DIST', 'distributor'), party('PARTNER', 'partner', { expert_video_partner: true })] },
    { source: 'shipments', rows: ['S1', 'S2', 'S3'].map((s) => shipment(s)) },
    { source: 'partner-pos', rows: ['S1', 'S2', 'S3'].map((s) => sale(s)) },
  );
});
afterEach(async () => program.close());

const listed = (serial: string, more: FactRow = {}): FactRow => ({
  party_id: 'PARTNER',
  product_number: 'CAM-1',
  serial_number: serial,
  ...more,
});
const here = {
  location_name: 'INVENTED HOSPITAL',
  location_address_line1: '1 Sample  street.',
  location_city: 'Springfield',
  location_state: 'Illinois',
  location_postal_code: '62701',
  location_country: 'US',
};
const moved = { ...here, location_address_line1: '9 New Road', location_postal_code: '62799' };

/** What is said of each attribute of a unit. */
async function states(serial: string, of = 'PARTNER'): Promise<Record<string, unknown>> {
  const rows = await program.read(
    `SELECT attribute, state FROM partner_differences WHERE serial_number = '${serial}' AND party_id = '${of}' ORDER BY ALL`,
  );
  return Object.fromEntries(rows.map(({ attribute, state }) => [attribute as string, state]));
}
const units = (state: string) =>
  program
    .read(`SELECT DISTINCT serial_number FROM partner_differences WHERE state = '${state}' ORDER BY ALL`)
    .then((rows) => rows.map((row) => row['serial_number']));
const kinds = () =>
  program
    .read("SELECT kind, party_id, detail FROM findings WHERE state = 'open' AND kind LIKE 'PARTNER_ASSET%' ORDER BY ALL")
    .then((rows) => rows.map((row) => Object.values(row).join(' ')));

describe("a partner's list beside the registry", () => {
  it('agrees apart from spelling, and what it leaves empty is no difference', async () => {
    await program.deliver({ source: 'list', rows: [listed('S1', { ...here, warranty_end: '2027-05-31' })] });
    expect(await states('S1')).toEqual({
      product: 'agree',
      serial_number: 'agree',
      location: 'agree',
      entitlement_type: 'not_said',
      entitlement_term: 'not_said',
      warranty_type: 'not_said',
      warranty_term: 'agree',
    });
  });

  it('differs in what it says otherwise, with both words and the line', async () => {
    const [id] = await program.deliver({ source: 'list', rows: [listed('S1', { ...moved, warranty_type: 'extended' })] });
    expect(await program.read("SELECT * FROM partner_differences WHERE state = 'differ' ORDER BY attribute")).toMatchObject([
      {
        party_id: 'PARTNER',
        product_number: 'CAM-1',
        serial_number: 'S1',
        attribute: 'location',
        theirs: 'INVENTED HOSPITAL, 9 New Road, Springfield, Illinois, 62799, US',
        ours: 'Invented Hospital Inc., 1 Sample Street, Springfield, IL, 62701, US',
        delivery_id: id,
        line: 2,
      },
      { attribute: 'warranty_type', theirs: 'extended', ours: 'standard' },
    ]);
  });

  it('has units that nobody shipped or sold, and lacks units that the party sold', async () => {
    await program.deliver({ source: 'list', rows: [listed('S1'), listed('X9', here)] });
    expect([await units('only_there'), await units('only_here')]).toEqual([['X9'], ['S2', 'S3']]);
    expect(await kinds()).toEqual([
      'PARTNER_ASSET_ONLY_HERE PARTNER 2 unit(s) that PARTNER sold or serves do not stand in its list',
      'PARTNER_ASSET_ONLY_THERE PARTNER 1 unit(s) stand in the list of PARTNER and not in the registry',
    ]);
    expect(await states('X9')).toMatchObject({ product: 'only_there', location: 'only_there', entitlement_type: 'not_said' });
  });

  it('stays the same finding while the number of units changes', async () => {
    const found = () => program.read("SELECT finding_id, opened_at, state FROM findings WHERE kind = 'PARTNER_ASSET_ONLY_THERE'");
    await program.deliver({ source: 'list', order: '1', rows: [listed('X8'), listed('X9')] });
    const before = await found();
    expect(before).toMatchObject([{ state: 'open' }]);
    await program.reopen({ as_of: '2026-07-02' });
    await program.deliver({ source: 'list', order: '2', rows: [listed('X9')] });
    expect(await found()).toEqual(before);
    expect((await kinds()).join()).toContain('PARTNER_ASSET_ONLY_THERE PARTNER 1 unit(s)');
  });

  it('has the unit under another product: one unit that differs, none too many or too few', async () => {
    await program.deliver({ source: 'list', rows: ['S1', 'S2'].map((s) => listed(s)).concat(listed('S3', { product_number: 'CAM-2' })) });
    expect(await states('S3')).toMatchObject({ product: 'differ', serial_number: 'agree' });
    expect([await units('only_there'), await units('only_here')]).toEqual([[], []]);
  });

  it('agrees with any term that is on record, and on several lines for one unit each is compared', async () => {
    await program.deliver({
      source: 'sales-out',
      rows: [
        agreement('S1'),
        agreement('S1', { agreement_number: 'B-S1', program: 'LAMS', term_start: '2027-06-01', term_end: '2028-05-31' }),
      ],
    });
    const pams = { entitlement_type: 'pams', entitlement_start: '2026-06-01', entitlement_end: '2027-05-31' };
    const lams = { entitlement_type: 'LAMS', entitlement_start: '2027-06-01', entitlement_end: '2028-05-31' };
    await program.deliver({ source: 'list', rows: [listed('S1', pams), listed('S1', lams)] });
    expect(await states('S1')).toMatchObject({ entitlement_type: 'agree', entitlement_term: 'agree' });
    await program.deliver({
      source: 'list',
      order: 'z',
      rows: [listed('S1', { ...pams, entitlement_end: '2027-06-30' }), listed('S1', lams)],
    });
    expect(await states('S1')).toMatchObject({ entitlement_type: 'agree', entitlement_term: 'differ' });
  });

  it('of a party that serves what another sold lacks that unit', async () => {
    await program.deliver(
      { source: 'sales-out', rows: [agreement('S1', { seller_party: 'OTHER' })] },
      { source: 'parties', order: 'z', rows: [party('OTHER', 'partner', { expert_video_partner: true })] },
    );
    await program.deliver({ source: 'their-list', rows: [listed('S2', { party_id: 'OTHER' })] });
    expect((await states('S1', 'OTHER'))['product']).toBe('only_here');
    expect((await states('S2', 'OTHER'))['product']).toBe('agree');
  });
});

describe('which list counts', () => {
  it('is the latest of a source by what it says of itself; nil is an empty list', async () => {
    await program.deliver({ source: 'list', order: '2', rows: [listed('S1', here)] });
    await program.deliver({ source: 'list', order: '1', rows: [listed('S1', moved), listed('S2')] });
    expect(await states('S1')).toMatchObject({ location: 'agree' });
    expect(await units('only_here')).toEqual(['S2', 'S3']);
    await program.deliver({ source: 'list', order: '3', rows: [] });
    expect(await units('only_here')).toEqual(['S1', 'S2', 'S3']);
  });

  it('under replace_file is every file name, each by its latest file', async () => {
    await program.deliver(
      { source: 'parts', file: 'north.csv', order: '1', rows: [listed('S1')] },
      { source: 'parts', file: 'south.csv', order: '1', rows: [listed('S2')] },
    );
    expect(await units('only_here')).toEqual(['S3']);
    await program.deliver({ source: 'parts', file: 'south.csv', order: '2', rows: [listed('S3')] });
    expect(await units('only_here')).toEqual(['S2']);
  });

  it('under upsert is what is new or changed, unit by unit', async () => {
    await program.deliver({ source: 'changes', order: '1', rows: [listed('S1', moved), listed('S2')] });
    await program.deliver({ source: 'changes', order: '2', rows: [listed('S1', here)] });
    expect(await states('S1')).toMatchObject({ location: 'agree' });
    expect(await units('only_here')).toEqual(['S3']);
  });

  it('is not one of which nothing was usable; a row in quarantine is there, and its corrected copy has its place', async () => {
    const rejected = [{ codes: ['DATE_INVALID'], product_number: 'CAM-1', serial_numbers: ['S2'], business_date: null }];
    const [id] = await program.deliver({ source: 'list', order: '1', rows: [listed('S1')], rejected });
    expect(await units('only_here')).toEqual(['S3']);
    await program.deliver({ source: 'list', order: '2', rows: [], rejected });
    expect(await units('only_here')).toEqual(['S3']);
    await program.deliver({
      source: 'list',
      order: '3',
      rows: [listed('S2', moved)],
      corrects: [{ line: 2, of: { delivery_id: id!, line: 100 } }],
    });
    expect(await states('S2')).toMatchObject({ location: 'differ' });
    expect(await units('only_here')).toEqual(['S3']);
  });
});

describe('what the partner knows better', () => {
  const accept = async (delivery_id: string, more: object = {}) =>
    program.registry.record({
      kind: 'accept',
      decision_id: `x${delivery_id}`,
      product_number: 'CAM-1',
      serial_number: 'S1',
      attribute: 'location',
      delivery_id,
      sheet: null,
      line: 2,
      by: 'service-manager',
      reason: 'they moved',
      decided_at: '2026-07-01T08:00:00Z',
      ...more,
    });

  it('is accepted as a fact: the asset shows it, evidence says so, the difference is gone, and telling it twice changes nothing', async () => {
    const [id] = await program.deliver({ source: 'list', rows: ['S1', 'S2', 'S3'].map((s) => listed(s, s === 'S1' ? moved : {})) });
    expect(await accept(id!)).toEqual({ already_recorded: false });
    expect(await program.asset('S1')).toMatchObject({
      eligibility: 'eligible',
      end_user_name: 'INVENTED HOSPITAL',
      end_user_address_line1: '9 New Road',
      end_user_postal_code: '62799',
    });
    expect(await states('S1')).toMatchObject({ location: 'agree' });
    expect(await kinds()).toEqual([]);
    expect(await program.read("SELECT used, delivery_id, line, why FROM evidence WHERE fact_kind = 'location'")).toEqual([
      {
        used: true,
        delivery_id: id,
        line: 2,
        why: 'location as PARTNER has it, accepted by service-manager on 2026-07-01: they moved',
      },
    ]);
    const before = await program.read('SELECT * FROM asset_history ORDER BY ALL');
    expect(await accept(id!)).toEqual({ already_recorded: true });
    expect(await program.read('SELECT * FROM asset_history ORDER BY ALL')).toEqual(before);
  });

  it('holds no more when it is taken back, and again when it is accepted again', async () => {
    const [id] = await program.deliver({ source: 'list', rows: ['S1', 'S2', 'S3'].map((s) => listed(s, s === 'S1' ? moved : {})) });
    await accept(id!);
    const unit = { product_number: 'CAM-1', serial_number: 'S1', attribute: 'location' as const };
    const taken = {
      ...{ kind: 'take_back' as const, decision_id: 'xt', ...unit, by: 'auditor', reason: 'mixed up' },
      decided_at: '2026-07-01T09:00:00Z',
    };
    expect(await program.registry.record(taken)).toEqual({ already_recorded: false });
    expect(await program.asset('S1')).toMatchObject({ end_user_address_line1: '1 Sample Street' });
    expect(await states('S1')).toMatchObject({ location: 'differ' });
    expect(await program.read("SELECT used, why FROM evidence WHERE fact_kind = 'location'")).toEqual([
      {
        used: false,
        why: 'location as PARTNER has it, accepted by service-manager on 2026-07-01: they moved; taken back by auditor on 2026-07-01: mixed up',
      },
    ]);
    await accept(id!, { decision_id: 'xa', decided_at: '2026-07-01T10:00:00Z' });
    expect(await program.asset('S1')).toMatchObject({ end_user_address_line1: '9 New Road' });
  });

  it('holds whatever else comes, until the unit is sold again', async () => {
    const [id] = await program.deliver({ source: 'list', order: '1', rows: [listed('S1', moved)] });
    await accept(id!);
    await program.deliver({ source: 'list', order: '2', rows: [listed('S1', here)] });
    expect(await program.asset('S1')).toMatchObject({ end_user_address_line1: '9 New Road' });
    expect(await states('S1')).toMatchObject({ location: 'differ' });
    await program.reopen({ as_of: '2026-08-01' });
    await program.deliver({
      source: 'partner-pos',
      rows: [
        sale('S1', { transaction_type: 'return', invoice_date: '2026-07-10' }),
        sale('S1', { invoice_number: 'I-9', invoice_date: '2026-07-20', end_user_name: 'Other School' }),
      ],
    });
    expect(await program.asset('S1')).toMatchObject({ end_user_name: 'Other School', end_user_address_line1: '1 Sample Street' });
  });
});
