import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, onTestFinished } from 'vitest';
import type { AssuranceError } from '../../schemas/errors/error.js';
import { bad, call, good, posFile, Program, sale, shipments, up, type Running } from './support/program.js';

let it: Running;

beforeAll(async () => {
  const program = new Program([
    { id: 'shipped', feed: 'shipments' },
    { id: 'released' },
    { id: 'discarded' },
    { id: 'resubmitted' },
    { id: 'again' },
  ]);
  program.put('shipped', 's.csv', shipments('R1', 'R2', 'D1', 'C1'));
  it = await up(program);
  await it.client.pull({ sources: ['shipped'] });
});
afterAll(async () => {
  await it.stop();
  it.program.remove();
});

/** The id of the one delivery of a source that is held. */
async function hold(source: string, content: string): Promise<string> {
  it.program.put(source, `${source}.csv`, content);
  const { problems } = await it.client.pull({ sources: [source] });
  expect(problems).toMatchObject([{ code: 'REJECT_SHARE_EXCEEDED' }]);
  return problems[0]!.delivery_id!;
}

const by = { by: 'service manager', reason: 'spoke with the partner' };

describe('a held delivery', () => {
  test('enters the registry when it is released, and the answer says with what', async () => {
    const delivery = await hold('released', posFile(sale('R1', 'N/A'), sale('R2', 'N/A'), sale('R3', 'N/A'), sale('R2'), sale('R4')));
    const answer = await it.client.release({ delivery: delivery.slice(0, 12), ...by });
    expect(answer).toMatchObject({
      kind: 'release',
      delivery_id: delivery,
      status: 'partial',
      rows_read: 5,
      rows_accepted: 2,
      rows_rejected: 3,
    });
    const report = await it.client.pull({ sources: ['released'] });
    expect(report.deliveries).toMatchObject([{ status: 'duplicate' }]);
    expect(report.problems).toEqual([]);
  });

  test('is left out for good when it is discarded, and waits no more', async () => {
    const delivery = await hold('discarded', bad('D1'));
    expect(await it.client.discard({ delivery, ...by })).toMatchObject({ status: 'discarded' });
    await expect(it.client.release({ delivery, ...by })).rejects.toMatchObject({ code: 'DELIVERY_NOT_HELD' });
    expect(await it.client.runs()).not.toContainEqual(expect.objectContaining({ status: 'waits', source: 'discarded' }));
  });

  test('gives way to a corrected file', async () => {
    const delivery = await hold('resubmitted', bad('C1'));
    const file = join(it.program.folder, 'corrected.csv');
    const unchanged = it.program.put('resubmitted', 'same.part', bad('C1'));
    await expect(it.client.resubmit({ delivery, file: unchanged, ...by })).rejects.toMatchObject({ code: 'RESUBMIT_UNCHANGED' });
    writeFileSync(file, good('C1'));
    const answer = await it.client.resubmit({ delivery, file, ...by });
    expect(answer).toMatchObject({ kind: 'resubmit', status: 'discarded', corrected: { status: 'accepted', rows_accepted: 1 } });
    expect(answer.corrected!.delivery_id).not.toBe(delivery);
  });

  test('takes one decision: the same again gets the same answer, another one is refused', async () => {
    const delivery = await hold('again', bad('D1', 'R1'));
    const outcomes = await Promise.allSettled([
      it.client.release({ delivery, ...by }),
      it.client.release({ delivery, ...by }),
      it.client.discard({ delivery, ...by }),
    ]);
    const answers = outcomes.flatMap((o) => (o.status === 'fulfilled' ? [o.value.decision_id] : []));
    expect(new Set(answers).size).toBe(1);
    const refused = outcomes.flatMap((o) => (o.status === 'rejected' ? [(o.reason as AssuranceError).code] : []));
    // Too late comes also who asks when it is carried out.
    expect(refused.length).toBeGreaterThan(0);
    for (const code of refused) expect(['DELIVERY_ALREADY_DECIDED', 'DELIVERY_NOT_HELD']).toContain(code);
  });

  test('that nobody holds is no ground for a decision', async () => {
    await expect(it.client.release({ delivery: 'dffffffff', ...by })).rejects.toMatchObject({ code: 'DELIVERY_UNKNOWN' });
  });
});

test('a held delivery can be decided after Temporal lost its database, also by a command that starts its own engine', async () => {
  const program = new Program([{ id: 'lost' }]);
  onTestFinished(() => program.remove());
  program.put('lost', 'l.csv', bad('L1'));
  const first = await call(program, (client) => client.pull());
  const delivery = first.problems[0]!.delivery_id!;
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(program.folder, 'var', `temporal.sqlite${suffix}`), { force: true });
  const answer = await call(program, (client) => client.release({ delivery, ...by }));
  expect(answer).toMatchObject({ delivery_id: delivery, status: 'rejected', rows_rejected: 1 });
});
