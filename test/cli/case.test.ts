import { describe, expect, it } from 'vitest';
import { fixtureProject } from './fixture.js';
import { assurance } from './run.js';

const project = fixtureProject();
const ask = (...args: string[]) => assurance(project.folder, args);

describe('case list', () => {
  it('shows what is open, the overdue first and marked by a word', async () => {
    const { stdout, code } = await ask('case', 'list');
    expect(code).toBe(0);
    const rows = stdout.split('\n').filter((line) => /VX00/.test(line));
    expect(rows.map((row) => row.split(/ {2,}/)[0])).toEqual(['C-00000001', 'C-00000002', '4711']);
    expect(rows[0]).toContain('! overdue since 2026-03-19 16:00');
    expect(rows[1]).toContain('answered in time');
    expect(stdout).toContain('3 cases, 1 overdue.');
  });

  it('fits a narrow terminal', async () => {
    const { stdout } = await assurance(project.folder, ['case', 'list'], { env: { COLUMNS: '80' } });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toContain('! overdue');
  });

  it.each([
    [['--party', 'BRIGHTCALL'], ['C-00000001']],
    [['--state', 'assigned'], ['C-00000002']],
    [
      ['--party', 'BRIGHTCALL', '--all'],
      ['C-00000001', '4711'],
    ],
    [['--state', 'closed'], ['4711']],
    [['--party', 'NOBODY'], []],
  ])('filters: %j', async (options, ids) => {
    const { stdout } = await ask('case', 'list', ...options, '--json');
    expect((JSON.parse(stdout) as { cases: { case_id: string }[] }).cases.map((c) => c.case_id)).toEqual(ids);
  });
});

describe('case show', () => {
  it('tells how a case stands, its verdict then and now, who serves, and what happened', async () => {
    const { stdout, code } = await ask('case', 'show', 'C-00000001');
    expect(code).toBe(0);
    for (const line of [
      /^Case C-00000001: new; severity 1\n {2}no picture\\x1b\[31m$/m,
      /Kept by +Brightcall AV \(BRIGHTCALL\)/,
      /Opened +2026-03-19 15:00 by service-desk/,
      /Response +! overdue since 2026-03-19 16:00/,
      /Verdict then +eligible/,
      /Verdict now +eligible since 2026-01-10/,
      /Level 1 and 2 +Brightcall AV \(BRIGHTCALL\)/,
      /2026-03-19 16:00 ! overdue: nobody had taken it up/,
    ]) {
      expect(stdout).toMatch(line);
    }
  });

  it('says who overrode a refusal, and why', async () => {
    const { stdout } = await ask('case', 'show', 'C-00000002');
    expect(stdout.replace(/\s+/g, ' ')).toContain('Verdict then ineligible; opened all the same by service-manager: hospital');
  });

  it('tells a reported case by its files, and times that are no more than bounds as such', async () => {
    const { stdout } = await ask('case', 'show', '4711', '--party', 'BRIGHTCALL');
    expect(stdout).toMatch(/^ {2}2026-02-02 09:00 opened \(cases.csv:2\)$/m);
    expect(stdout).toMatch(/^≤ 2026-02-03 06:00 escalated to level 2 \(cases-2.csv:2\)$/m);
    expect(stdout).toContain('in a system of its own');
  });

  it('asks which one is meant, and knows when there is none', async () => {
    expect(await ask('case', 'show', '4711')).toMatchObject({ code: 2, stderr: expect.stringContaining('NORTHGATE') as string });
    const { code, stdout } = await ask('case', 'show', 'C-9', '--json');
    expect([code, (JSON.parse(stdout) as { error: { code: string } }).error.code]).toEqual([2, 'CASE_UNKNOWN']);
  });
});

it('asset shows the open cases of the unit, a line each', async () => {
  const { stdout } = await ask('asset', 'VX000001', '--product', 'VX-200');
  expect(stdout).toMatch(/Open cases\n {2}- C-00000001: new, severity 1, kept by BRIGHTCALL, ! overdue\n/);
  expect(stdout).not.toContain('4711');
});

it.each([
  ['a severity that does not exist', ['VX000001', '--severity', '5', '--summary', 'x', '--by', 'desk'], 'Expected 1, 2, 3 or 4'],
  ['an override without a reason', ['VX000001', '--severity', '1', '--summary', 'x', '--by', 'desk', '--override'], 'belong together'],
  ['a name with blanks in it', ['VX000001', '--severity', '1', '--summary', 'x', '--by', 'desk', '--id', 'Ms Example'], 'Expected letters'],
])('case open refuses %s', async (_, args, message) => {
  expect(await ask('case', 'open', ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) as string });
});
