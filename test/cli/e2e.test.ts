import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PullReport } from '../../client/index.js';
import { assurance, assuranceJson, bin } from './run.js';

/** The project that `init` makes, pulled with the real engine. The tests build upon each other, as a day with the product does. */
let project = '';
beforeAll(async () => void (project = await realpath(await mkdtemp(path.join(tmpdir(), 'assurance-e2e-')))));
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 5 }));

const command = (...args: string[]) => assurance(project, args);

const json = <T = Record<string, unknown>>(...args: string[]) => assuranceJson<T>(project, args);

describe('a new project', () => {
  it('is made by init, once', async () => {
    const { code, document } = await json('init');
    expect(code).toBe(0);
    expect(document).toMatchObject({ project, files: expect.arrayContaining(['assurance.yaml']) as string[] });
    expect(await json('init')).toMatchObject({ code: 2, document: { error: { code: 'PROJECT_EXISTS' } } });
  });

  it('is pulled: the report of the design, progress on standard error, 3 because a row was rejected', async () => {
    const { code, document, stderr } = await json<PullReport>('pull');
    expect(code).toBe(3);
    expect(document).toMatchObject({
      assets: { total: 4, eligible: 1, grace: 1, ineligible: 1, in_channel: 1 },
      findings: { open: expect.any(Number) as number },
      published: path.join(project, 'var/published/registry.duckdb'),
      seconds: expect.any(Number) as number,
    });
    expect(document.deliveries).toContainEqual({
      source_id: 'eastwind-pos',
      file_name: 'pos-sample.csv',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      status: 'partial',
      rows_read: 2,
      rows_accepted: 1,
      rows_rejected: 1,
    });
    expect(document.problems).toEqual([expect.objectContaining({ source_id: 'eastwind-pos', waits_for: 'EASTWIND' })]);
    expect(stderr).toContain('eastwind-pos: reconciling');
  });

  it('is pulled again: the same bytes are duplicates and nothing waits', async () => {
    const { code, document } = await json<PullReport>('pull', 'eastwind-pos');
    expect(code).toBe(0);
    expect(document.deliveries).toEqual([expect.objectContaining({ status: 'duplicate' })]);
  });

  it('ends with 2 for a source that it does not have', async () => {
    expect(await json('pull', 'nowhere')).toMatchObject({ code: 2, document: { error: { code: 'SOURCE_UNKNOWN' } } });
  });

  it('tells of a source whose folder is gone, and pulls the others: 3 and one line', async () => {
    const folder = path.join(project, 'inbox/eastwind');
    await rename(folder, `${folder}-away`);
    const { code, stdout } = await command('pull');
    await rename(`${folder}-away`, folder);
    expect(code).toBe(3);
    expect(stdout).toContain('SOURCE_FOLDER_MISSING');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^! Waits for operations: eastwind-pos \(EASTWIND\): .*folder/);
    expect(stdout).toContain('3 files with bytes that are known already.');
  });
});

describe('what a pull leaves', () => {
  it('answers the service desk', async () => {
    const { stdout } = await command('asset', 'VX000001');
    expect(stdout.split('\n')[0]).toMatch(/^✓ Yes: .*VX000001, may be served\.$/);
    expect(stdout).toMatch(/✓ used {2}sale {2}pos-sample\.csv:2/);
  });

  it('is waived until a day by a named role, which is told again', async () => {
    const waive = () => json('waive', 'vx000002', '--until', '2099-12-31', '--by', 'service-manager', '--reason', 'promised');
    expect(await waive()).toMatchObject({ code: 0, document: { already_recorded: false, eligibility: 'eligible' } });
    expect(await waive()).toMatchObject({ code: 0, document: { already_recorded: true } });
    const { stdout } = await command('asset', 'VX000002');
    expect(stdout.split('\n')[0]).toContain('Yes, by waiver until 2099-12-31');
    expect(stdout).toContain('waived by service-manager until 2099-12-31: promised');
  });

  it('is exported for the partner', async () => {
    const { stdout } = await command('quarantine', 'list', '--json');
    const [delivery] = (JSON.parse(stdout) as { deliveries: { delivery_id: string }[] }).deliveries;
    const exported = await command('quarantine', 'export', delivery?.delivery_id ?? '');
    const [header, row] = (await readFile(exported.stdout.trim(), 'utf8')).split('\r\n');
    expect(header).toMatch(/;reason;fix;assurance_ref$/);
    expect(row).toMatch(/VX000002.*END_USER_ADDRESS_PO_BOX/);
  });

  it('shows in status and doctor', async () => {
    expect(await json('status')).toMatchObject({
      code: 3,
      document: { engine: { running: false }, waiting: [{ what: 'rows_rejected', waits_for: 'EASTWIND' }] },
    });
    expect(await json('doctor')).toMatchObject({ code: 0, document: { ok: true } });
  });
});

describe('a held delivery', () => {
  let held = '';

  it('waits for a person after the pull', async () => {
    const file = path.join(project, 'inbox/eastwind/pos-bad.csv');
    const sample = await readFile(path.join(project, 'inbox/eastwind/pos-sample.csv'), 'utf8');
    await writeFile(file, onlyPostOfficeBoxes(sample));
    const { code, stdout } = await command('pull', 'eastwind-pos');
    expect(code).toBe(3);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('! Waits for operations: eastwind-pos (EASTWIND): 1 file held');
    const { document } = await json<{ deliveries: { delivery_id: string; status: string }[] }>('quarantine', 'list');
    held = document.deliveries.find((d) => d.status === 'held')?.delivery_id ?? '';
  });

  it('is released by a role, and then not again', async () => {
    const release = () => json('quarantine', 'release', held.slice(0, 12), '--by', 'operations', '--reason', 'checked');
    expect(await release()).toMatchObject({ code: 0, document: { kind: 'release', delivery_id: held, status: 'rejected' } });
    expect(await release()).toMatchObject({ code: 2, document: { error: { code: 'DELIVERY_NOT_HELD' } } });
  });
});

describe('runs', () => {
  it('lists them, and runs one again', async () => {
    const { document } = await json<{ runs: { run: string; kind: string; source: string; status: string }[] }>('runs');
    const failed = document.runs.find((r) => r.status === 'failed' && r.kind === 'pull');
    expect(failed).toMatchObject({ source: 'eastwind-pos', reason: { code: 'SOURCE_FOLDER_MISSING' } });
    expect(await json('rerun', failed?.run ?? '')).toMatchObject({ code: 0, document: { of: failed?.run, status: 'done' } });
    expect(await json('rerun', 'nothing-like-it')).toMatchObject({ code: 2, document: { error: { code: 'RUN_UNKNOWN' } } });
  });
});

describe('up', () => {
  let up: ChildProcess;
  let ready: { address: string; schedules: { source: string | null }[] };

  beforeAll(async () => {
    up = spawn(process.execPath, [bin, 'up', '--json'], { cwd: project, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    for await (const piece of up.stdout ?? []) {
      text += String(piece);
      if (text.trimEnd().endsWith('\n}')) break;
    }
    ready = JSON.parse(text) as typeof ready;
  });
  afterAll(() => up.kill('SIGKILL'));

  it('has a schedule for the source with a cron line', () => {
    expect(ready.schedules).toContainEqual(expect.objectContaining({ source: 'eastwind-pos', paused: false }));
  });

  it('is used by a pull meanwhile, and by status', async () => {
    expect(await json('pull', 'eastwind-pos')).toMatchObject({ code: 0 });
    expect(await json('status')).toMatchObject({ document: { engine: { running: true, role: 'up', address: ready.address } } });
    expect(up.exitCode).toBeNull();
  });

  it('is there once for a project', async () => {
    expect(await json('up')).toMatchObject({ code: 1, document: { error: { code: 'ALREADY_UP' } } });
  });

  it('lets a schedule be paused and resumed', async () => {
    expect(await json('schedule', 'pause', 'eastwind-pos', '--reason', 'holidays')).toMatchObject({
      code: 0,
      document: { paused: true, note: 'holidays', next: null },
    });
    expect(await json('schedule', 'resume', 'eastwind-pos')).toMatchObject({ code: 0, document: { paused: false } });
    expect(await json('schedule', 'pause', 'nowhere')).toMatchObject({ code: 2, document: { error: { code: 'SCHEDULE_UNKNOWN' } } });
  });

  it('stops in good order when it is told to', async () => {
    up.kill('SIGTERM');
    const [code] = (await once(up, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect(await json('status')).toMatchObject({ document: { engine: { running: false } } });
  });
});

describe('a wrong project file', () => {
  it('ends with 2 and every problem with its place', async () => {
    const file = path.join(project, 'assurance.yaml');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('version: 1', 'version: 1\nnonsense: true').replace(/timezone: .*/, 'timezone: Atlantis/Deep'),
    );
    const { code, document } = await json<{ error: { code: string; problems: { line: number; key: string }[] } }>('pull');
    expect(code).toBe(2);
    expect(document.error.code).toBe('PROJECT_FILE_INVALID');
    expect(document.error.problems.map((p) => p.key).sort()).toEqual(['nonsense', 'timezone']);
  });
});

/** A second report in the layout of the first, in which every row breaks the contract. */
function onlyPostOfficeBoxes(sample: string): string {
  const [header = '', , bad = ''] = sample.trimEnd().split(/\r?\n/);
  return `${header}\n${[1, 2, 3].map((n) => bad.replaceAll('VX000002', `VX00099${n}`)).join('\n')}\n`;
}
