import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readSnapshot } from '../../client/read.js';
import { bad, call, good, posFile, Program, sale, up, type Running } from './support/program.js';
import { killDuring } from './support/kill.js';

let it: Running;
beforeAll(async () => {
  it = await up(new Program([{ id: 'gone' }, { id: 'held' }, { id: 'damaged' }, { id: 'unreadable' }]));
});
afterAll(async () => {
  await it.stop();
  it.program.remove();
});

const newest = async (source: string | null, kind: string) => (await it.client.runs()).find((r) => r.source === source && r.kind === kind)!;

/** A run that has failed; the list of runs follows the runs by a moment. */
const newestFailed = (source: string | null, kind: string) =>
  vi.waitFor(
    async () => {
      const run = await newest(source, kind);
      expect(run).toMatchObject({ status: 'failed' });
      return run;
    },
    { timeout: 20_000, interval: 250 },
  );

describe('runs', () => {
  test('that failed are listed with the reason, and can be run again until they are done, and after that', async () => {
    const folder = join(it.program.folder, 'in', 'gone');
    rmSync(folder, { recursive: true });
    await it.client.pull({ sources: ['gone'] });
    const failed = await newest('gone', 'pull');
    expect(failed).toMatchObject({
      status: 'failed',
      reason: { code: 'SOURCE_FOLDER_MISSING', message: expect.stringContaining('source gone') },
    });
    expect(await it.client.rerun(failed.run)).toMatchObject({
      of: failed.run,
      status: 'failed',
      reason: { code: 'SOURCE_FOLDER_MISSING' },
    });

    mkdirSync(folder);
    it.program.put('gone', 'g.csv', good('G1'));
    const first = await it.client.rerun(failed.run);
    expect(first).toMatchObject({ of: failed.run, kind: 'pull', source: 'gone', status: 'done', reason: null });
    expect(await it.client.rerun(first.run)).toMatchObject({ of: first.run, status: 'done' });
    expect((await it.client.pull({ sources: ['gone'] })).deliveries).toMatchObject([{ file_name: 'g.csv', status: 'duplicate' }]);
  });

  test('that wait for a person say so, and are not run again', async () => {
    it.program.put('held', 'h.csv', bad('H1'));
    await it.client.pull({ sources: ['held'] });
    const waiting = await newest('held', 'ingest');
    expect(waiting).toMatchObject({ status: 'waits', waits: expect.stringContaining('release') });
    await expect(it.client.rerun(waiting.run)).rejects.toMatchObject({ code: 'RUN_NOT_OVER' });
  });

  test('of a reconciliation that failed commit what it could not, when they are run again', async () => {
    it.program.put('damaged', 'd.csv', posFile(sale('D1', 'N/A'), sale('D2', 'N/A'), sale('D3')));
    const { problems } = await it.client.pull({ sources: ['damaged'] });
    const delivery = problems[0]!.delivery_id!;
    const accepted = join(it.loaded.staging, delivery, 'accepted.parquet');
    copyFileSync(accepted, `${accepted}.kept`);
    writeFileSync(accepted, 'damaged');
    await expect(it.client.release({ delivery, by: 'x', reason: 'y' })).rejects.toMatchObject({ code: 'INTERNAL' });
    const failed = await newestFailed(null, 'reconcile');
    expect(failed).toMatchObject({ status: 'failed', reason: { code: 'INTERNAL' } });
    await newestFailed('damaged', 'ingest');

    copyFileSync(`${accepted}.kept`, accepted);
    expect(await it.client.rerun(failed.run)).toMatchObject({ of: failed.run, kind: 'reconcile', status: 'done' });
    expect((await it.client.pull({ sources: ['damaged'] })).deliveries).toMatchObject([{ status: 'duplicate' }]);
    // The run that had carried the decision finds it done.
    expect(await it.client.rerun((await newest('damaged', 'ingest')).run)).toMatchObject({ kind: 'ingest', status: 'done' });
  });

  test('of a file that could not be read judge it anew from the store', async () => {
    it.program.put('unreadable', 'u.csv', '<html><body>Sign in</body></html>\n');
    await it.client.pull({ sources: ['unreadable'] });
    const failed = await newest('unreadable', 'ingest');
    expect(failed).toMatchObject({ status: 'failed', reason: { code: expect.stringMatching(/^[A-Z_]+$/) } });
    expect(await it.client.rerun(failed.run)).toMatchObject({ status: 'failed', reason: failed.reason });
  });

  test('that do not exist, and beginnings that several have, are refused', async () => {
    await expect(it.client.rerun('pull-nowhere')).rejects.toMatchObject({ code: 'RUN_UNKNOWN' });
    await expect(it.client.rerun(`' OR 1 = 1`)).rejects.toMatchObject({ code: 'RUN_UNKNOWN' });
    await expect(it.client.rerun('pull-')).rejects.toMatchObject({ code: 'RUN_AMBIGUOUS' });
  });
});

test('a delivery is judged again by its id, with its source as it is now: one that has rejected rows, and one that is held', async () => {
  const program = new Program([{ id: 'some' }, { id: 'all' }]);
  onTestFinished(() => program.remove());
  program.put('some', 's.csv', good('S1', 'S2').replace('US\n', 'Amerika\n'));
  program.put('all', 'a.csv', good('A1', 'A2').replaceAll('US\n', 'Amerika\n'));
  const { home } = await program.load();
  const standing = () =>
    readSnapshot<{ delivery_id: string; source_id: string; status: string }>(
      home,
      'SELECT delivery_id, source_id, status FROM deliveries ORDER BY source_id DESC, status',
    );
  await call(program, (client) => client.pull());
  const [some, all] = await standing();
  expect([some?.status, all?.status]).toEqual(['partial', 'held']);

  program.writeProject([{ id: 'some' }, { id: 'all' }].map((s) => ({ ...s, more: ['values: { end_user_country: { Amerika: US } }'] })));
  await call(program, async (client) => {
    for (const { delivery_id } of [some!, all!]) {
      expect(await client.rerun(delivery_id.slice(0, 9))).toMatchObject({ of: `ingest-${delivery_id}`, kind: 'ingest', status: 'done' });
    }
    const every = await client.runs({ deliveries: true });
    for (const { delivery_id } of [some!, all!]) expect(every.some((r) => r.run.startsWith(`ingest-${delivery_id}`))).toBe(true);
    expect((await client.runs()).some((r) => r.run.startsWith(`ingest-${some!.delivery_id}`))).toBe(false);
    await expect(client.rerun('d0000000')).rejects.toMatchObject({ code: 'RUN_UNKNOWN' });
  });
  expect((await standing()).map(({ status }) => status)).toEqual(['accepted', 'accepted']);

  // What Temporal has forgotten is known by the registry.
  for (const suffix of ['', '-shm', '-wal']) rmSync(join(home, `temporal.sqlite${suffix}`), { force: true });
  expect(await call(program, (client) => client.rerun(some!.delivery_id))).toMatchObject({ kind: 'ingest', status: 'done' });
});

test('a run whose engine was killed goes on with the next one', async () => {
  const program = new Program([{ id: 'big' }]);
  onTestFinished(() => program.remove());
  program.put('big', 'b.csv', good(...Array.from({ length: 60_000 }, (_, n) => `K${n}`)));
  const staging = join(program.folder, 'var', 'staging');
  const judging = () => existsSync(staging) && readdirSync(staging).some((name) => name.startsWith('d'));
  expect(await killDuring(program.folder, ['pull'], judging)).toBe(true);

  const runs = await call(program, async (client) => {
    const report = await client.pull();
    expect(report.problems).toEqual([]);
    expect(report.deliveries).toMatchObject([{ rows_read: 60_000, rows_accepted: 60_000 }]);
    return client.runs();
  });
  expect(runs.filter((r) => r.kind === 'pull')).toHaveLength(2);
  const later = await call(program, (client) => client.runs());
  expect(later.filter((r) => r.kind === 'pull').map((r) => r.status)).toEqual(['done', 'done']);
});
