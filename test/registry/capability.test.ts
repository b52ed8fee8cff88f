import { afterEach, describe, expect, it } from 'vitest';
import {
  agreement,
  audit,
  callCenter,
  capabilitySources,
  engineer,
  identityOf,
  party,
  product,
  Program,
  sale,
  shipment,
  sources,
  step,
  type FactRow,
} from './support/program.js';

let program: Program;
afterEach(async () => program.close());

/** An Expert Video Partner that sold one PAMS agreement and has everything, if not told otherwise. The day is 2026-07-01. */
async function given(
  { policy = {}, as_of = '2026-07-01' }: { policy?: object; as_of?: string } = {},
  { centers = [callCenter('2025-01-01')], engineers = certified, audits = [audit('2026-02-10')], expert = true }: Partial<Capability> = {},
): Promise<void> {
  program = await Program.make({ as_of, policy, sources: [...sources(), ...capabilitySources()] });
  await program.deliver(
    { source: 'products', rows: [product()] },
    { source: 'parties', rows: [party('PARTNER', 'partner', { expert_video_partner: expert }), party('DIST', 'distributor')] },
    { source: 'shipments', rows: [shipment('S1')] },
    { source: 'dist-pos', rows: [sale('S1')] },
    { source: 'sales-out', rows: [agreement('S1')] },
    ...(centers.length > 0 ? [{ source: 'centers', rows: centers }] : []),
    ...(engineers.length > 0 ? [{ source: 'engineers', rows: engineers }] : []),
    ...(audits.length > 0 ? [{ source: 'audits', rows: audits }] : []),
  );
}

interface Capability {
  centers: FactRow[];
  engineers: FactRow[];
  audits: FactRow[];
  expert: boolean;
}
const certified = [engineer('E-1', '2026-01-15'), engineer('E-2', '2026-03-03')];

const requirement = async (name: string, center: string | null = 'CC-1') => {
  const rows = await program.read('SELECT * FROM compliance');
  return rows.find((row) => row['requirement'] === name && row['call_center_id'] === center);
};
const findings = () =>
  program.read(
    "SELECT kind, severity, party_id, detail FROM findings WHERE state = 'open' AND serial_number IS NULL AND product_number IS NULL ORDER BY ALL",
  );
const kinds = async () => (await findings()).map((row) => row['kind']);
const ability = () => program.read('SELECT starts, ends, able, new_pams_refused, why FROM partner_ability ORDER BY starts');

describe('a partner that has everything', () => {
  it('meets each requirement, and each says until when', async () => {
    await given();
    const rows = await program.read('SELECT requirement, met, since, holds_until, action, detail FROM compliance ORDER BY 1');
    expect(rows).toEqual([
      {
        requirement: 'audit',
        met: true,
        since: '2026-02-10',
        holds_until: '2027-02-09',
        action: null,
        detail: 'audited on 10 February 2026: passed; on 10 February 2027 the next audit is overdue',
      },
      { requirement: 'case_system', met: true, since: '2025-01-01', holds_until: null, action: null, detail: 'logs cases in DeskLog' },
      {
        requirement: 'certified_engineers',
        met: true,
        since: '2026-03-03',
        holds_until: '2027-01-14',
        action: null,
        detail: '2 engineers with a current certification (2 required); on 15 January 2027 the second certification lapses',
      },
      {
        requirement: 'coverage_days',
        met: true,
        since: '2025-01-01',
        holds_until: null,
        action: null,
        detail: 'takes calls 5 days a week (5 required)',
      },
      {
        requirement: 'coverage_hours',
        met: true,
        since: '2025-01-01',
        holds_until: null,
        action: null,
        detail: 'takes calls 8 hours a day (8 required)',
      },
      {
        requirement: 'expert_video_partner',
        met: true,
        since: '2025-01-01',
        holds_until: null,
        action: null,
        detail: 'is an Expert Video Partner',
      },
      { requirement: 'technical_staff', met: true, since: '2025-01-01', holds_until: null, action: null, detail: 'technical staff of 4' },
      {
        requirement: 'troubleshooting_lab',
        met: true,
        since: '2025-01-01',
        holds_until: null,
        action: null,
        detail: 'has a troubleshooting lab',
      },
    ]);
    expect(await findings()).toEqual([]);
    expect(await ability()).toContainEqual({ starts: '2026-03-03', ends: '2027-02-14', able: true, new_pams_refused: false, why: null });
  });

  it('has each day of each requirement once', async () => {
    await given();
    const doubled = await program.read(`
      SELECT * FROM compliance_history a
      JOIN compliance_history b ON a.party_id = b.party_id AND a.requirement = b.requirement
        AND a.call_center_id IS NOT DISTINCT FROM b.call_center_id AND a.starts < b.starts AND coalesce(a.ends, '9999-12-31') >= b.starts`);
    expect(doubled).toEqual([]);
  });
});

describe('a requirement that is not met', () => {
  const cases: [name: string, given: Partial<Capability>, requirement: string, detail: string][] = [
    [
      'fewer hours',
      { centers: [callCenter('2025-01-01', { hours_per_day: 7.5 })] },
      'coverage_hours',
      'takes calls 7.5 hours a day (8 required)',
    ],
    [
      'fewer days',
      { centers: [callCenter('2025-01-01', { days_per_week: 4 })] },
      'coverage_days',
      'takes calls 4 days a week (5 required)',
    ],
    ['no case system', { centers: [callCenter('2025-01-01', { case_system: 'n/a' })] }, 'case_system', 'no case system'],
    ['no lab', { centers: [callCenter('2025-01-01', { troubleshooting_lab: false })] }, 'troubleshooting_lab', 'no troubleshooting lab'],
    [
      'one engineer',
      { engineers: [engineer('E-1', '2026-01-15')] },
      'certified_engineers',
      '1 engineer with a current certification (2 required)',
    ],
    [
      'one engineer with two certifications',
      { engineers: [engineer('E-1', '2026-01-15'), engineer('E-1', '2026-02-15', { certification: 'Rooms' })] },
      'certified_engineers',
      '1 engineer with a current certification (2 required)',
    ],
    ['no audit', { audits: [] }, 'audit', 'never audited'],
    [
      'a failed audit',
      { audits: [audit('2026-02-10'), audit('2026-06-10', { outcome: 'failed' })] },
      'audit',
      'the last audit, on 10 June 2026, failed',
    ],
    ['an overdue audit', { audits: [audit('2025-06-30')] }, 'audit', 'the audit is overdue: the last one was on 30 June 2025'],
  ];
  it.each(cases)('is found and says what the policy does: %s', async (_name, what, name, detail) => {
    await given({}, what);
    const row = await requirement(name);
    expect(row).toMatchObject({ met: false, detail, action: 'cure' });
    expect(await findings()).toEqual([
      {
        kind: 'CAPABILITY_BREACH',
        severity: 'error',
        party_id: 'PARTNER',
        detail: expect.stringContaining(`call center CC-1, ${name} since `) as string,
      },
    ]);
  });

  it('is a notice only for who is no Expert Video Partner, unless the policy says otherwise', async () => {
    await given({}, { expert: false });
    expect(await requirement('expert_video_partner', null)).toMatchObject({
      met: false,
      action: 'notice',
      detail: 'is no Expert Video Partner; sold PAMS (A-S1)',
    });
    expect(await kinds()).toEqual([]);
    expect((await ability()).at(3)).toMatchObject({ able: true });
    await program.reopen({ policy: { ...program.project.policy, breach: [{ action: 'cure', cure_days: 0 }] } });
    await program.registry.decide();
    expect(await kinds()).toEqual(['CAPABILITY_BREACH']);
    expect((await ability()).filter((row) => row['able'])).toMatchObject([{ starts: '2025-01-01', ends: '2025-01-01' }]);
  });

  it('is met by a conditional audit, which is shown', async () => {
    await given({}, { audits: [audit('2026-05-10', { outcome: 'conditional' })] });
    expect(await requirement('audit')).toMatchObject({ met: true, since: '2026-05-10', holds_until: '2027-05-09' });
    expect((await requirement('audit'))!['detail']).toMatch(/^audited on 10 May 2026: conditional/);
  });
});

describe('certified engineers', () => {
  it('hold a certification until the day before its anniversary', async () => {
    await given({ as_of: '2027-01-14' });
    expect(await requirement('certified_engineers')).toMatchObject({ met: true, holds_until: '2027-01-14' });
    await program.reopen({ as_of: '2027-01-15' });
    await program.registry.decide();
    expect(await requirement('certified_engineers')).toMatchObject({
      met: false,
      since: '2027-01-15',
      cure_until: '2027-02-14',
      detail: '1 engineer with a current certification (2 required); a certification lapsed on 15 January 2027',
    });
  });

  it('count to the day on which they leave, and not after it', async () => {
    await given(
      { as_of: '2026-05-31' },
      { engineers: [engineer('E-1', '2026-01-15'), engineer('E-2', '2026-03-03', { left_on: '2026-05-31' })] },
    );
    expect(await requirement('certified_engineers')).toMatchObject({
      met: true,
      holds_until: '2026-05-31',
      detail: '2 engineers with a current certification (2 required); on 1 June 2026 a certified engineer has left',
    });
    await program.reopen({ as_of: '2026-06-01' });
    await program.registry.decide();
    expect(await requirement('certified_engineers')).toMatchObject({
      met: false,
      since: '2026-06-01',
      detail: '1 engineer with a current certification (2 required); one left on 31 May 2026',
    });
    await program.deliver({ source: 'engineers', rows: [engineer('E-3', '2026-06-01')] });
    expect(await requirement('certified_engineers')).toMatchObject({ met: true, since: '2026-03-03' });
  });

  it('leave with all their certifications, whichever row says so', async () => {
    const rooms = engineer('E-2', '2026-04-01', { certification: 'Rooms', left_on: '2026-05-31' });
    await given({}, { engineers: [...certified, rooms] });
    expect(await requirement('certified_engineers')).toMatchObject({ met: false, since: '2026-06-01' });
  });

  it('lapse soon: a finding says so in time, and names nobody', async () => {
    await given({ as_of: '2026-11-14' });
    expect(await findings()).toEqual([]);
    await program.reopen({ as_of: '2026-11-15' });
    await program.registry.decide();
    expect(await findings()).toEqual([
      {
        kind: 'CERTIFICATION_LAPSES_SOON',
        severity: 'warning',
        party_id: 'PARTNER',
        detail: 'call center CC-1: on 15 January 2027 the second certification lapses',
      },
    ]);
    await program.reopen({ as_of: '2027-01-01' });
    await program.registry.decide();
    expect(await kinds()).toEqual(['AUDIT_DUE_SOON', 'CERTIFICATION_LAPSES_SOON']);
    const said = JSON.stringify([await program.read('SELECT * FROM compliance'), await program.read('SELECT * FROM findings')]);
    expect(said).not.toMatch(/E-\d|An Auditor/);
  });
});

describe('several call centers', () => {
  const second = (more: FactRow) => callCenter('2025-01-01', { call_center_id: 'CC-2', ...more });

  it('are each shown, and one that has everything keeps the partner able', async () => {
    await given({}, { centers: [callCenter('2025-01-01'), second({ hours_per_day: 6 })] });
    expect(await requirement('coverage_hours', 'CC-1')).toMatchObject({ met: true });
    expect(await requirement('coverage_hours', 'CC-2')).toMatchObject({ met: false });
    expect(await ability()).toContainEqual({ starts: '2026-03-03', ends: '2027-02-14', able: true, new_pams_refused: false, why: null });
    expect((await findings()).map((row) => (row['detail'] as string).slice(0, 16))).toEqual(Array(3).fill('call center CC-2'));
  });

  it('refuse new PAMS only when none of them may take it', async () => {
    const policy = { breach: [{ requirements: ['coverage_hours'], action: 'refuse_new_pams' }] };
    await given({ policy }, { centers: [callCenter('2025-01-01'), second({ hours_per_day: 6 })] });
    const today = "SELECT new_pams_refused FROM partner_ability WHERE '2026-07-01' BETWEEN starts AND coalesce(ends, '9999-12-31')";
    expect(await program.read(today)).toEqual([{ new_pams_refused: false }]);
    await program.deliver({ source: 'centers', rows: [callCenter('2026-06-01', { hours_per_day: 6 })] });
    expect(await program.read(today)).toEqual([{ new_pams_refused: true }]);
  });

  it('that is closed is asked for nothing', async () => {
    await given({}, { centers: [callCenter('2025-01-01'), second({}), callCenter('2025-06-01', { call_center_id: 'CC-2', ...closed })] });
    expect(await requirement('audit', 'CC-2')).toBeUndefined();
    expect(await kinds()).toEqual([]);
  });

  it('that nobody describes counts for nothing and is found', async () => {
    await given({}, { engineers: [...certified, engineer('E-3', '2026-01-01', { call_center_id: 'CC-9' })] });
    expect(await kinds()).toEqual(['CALL_CENTER_UNKNOWN']);
  });
});
const closed = { hours_per_day: 0, days_per_week: 0, technical_staff: 0 };

describe('PAMS without technical staff', () => {
  it('is a breach that names the agreements and says that LAMS must be purchased', async () => {
    await given({}, { centers: [callCenter('2025-01-01', { technical_staff: 0 })] });
    expect(await requirement('technical_staff')).toMatchObject({
      met: false,
      detail: 'no technical staff; sold PAMS (A-S1) and must purchase LAMS',
      cure_until: '2025-01-31',
    });
    expect(await findings()).toEqual([
      {
        kind: 'PAMS_WITHOUT_STAFF',
        severity: 'error',
        party_id: 'PARTNER',
        detail:
          'has no technical staff and sold PAMS: A-S1; it must purchase LAMS instead; to be put right by 31 January 2025, or PAMS may not be delivered',
      },
    ]);
  });

  it('stays a breach of the agreements that were sold meanwhile when staff is there again', async () => {
    await given({}, { centers: [callCenter('2025-01-01', { technical_staff: 0 }), callCenter('2026-06-01')] });
    expect(await requirement('technical_staff')).toMatchObject({ met: true, since: '2026-06-01' });
    expect(await findings()).toMatchObject([
      { kind: 'PAMS_WITHOUT_STAFF', detail: 'sold PAMS on days on which it had no technical staff: A-S1; it must purchase LAMS instead' },
    ]);
  });

  it('by a partner that has no call center on file is found too', async () => {
    await given({}, { centers: [], engineers: [], audits: [] });
    expect(await kinds()).toEqual(['CALL_CENTER_MISSING', 'PAMS_WITHOUT_STAFF']);
    expect(
      await program.read("SELECT DISTINCT met, since, call_center_id FROM compliance WHERE requirement <> 'expert_video_partner'"),
    ).toEqual([{ met: false, since: '2026-05-20', call_center_id: null }]);
    expect(await ability()).toEqual([
      { starts: '2026-05-20', ends: '2026-06-19', able: true, new_pams_refused: false, why: null },
      { starts: '2026-06-20', ends: null, able: false, new_pams_refused: false, why: 'no call center on file' },
    ]);
  });

  it('that is known by its steps alone is found until it is cancelled', async () => {
    program = await Program.make({ sources: [...sources(), ...capabilitySources()] });
    const pams = { program: 'PAMS', product_number: 'CAM-1', serial_number: 'S1', term_start: '2026-06-01', term_end: '2027-05-31' };
    await program.deliver(
      { source: 'shipments', rows: [shipment('S1')] },
      { source: 'steps', rows: [step('order', '2026-05-10', 'S1', pams), step('delivery', '2026-05-20', 'S1', pams)] },
    );
    expect((await ability())[0]).toMatchObject({ starts: '2026-05-10', able: true });
    expect((await findings()).find(({ kind }) => kind === 'PAMS_WITHOUT_STAFF')).toMatchObject({ party_id: 'PARTNER' });
    await program.deliver({ source: 'steps', rows: [step('cancellation', '2026-06-15', 'S1')] });
    expect((await findings()).find(({ kind }) => kind === 'PAMS_WITHOUT_STAFF')).toBeUndefined();
  });

  it('that was only quoted, or by LAMS alone, assesses nobody', async () => {
    program = await Program.make({ sources: [...sources(), ...capabilitySources()] });
    await program.deliver({
      source: 'sales-out',
      rows: [agreement('S1', { program: 'LAMS' }), agreement('S2', { ordered_on: null, delivered_on: null, quoted_on: '2026-05-01' })],
    });
    expect(await program.read('SELECT * FROM compliance')).toEqual([]);
  });
});

describe('what a breach does', () => {
  const breach = { centers: [callCenter('2025-01-01'), callCenter('2026-05-01', { troubleshooting_lab: false })] };
  const since = (rows: Record<string, unknown>[]) => rows.filter((row) => String(row['starts']) >= '2026-05-01');

  it('is told by the policy, by requirement and from a day on', async () => {
    await given(
      {
        policy: {
          breach: [
            { action: 'notice' },
            { requirements: ['troubleshooting_lab'], from: '2026-05-15', action: 'refuse_new_pams' },
            { requirements: ['troubleshooting_lab'], from: '2026-06-15', action: 'cure', cure_days: 60 },
          ],
        },
      },
      breach,
    );
    expect(since(await ability())).toEqual([
      { starts: '2026-05-15', ends: '2026-06-14', able: true, new_pams_refused: true, why: 'CC-1: no troubleshooting lab' },
      { starts: '2026-06-15', ends: '2026-06-30', able: true, new_pams_refused: false, why: null },
      { starts: '2026-07-01', ends: null, able: false, new_pams_refused: false, why: 'CC-1: no troubleshooting lab' },
    ]);
    expect(await requirement('troubleshooting_lab')).toMatchObject({ action: 'cure', cure_until: '2026-06-30' });
  });

  it('is nothing: it is shown and nobody is told', async () => {
    await given({ policy: { breach: [{ action: 'nothing' }] } }, { ...breach, expert: false });
    expect(await requirement('troubleshooting_lab')).toMatchObject({ met: false, action: 'nothing' });
    expect(await findings()).toEqual([]);
    expect(await ability()).toMatchObject([{ able: true }]);
  });

  it('is a notice: a warning, and the partner stays able', async () => {
    await given({ policy: { breach: [{ action: 'notice' }] } }, breach);
    expect(await findings()).toMatchObject([{ kind: 'CAPABILITY_BREACH', severity: 'warning' }]);
    expect(await ability()).toMatchObject([{ able: true }]);
  });

  it('counts engineers and months as the policy says', async () => {
    await given({ policy: { capability: { engineers: 3, certification_months: 24, hours_per_day: 9 } } });
    expect((await requirement('certified_engineers'))!['detail']).toBe('2 engineers with a current certification (3 required)');
    expect(await requirement('coverage_hours')).toMatchObject({ met: false });
  });
});

describe('restated reports of capability', () => {
  it('count as they were said last, whatever the order of arrival', async () => {
    await given();
    const restated = [engineer('E-2', '2026-03-03', { left_on: '2026-04-30' })];
    await program.deliver({ source: 'engineers', rows: restated, order: '2026-07-01' });
    expect(await requirement('certified_engineers')).toMatchObject({ met: false, since: '2026-05-01' });
    await program.deliver({ source: 'engineers', rows: [engineer('E-2', '2026-03-03', { left_on: '2026-05-30' })], order: '2026-06-01' });
    expect(await requirement('certified_engineers')).toMatchObject({ met: false, since: '2026-05-01' });
  });

  it('replace a file or a period as the source says', async () => {
    await given({}, { centers: [], engineers: [] });
    await program.deliver(
      {
        source: 'centers-file',
        file: 'centers.csv',
        rows: [callCenter('2025-01-01'), callCenter('2026-06-01', { days_per_week: 3 })],
        order: '1',
      },
      { source: 'engineers-month', rows: [...certified, engineer('E-3', '2026-03-10')], period: ['2026-01-01', '2026-03-31'], order: '1' },
    );
    expect(await requirement('coverage_days')).toMatchObject({ met: false });
    await program.deliver(
      { source: 'centers-file', file: 'centers.csv', rows: [callCenter('2025-01-01')], order: '2' },
      { source: 'engineers-month', rows: [engineer('E-3', '2026-03-10')], period: ['2026-03-01', '2026-03-31'], order: '2' },
    );
    expect(await requirement('coverage_days')).toMatchObject({ met: true, since: '2025-01-01' });
    expect(await requirement('certified_engineers')).toMatchObject({ met: true, since: '2026-03-10' });
  });

  it('count as corrected copies say', async () => {
    await given({}, { engineers: [engineer('E-1', '2026-01-15')] });
    const wrong = { source: 'engineers', rows: [], rejected: [{ ...rejection }], order: '2026-06-01' };
    await program.deliver(wrong);
    const [id] = await program.deliver({
      source: 'engineers',
      rows: [engineer('E-2', '2026-03-03')],
      order: '2026-06-02',
      corrects: [{ line: 2, of: { delivery_id: identityOf(wrong).id, line: 100 } }],
    });
    expect(id).toBeDefined();
    expect(await requirement('certified_engineers')).toMatchObject({ met: true, since: '2026-03-03' });
  });
});
const rejection = { codes: ['DATE_INVALID'], product_number: null, serial_numbers: [], business_date: null };

describe('nobody is assessed', () => {
  it('in a project without a source of call centers; what was derived goes with the source', async () => {
    await given();
    await program.reopen({ sources: program.project.sources.filter(({ feed }) => feed !== 'call_centers') });
    await program.registry.decide();
    expect(await ability()).toEqual([]);
    expect(await program.read('SELECT requirement, met, action FROM compliance')).toEqual([
      { requirement: 'expert_video_partner', met: true, action: null },
    ]);
    expect(await findings()).toEqual([]);
  });
});

describe('units under PAMS', () => {
  it('are derived again when the ability of their seller changed', async () => {
    await given();
    const changes = await program.read('SELECT assets_derived FROM core.batch');
    await program.deliver({ source: 'audits', rows: [audit('2026-03-01', { outcome: 'failed' })] });
    const after = await program.read('SELECT kind, assets_derived FROM core.batch ORDER BY committed_at');
    expect(after).toHaveLength(changes.length + 1);
    expect(after.at(-1)).toMatchObject({ assets_derived: 1 });
    await program.deliver({ source: 'audits', rows: [audit('2026-03-01', { outcome: 'failed' })], order: '2026-07-01' });
    expect((await program.read('SELECT kind, assets_derived FROM core.batch ORDER BY committed_at')).at(-1)).toMatchObject({
      assets_derived: 0,
    });
  });
});
