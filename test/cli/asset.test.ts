import { describe, expect, it } from 'vitest';
import { fixtureProject } from './fixture.js';
import { assurance } from './run.js';

const project = fixtureProject();
const ask = (...args: string[]) => assurance(project.folder, ['asset', ...args]);

interface ErrorDocument {
  error: { code: string; message: string; where: string | null; fix: string };
}

describe('asset answers a person', () => {
  it('with one sentence, the seven attributes, who serves and the lines of the files', async () => {
    const { stdout, code } = await ask('VX000001', '--product', 'VX-200');
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toBe('✓ Yes: Video system 200, serial number VX000001, may be served.');
    expect(stdout).toContain('Eligible since 2026-01-10');
    for (const line of [
      /Level 1 and 2 +Brightcall AV \(BRIGHTCALL\)/,
      /Level 3 +the manufacturer/,
      /Why +PAMS: the partner serves, and the manufacturer takes what is escalated\n +\(agreement A-2, until 2027-01-14\)/,
      /Product +VX-200, Video system 200/,
      /Serial number +VX000001/,
      /Location +Harbor Clinic, 12 Quay Street, Duluth, MN 55802, US/,
      /Entitlement type +PAMS/,
      /Entitlement term +2026-01-15 to 2027-01-14; also on record: PAMS 2024-01-15 to 2025-01-14/,
      /Warranty type +limited hardware/,
      /Warranty term +2026-01-10 to 2027-01-09, counted from the invoice date of its sale/,
      /✓ used {2}sale {2}northgate-2026-01.csv:4/,
      /✓ used {2}shipment {2}shipments.xlsx:Sheet1:2/,
      /– not used {2}sale {2}brightcall.csv:7\n +replaced by delivery/,
      /Judged by policy 2026-01; rows by contract pos 2.0.0 and shipments 1.0.0\./,
    ]) {
      expect(stdout).toMatch(line);
    }
  });

  it('with its coverage over time, gaps and what covers the same days among it, and today marked', async () => {
    const { stdout } = await ask('VX000001', '--product', 'VX-200');
    expect(stdout.slice(stdout.indexOf('Coverage over time'), stdout.indexOf('Open cases'))).toBe(
      [
        'Coverage over time, both days included (→ today)',
        '  2024-01-15 to 2025-01-14  PAMS, agreement A-1: Brightcall AV (BRIGHTCALL), level 3 the',
        '                            manufacturer',
        '  2025-01-15 to 2026-01-09  not covered: nobody serves',
        '  2026-01-10 to 2026-01-14  warranty: the manufacturer',
        '→ 2026-01-15 to 2027-01-14  PAMS, agreement A-2: Brightcall AV (BRIGHTCALL), level 3 the',
        '                            manufacturer; also warranty',
        '',
        'Agreements',
        '  - A-2, PAMS: active; sold by Brightcall AV (BRIGHTCALL) for 2026-01-15 to 2027-01-14; ordered',
        '    2026-01-02; delivered 2026-01-12; otherwise agreed: delivery: the distributor\\x1b[2J delivers',
        '',
        '',
      ].join('\n'),
    );
  });

  it('with what keeps the partner from serving', async () => {
    const { stdout } = await ask('VX000002');
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'there is PAMS, but its partner is not able to deliver it (BRIGHTCALL: one certified engineer); what else covers answers',
    );
  });

  it.each([
    ['VX000002', '! Yes, until 2026-04-01: Video system 200, serial number VX000002, is in grace.', 'POS_IN_QUARANTINE'],
    ['VX000003', '· Not yet: Video system 200, serial number VX000003, is in stock, as far as anyone has said.', 'IN_CHANNEL'],
    ['VX000004', '✗ No: service for Video system 200, serial number VX000004, may be refused.', 'NO_POS_RECORD'],
    ['VX000005', '✓ Yes, by waiver until 2026-06-30: Video system 200, serial number VX000005, may be served.', 'WAIVED'],
  ])('%s: the verdict first, then the reasons', async (serial, sentence, reason) => {
    const { stdout } = await ask(serial);
    expect(stdout.split('\n')[0]).toBe(sentence);
    expect(stdout).toMatch(new RegExp(`Why[^\n]*\n {2}${reason}\n`));
  });

  it('whatever the case and the blanks of the serial', async () => {
    expect((await ask('  vx000004 ')).stdout).toContain('VX000004');
  });

  it('with hostile text from files made visible', async () => {
    const { stdout } = await ask('VX000001', '--product', 'VX-300');
    expect(stdout).toContain('日本ビデオ会議\\x1b[31m株式会社, 1 \\u202eGinza');

    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

describe('asset cannot answer', () => {
  it('for a serial that several products have: lists them, asks for --product, 2', async () => {
    const { stderr, code } = await ask('VX000001');
    expect(code).toBe(2);
    expect(stderr).toContain('VX-200 (Video system 200): eligible');
    expect(stderr).toContain('VX-300 (Video system 300): eligible');
    expect(stderr).toContain('--product');
  });

  it('for a serial that is in rejected rows only: names file and line, 1', async () => {
    const { stdout, code } = await ask('VX000999', '--json');
    expect(code).toBe(1);
    const { error } = JSON.parse(stdout) as ErrorDocument;
    expect(error.code).toBe('ASSET_UNKNOWN');
    expect(error.message).toContain('northgate-2026-01.csv:6: a row with it was rejected, QUANTITY_INVALID');
    expect(error.where).toBe('northgate-2026-01.csv:6');
  });

  it('for a serial that is in a finding only: tells the finding', async () => {
    expect((await ask('VX000888')).stderr).toContain('ENTITLEMENT_WITHOUT_UNIT: agreement A-7');
  });

  it('for a day before the unit was known', async () => {
    const { stderr, code } = await ask('VX000004', '--as-of', '2026-01-01');
    expect(code).toBe(1);
    expect(stderr).toContain('At the end of 2026-01-01 the registry had no unit');
  });

  it('for a serial under a product that does not have it: names the one that has', async () => {
    expect((await ask('VX000004', '--product', 'VX-300')).stderr).toContain('known under product VX-200');
  });
});

it('asset --json is {asset, coverage, evidence, history, support, agreements}', async () => {
  const { stdout, stderr, code } = await ask('VX000001', '--product', 'VX-200', '--json');
  expect(code).toBe(0);
  expect(stderr).toBe('');
  const document = JSON.parse(stdout) as Record<string, unknown>;
  expect(Object.keys(document)).toEqual(['asset', 'coverage', 'evidence', 'history', 'support', 'agreements']);
  expect(document).toMatchObject({
    asset: {
      product_number: 'VX-200',
      serial_number: 'VX000001',
      eligibility: 'eligible',
      reasons: [],
      sold_on: '2026-01-10',
      support_l1_l2: 'BRIGHTCALL',
    },
    coverage: [
      { kind: 'entitlement', starts: '2024-01-15' },
      { kind: 'warranty', basis: 'pos_invoice_date' },
      { kind: 'entitlement', ends: '2027-01-14' },
    ],
    history: [{ eligibility: 'eligible', known_to: null }],
    support: [{ reason: 'PAMS' }, { reason: 'NOT_COVERED' }, { reason: 'WARRANTY' }, { reason: 'PAMS', ends: '2027-01-14' }],
    agreements: [{ agreement_number: 'A-2', state: 'active' }],
  });
  expect(document['evidence']).toContainEqual({
    fact_kind: 'shipment',
    delivery_id: 'dbbbb3333cccc3333cccc',
    file_name: 'shipments.xlsx',
    sheet: 'Sheet1',
    line: 2,
    used: true,
    why: 'shipped to NORTHGATE on 2025-12-01',
    contract_id: 'shipments',
    contract_version: '1.0.0',
  });
});
