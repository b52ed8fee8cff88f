import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copySamples } from '../e2e/sample-project.js';
import { assurance } from './run.js';

/** The life of a case through the command line, on the sample program: each command is a process that starts its own engine. */
let project = '';
beforeAll(async () => {
  project = await copySamples(await realpath(await mkdtemp(path.join(tmpdir(), 'assurance-e2e-'))));
  await assurance(project, ['pull']);
}, 300_000);
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 5 }));

const text = (...args: string[]) => assurance(project, ['case', ...args]);

async function json(...args: string[]): Promise<{ code: number | null; document: Record<string, unknown> }> {
  const { code, stdout } = await text(...args, '--json');
  return { code, document: JSON.parse(stdout) as Record<string, unknown> };
}
const refusedWith = (code: string) => ({ code: 1, document: { error: expect.objectContaining({ code }) as object } });

it('a unit under PAMS: opened, assigned, escalated to the manufacturer, closed', async () => {
  const opening = ['open', '0000104', '--severity', '2', '--summary', 'no picture', '--by', 'service-desk'];
  const { code, document } = await json(...opening);
  expect([code, document]).toEqual([
    0,
    { case_id: expect.stringMatching(/^C-[0-9A-F]{8}$/) as string, already_recorded: false, status: 'new', level: 1 },
  ]);
  const id = String(document['case_id']);
  expect(await json(...opening)).toMatchObject({ code: 0, document: { case_id: id, already_recorded: true } });

  expect(await json('assign', id, '--to', 'ENG-7')).toMatchObject({ code: 0, document: { status: 'assigned' } });
  expect(await json('escalate', id, '--level', '3')).toMatchObject(refusedWith('CASE_LEVEL_REFUSED'));
  expect(await json('escalate', id)).toMatchObject({ code: 0, document: { status: 'escalated', level: 2 } });
  expect(await json('escalate', id, '--note', 'logs attached')).toMatchObject({ code: 0, document: { level: 3 } });
  expect(await json('note', id, '--text', 'part on its way')).toMatchObject({ code: 0 });
  expect(await json('close', id, '--by', 'service-desk', '--resolution', 'replaced')).toMatchObject({
    code: 0,
    document: { status: 'closed' },
  });
  const late = await text('note', id, '--text', 'one more thing');
  expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining(`Case ${id} is closed; nothing can follow.`) as string });

  const { document: shown } = await json('show', id);
  expect(shown).toMatchObject({
    case: { party_id: 'BLUEHERON', opened_verdict: 'eligible', status: 'closed', level: '3', overdue: false },
    unit: { support_l1_l2: 'BLUEHERON', support_l3: 'manufacturer' },
  });
  const events = (shown['events'] as { kind: string; text: string | null }[]).map((e) => [e.kind, e.text]);
  expect(events).toEqual([
    ['opened', 'no picture'],
    ['assigned', null],
    ['escalated', null],
    ['escalated', 'logs attached'],
    ['noted', 'part on its way'],
    ['closed', 'replaced'],
  ]);
}, 300_000);

it('a refused unit: the reason and the line that says so, unless a named role overrides it on record', async () => {
  const opening = ['open', '0000128', '--severity', '4', '--summary', 'dead', '--by', 'service-manager'];
  const refused = await text(...opening);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('refused since 2026-05-27: NO_POS_RECORD; its grace ended on 2026-05-26.');
  expect(refused.stderr).toContain('shipments-2026-02.csv:2');
  expect(refused.stderr).toContain('--override');

  const { code, document } = await json(...opening, '--override', '--reason', 'hospital');
  expect([code, document]).toMatchObject([0, { already_recorded: false, status: 'new', level: 1 }]);
  const { document: shown } = await json('show', String(document['case_id']));
  expect(shown).toMatchObject({
    case: { opened_verdict: 'ineligible', opened_reasons: ['NO_POS_RECORD'], override_by: 'service-manager', override_reason: 'hospital' },
  });
  const asset = await assurance(project, ['asset', '0000128']);
  expect(asset.stdout).toContain(`- ${String(document['case_id'])}: new, severity 4, kept by manufacturer`);
  expect(asset.stdout).toContain('CASE_ON_REFUSED_UNIT');
}, 300_000);

it('an unknown unit, a unit that nobody serves, and a case of a partner', async () => {
  const asked = ['--severity', '3', '--summary', 'x', '--by', 'service-desk'];
  expect(await json('open', '0008888', ...asked)).toMatchObject(refusedWith('CASE_UNIT_UNKNOWN'));
  expect(await json('open', '0000133', ...asked)).toMatchObject({ code: 2, document: { error: { code: 'CASE_PARTY_NEEDED' } } });
  expect(await json('close', 'BH-105', '--by', 'service-desk')).toMatchObject(refusedWith('CASE_KEPT_ELSEWHERE'));
  expect(await json('close', 'C-0', '--by', 'service-desk')).toMatchObject({ code: 2, document: { error: { code: 'CASE_UNKNOWN' } } });
  const { stdout } = await text('list');
  expect(stdout.split('\n')[1]).toMatch(/^BH-105 .*! overdue since 2026-07-09 07:30/);
}, 300_000);
