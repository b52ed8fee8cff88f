import { afterEach, describe, expect, it } from 'vitest';
import {
  agreement,
  audit,
  callCenter,
  capabilitySources,
  engineer,
  party,
  product,
  Program,
  sale,
  shipment,
  sources,
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
      { requirement: 'audit', met: true, since: '2026-02-10', holds_until: '2027-02-09', action: null, detail: 'audited on 10 February 2026: passed; on 10 February 2027 the next audit is overdue' },
      { requirement: 'case_system', met: true, since: '2025-01-01', holds_until: null, action: null, detail: 'logs cases in DeskLog' },
      { requirement: 'certified_engineers', met: true, since: '2026-03-03', holds_until: '2027-01-14', action: null, detail: '2 engineers with a current certification (2 required); on 15 January 2027 the second certification lapses' },
      { requirement: 'coverage_days', met: true, since: '2025-01-01', holds_until: null, action: null, detail: 'takes calls 5 days a week (5 required)' },
      { requirement: 'coverage_hours', met: true, since: '2025-01-01', holds_until: null, action: null, detail: 'takes calls 8 hours a day (8 required)' },
      { requirement: 'expert_video_partner', met: true, since: '2025-01-01', holds_until: null, action: null, detail: 'is an Expert Video Partner' },
      { requirement: 'technical_staff', met: true, since: '2025-01-01', holds_until: null, action: null, detail: 'technical staff of 4' },
      { requirement: 'troubleshooting_lab', met: true, since: '2025-01-01', holds_until: null, action: null, detail: 'has a troubleshooting lab' },
    ]);
    expect(await findings()).toEqual([]);
    console.log(await ability());
  });
});
