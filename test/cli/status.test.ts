import { describe, expect, it } from 'vitest';
import { fixtureProject } from './fixture.js';
import { assurance } from './run.js';

const project = fixtureProject();

describe('status', () => {
  it('shows sources, calendar, verdicts and what waits for whom, and ends with 3 when something waits', async () => {
    const { stdout, code } = await assurance(project.folder, ['status']);
    expect(code).toBe(3);
    expect(stdout).toMatch(/northgate-pos +NORTHGATE +pos +\? held 2026-03-03 +northgate-2026-02.csv +14 +10 +✗ 1 missing, due 2026-03-15/);
    expect(stdout).toContain('not running');
    expect(stdout).toContain('6 units, 2 open findings');
    expect(stdout).toMatch(/✓ eligible +3 {2}█+/);
    expect(stdout).toMatch(
      /operations +northgate-pos +northgate-2026-02.csv is held \(REJECT_SHARE_EXCEEDED\) +assurance quarantine show dbbbb2222/,
    );
    expect(stdout).toContain('6 units, 2 open findings, 1 partner in breach of PAMS');
    expect(stdout).toMatch(/WRONG +wrong-pos +report.csv could not be read \(NOT_CSV\)/);
    expect(stdout).toMatch(/NORTHGATE +northgate-pos +2 rejected rows to correct/);
    expect(stdout).toMatch(/NORTHGATE +northgate-pos +1 report missing, due since 2026-03-15/);
  });

  it('is one document with --json', async () => {
    const { stdout, stderr, code } = await assurance(project.folder, ['--json', 'status']);
    expect(code).toBe(3);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      project: { timezone: 'UTC', as_of: '2026-03-20' },
      engine: { running: false },
      assets: { total: 6, eligible: 3, grace: 1, ineligible: 1, in_channel: 1 },
      findings: { open: 2 },
      partners: { in_breach: ['BRIGHTCALL'] },
      sources: [
        {
          source_id: 'northgate-pos',
          last_delivery: { status: 'held' },
          reporting: [{ state: 'missing' }, { state: 'pending' }],
        },
        {},
        {},
      ],
      waiting: [
        { what: 'delivery_held', waits_for: 'operations' },
        { what: 'delivery_failed' },
        { what: 'rows_rejected' },
        { what: 'report_missing' },
      ],
    });
  });
});

describe('status before the first pull', () => {
  const fresh = fixtureProject({ published: false });

  it('says to pull, and that nothing waits', async () => {
    const { stdout, code } = await assurance('/', ['status', '--project', fresh.folder]);
    expect(code).toBe(0);
    expect(stdout).toContain('nothing yet: assurance pull');
    expect(stdout).toContain('Nothing waits for a person');
  });
});

describe('a project file that is missing or wrong', () => {
  it('ends with 2 and says where', async () => {
    const { stdout, code } = await assurance('/', ['status', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'PROJECT_FILE_MISSING', where: expect.stringContaining('assurance.yaml') as string },
    });
  });
});
