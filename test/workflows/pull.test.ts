import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { good, bad, endUser, Program, shipments, up, type Running } from './support/program.js';

let it: Running;

beforeAll(async () => {
  const program = new Program([
    { id: 'shipped', feed: 'shipments' },
    { id: 'north' },
    { id: 'south' },
    { id: 'strict' },
    { id: 'gone' },
    { id: 'twice' },
    { id: 'seen' },
  ]);
  program.put('shipped', 's.csv', shipments('A1', 'A2', 'B1'));
  it = await up(program);
});
afterAll(async () => {
  await it.stop();
  it.program.remove();
});

const statuses = (report: { deliveries: { file_name: string; status: string }[] }) =>
  Object.fromEntries(report.deliveries.map((d) => [d.file_name, d.status]));

describe('a pull', () => {
  test('takes, judges, reconciles and publishes, and tells of every file', async () => {
    it.program.put('north', 'n1.csv', good('A1'));
    const report = await it.client.pull({ sources: ['shipped', 'north'] });
    expect(report.deliveries).toEqual([
      {
        source_id: 'shipped',
        file_name: 's.csv',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        status: 'accepted',
        rows_read: 3,
        rows_accepted: 3,
        rows_rejected: 0,
      },
      {
        source_id: 'north',
        file_name: 'n1.csv',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        status: 'accepted',
        rows_read: 1,
        rows_accepted: 1,
        rows_rejected: 0,
      },
    ]);
    expect(report.assets).toMatchObject({ total: 3, eligible: 1, in_channel: 2 });
    expect(report.problems).toEqual([]);
  });

  test('of a source that cannot be listed stops no other, and says why and for whom it waits', async () => {
    rmSync(`${it.program.folder}/in/gone`, { recursive: true });
    it.program.put('south', 'so.csv', good('A2'));
    const report = await it.client.pull({ sources: ['gone', 'south'] });
    expect(statuses(report)).toEqual({ 'so.csv': 'accepted' });
    expect(report.problems).toEqual([
      { source_id: 'gone', code: 'SOURCE_FOLDER_MISSING', message: expect.stringContaining('in/gone'), waits_for: 'operations' },
    ]);
  });

  test('sees the same bytes again as duplicates, also under another name in one listing', async () => {
    it.program.put('twice', 'a.csv', good('B1'));
    it.program.put('twice', 'b.csv', good('B1'));
    const first = await it.client.pull({ sources: ['twice'] });
    expect(Object.values(statuses(first)).sort()).toEqual(['accepted', 'duplicate']);
    for (let n = 0; n < 2; n++) {
      const again = await it.client.pull({ sources: ['twice'] });
      expect(statuses(again)).toEqual({ 'a.csv': 'duplicate', 'b.csv': 'duplicate' });
      expect(again.assets).toEqual(first.assets);
    }
  });

  test('that sees a held delivery again says that it is held', async () => {
    it.program.put('strict', 'h.csv', bad('A1', 'A2'));
    for (let n = 0; n < 2; n++) {
      const report = await it.client.pull({ sources: ['strict'] });
      expect(statuses(report)).toEqual({ 'h.csv': 'held' });
      expect(report.problems).toMatchObject([{ source_id: 'strict', code: 'REJECT_SHARE_EXCEEDED', waits_for: 'operations' }]);
    }
  });

  test('of a source beside another pull of it gives both the same answer', async () => {
    for (let n = 0; n < 5; n++) it.program.put('seen', `${n}.csv`, good(`S${n}`));
    const [one, other] = await Promise.all([it.client.pull({ sources: ['seen'] }), it.client.pull({ sources: ['seen'] })]);
    // Whoever came second may see what the first had committed already.
    for (const report of [one, other]) {
      expect(report.problems).toEqual([]);
      expect(new Set(report.deliveries.map((d) => d.status))).toEqual(
        new Set(report.deliveries.map((d) => (d.status === 'duplicate' ? 'duplicate' : 'accepted'))),
      );
    }
    expect(one.assets.total).toBe(other.assets.total);
  });

  test('refuses a source that the project does not have', async () => {
    await expect(it.client.pull({ sources: ['nowhere'] })).rejects.toMatchObject({ code: 'SOURCE_UNKNOWN', kind: 'usage' });
  });

  test('tells its progress', async () => {
    it.program.put('north', 'big.csv', good(...Array.from({ length: 20_000 }, (_, n) => `P${n}`)));
    const phases = new Set<string>();
    await it.client.pull({ sources: ['north'], onProgress: (p) => phases.add(p.phase) });
    expect(phases).toContain('rows');
    expect([...phases].at(-1)).toBe('done');
  });
});

describe('Temporal', () => {
  test('finds runs by source, feed, party and status', async () => {
    const query = `WorkflowType = 'ingest' AND source = 'strict' AND feed = 'pos' AND party = 'NORTHGATE' AND status = 'held'`;
    const found = [];
    for await (const run of it.temporal.workflow.list({ query })) found.push(run.workflowId);
    expect(found).toHaveLength(1);
    expect((await it.temporal.workflow.count(`WorkflowType = 'pull' AND source = 'gone' AND status = 'failed'`)).count).toBe(1);
  });

  test('keeps no end user, no file name and no serial in any history', async () => {
    let seen = '';
    for await (const { history, workflowId } of it.temporal.workflow.list().intoHistories()) {
      const text = textsIn(history).join('\n');
      const leaked = [endUser, 'Zebulon', 'Main Street', '.csv', '"A1"'].filter((planted) => text.includes(planted));
      expect(leaked, workflowId).toEqual([]);
      seen += text;
    }
    // The search itself finds what is there.
    expect(seen.includes('NORTHGATE') && seen.includes('REJECT_SHARE_EXCEEDED') && seen.includes('rows_read')).toBe(true);
  });
});

/** Every text of a history, also those inside payloads. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
