/** The whole product on the sample program, held against what a person worked out by hand in samples/EXPECTED.md. */

import { cp, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reasonCodes } from '../../schemas/vocabulary.js';
import { assurance, type Run } from '../cli/run.js';
import { expectedRows, servedBy, shown, type ExpectedRow } from './expected-tables.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

let project: string;
let pull: Run;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'assurance-samples-'));
  await cp(join(root, 'assurance.yaml'), join(project, 'assurance.yaml'));
  // Links stay links: one of the samples is a link that must be refused.
  await cp(join(root, 'samples'), join(project, 'samples'), { recursive: true, verbatimSymlinks: true });
  await backdate(join(project, 'samples'));
  pull = await assurance(project, ['pull', '--json']);
}, 300_000);

afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 5 }));

/** A clone sets the times of files as it likes, so the last by name is made the oldest: nothing in the samples may depend on them. */
async function backdate(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).sort().reverse();
  for (const [at, file] of files.entries()) {
    const time = new Date(Date.UTC(2026, 6, 1, 0, at));
    await utimes(join(folder, file), time, time);
  }
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await assurance(project, ['query', sql, '--json']);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>[];
}

const sorted = (rows: ExpectedRow[]): ExpectedRow[] => rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** One entry a unit, so that a difference is shown by its name. */
const byUnit = (rows: ExpectedRow[]) => Object.fromEntries(rows.map((row) => [`${row.product} ${row.serial}`, row]));

async function units(): Promise<ExpectedRow[]> {
  const rows = await query('select * from assets');
  return rows.map((asset) => ({
    product: shown(asset.product_number),
    serial: shown(asset.serial_number),
    status: shown(asset.status),
    eligibility: shown(asset.eligibility),
    reasons: shown((asset.reasons as string[]).join(', ')),
    since: shown(asset.verdict_since),
    'grace ends': shown(asset.grace_ends),
    'sold by': shown(asset.sold_by),
    'end user': shown(asset.end_user_name),
    'warranty end': shown(asset.warranty_end),
    entitlement: asset.entitlement_type === null ? '–' : `${shown(asset.entitlement_type)} to ${shown(asset.entitlement_end)}`,
    'served by': servedBy(asset.support_l1_l2, asset.support_l3),
  }));
}

/** Rows of a view under the column names of EXPECTED.md. */
async function table(sql: string): Promise<ExpectedRow[]> {
  const rows = await query(sql);
  return sorted(rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, shown(value)]))));
}

// Each question is a process of its own, and on a busy machine it may have to wait for its turn.
describe('the sample program', { timeout: 180_000 }, () => {
  it('leaves something for a person: exit code 3', () => {
    expect(pull.code, pull.stderr).toBe(3);
  });

  it('has a unit for every reason code', () => {
    const rows = [...expectedRows('Units'), ...expectedRows('After a waiver')];
    expect(new Set(rows.flatMap(({ reasons = '' }) => reasons.split(', ')))).toEqual(new Set(['–', ...reasonCodes]));
  });

  it('gives every unit the verdict that was worked out by hand', async () => {
    expect(byUnit(await units())).toEqual(byUnit(expectedRows('Units')));
  });

  it('says in numbers what it says in rows', () => {
    const expected = expectedRows('Units');
    const count = (eligibility: string) => expected.filter((row) => row.eligibility === eligibility).length;
    const { assets, findings } = JSON.parse(pull.stdout) as Record<string, unknown>;
    expect(assets).toEqual({
      total: expected.length,
      eligible: count('eligible'),
      in_channel: count('in_channel'),
      grace: count('grace'),
      ineligible: count('ineligible'),
    });
    expect(findings).toEqual({ open: expectedRows('Findings').length });
  });

  it('has evidence for every unit', async () => {
    expect(await query('select product_number, serial_number from assets anti join evidence using (product_number, serial_number)')).toEqual([]);
  });

  it('keeps the terms that are not active today', async () => {
    const terms = await table(
      `select product_number as product, serial_number as serial, type, starts, ends from coverage
       where kind = 'entitlement' and not date '2026-07-10' between starts and ends`,
    );
    expect(terms).toEqual(sorted(expectedRows('Coverage that `assets` does not show today')));
  });

  it('knows who serves on which day, gaps included', async () => {
    const rows = await query(
      `select * from support semi join (select product_number, serial_number from coverage where kind = 'entitlement') using (product_number, serial_number)`,
    );
    const told = rows.map((row) => ({
      product: shown(row.product_number),
      serial: shown(row.serial_number),
      starts: shown(row.starts),
      ends: shown(row.ends),
      'served by': servedBy(row.support_l1_l2, row.support_l3),
      reason: shown(row.reason),
      agreement: shown(row.agreement_number),
    }));
    expect(sorted(told)).toEqual(sorted(expectedRows('Who serves on which day')));
  });

  it('knows how far every agreement is', async () => {
    const agreements = await table(
      `select agreement_number as agreement, serial_number as serial, program, seller_party as seller, state, ordered_on as ordered,
         delivered_on as delivered, delivered_by as "delivered by", renewed_to as "renewed to", cancelled_on as cancelled,
         transferred_on as transferred, invoice_number as invoice
       from agreements`,
    );
    expect(agreements).toEqual(sorted(expectedRows('Agreements')));
  });

  it('accounts for every file', async () => {
    const expected = sorted(expectedRows('Deliveries'));
    const columns = `source_id as source, file_name as file, status, rows_read as "rows read", rows_accepted as "rows accepted",
      rows_rejected as "rows rejected"`;
    expect(await table(`select ${columns}, error_code as "error code" from deliveries`)).toEqual(expected);

    const { deliveries } = JSON.parse(pull.stdout) as { deliveries: Record<string, unknown>[] };
    const told = deliveries.map((d) => [d.source_id, d.file_name, d.status, d.rows_read, d.rows_accepted, d.rows_rejected].map(shown).join(' '));
    expect(told.sort()).toEqual(expected.map(({ 'error code': _, ...row }) => Object.values(row).join(' ')).sort());
  });

  it('names line, column and code of every rejected cell', async () => {
    const cells = await table('select file_name as file, sheet, line, column_name as "column", code, state from rejected_rows');
    expect(cells).toEqual(sorted(expectedRows('Rejected rows')));
  });

  it('finds what there is to find, and nothing else', async () => {
    const findings = await table(
      `select kind, severity, product_number as product, serial_number as serial, party_id as party from findings where state = 'open'`,
    );
    expect(findings).toEqual(sorted(expectedRows('Findings')));
  });

  it('keeps service requests with the verdict of their day, and knows what is overdue', async () => {
    const cases = await table(
      `select case_id as "case", serial_number as serial, status, level, opened_verdict as "then", verdict as "now",
         strftime(respond_by, '%Y-%m-%dT%H:%M') as "respond by", overdue from cases`,
    );
    expect(cases).toEqual(sorted(expectedRows('Cases')));
  });

  it('knows who reported, who is late and who is missing', async () => {
    const periods = await table(
      `select source_id as source, party_id as party, period_from as "from", period_to as "to", due_on as "due on", state from reporting`,
    );
    expect(periods).toEqual(sorted(expectedRows('Reporting')));
  });

  it('knows what each partner lacks today, since when, and what comes of it', async () => {
    const compliance = await table(
      `select party_id as party, call_center_id as "call center", requirement, met, since, holds_until as "holds until", action,
         cure_until as "cure until" from compliance`,
    );
    expect(compliance).toEqual(sorted(expectedRows('Compliance')));
    const able = await table(
      `select party_id as party, able, ends as until from partner_ability where date '2026-07-10' between starts and coalesce(ends, '9999-12-31')`,
    );
    expect(able).toEqual(sorted(expectedRows('Able to deliver PAMS')));
  });

  it("holds a partner's own list against the registry", async () => {
    const apart = await table(
      `select party_id as party, product_number as product, serial_number as serial, attribute, state, theirs, ours, line
       from partner_differences where state <> 'not_said'`,
    );
    expect(apart).toEqual(sorted(expectedRows("A partner's own list")));
  });

  it('lets a named role waive a refusal', async () => {
    const [expected] = expectedRows('After a waiver');
    const { code, stderr } = await assurance(project, [
      ...['waive', '0000113', '--product', 'ROOM-220', '--until', '2026-08-31'],
      ...['--by', 'service director', '--reason', 'installer confirms the site, report follows'],
    ]);
    expect(code, stderr).toBe(0);
    expect(byUnit(await units())).toEqual(byUnit([...expectedRows('Units'), expected!]));
  });
});
