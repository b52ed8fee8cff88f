import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { submitAndWait as submit } from '../../activities/submit.js';
import { messages, reconcileId, type BatchInput, type ReconcileReport, type Submission } from '../../schemas/runs.js';
import { temporalServer, type Server } from './support/temporal.js';

let server: Server;
beforeAll(async () => (server = await temporalServer()) && undefined);
afterAll(() => server.stop());

/** A registry that only remembers, and refuses what a test says. */
class FakeRegistry {
  readonly batches: BatchInput[] = [];
  published = 0;
  /** Committed, and not published since. */
  private dirty = new Set<string>();
  readonly readable = new Set<string>();

  constructor(private readonly refuse: (batch: BatchInput) => ApplicationFailure | undefined = () => undefined) {}

  readonly activities = {
    reconcileBatch: async (batch: BatchInput) => {
      // Long enough for others to come meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 100));
      this.batches.push(batch);
      const failure = this.refuse(batch);
      if (failure !== undefined) throw failure;
      for (const id of batch.delivery_ids) this.dirty.add(id);
      return { assets_changed: 1 };
    },
    publish: async () => {
      this.published += 1;
      for (const id of this.dirty) this.readable.add(id);
      this.dirty.clear();
    },
  };
}

const of = (...delivery_ids: string[]): Submission => ({ delivery_ids, sighting_ids: [], wait_for: 'published' });
const lastRun = () => server.client.workflow.getHandle(reconcileId).result() as Promise<ReconcileReport>;

describe('the reconciler', () => {
  test('commits together what waits, and publishes once for all who wait', async () => {
    const registry = new FakeRegistry();
    await server.serving(registry.activities, async () => {
      const ids = Array.from({ length: 9 }, (_, n) => `d${n}`);
      const answers = await Promise.all(
        ids.map(async (id) => {
          const answer = await submit(server.client, of(id));
          expect(registry.readable, 'an answer comes when readers can see it').toContain(id);
          return answer;
        }),
      );
      expect(answers).toEqual(ids.map(() => ({ failed: [] })));
      await lastRun();
    });
    expect(registry.batches.length).toBeLessThan(9);
    expect(registry.batches.flatMap((b) => b.delivery_ids).sort()).toEqual(Array.from({ length: 9 }, (_, n) => `d${n}`));
    expect(new Set(registry.batches.map((b) => b.batch_id)).size).toBe(registry.batches.length);
    expect(registry.published).toBeLessThan(9);
  });

  test('commits what was asked for together in one commit, however far apart it comes', async () => {
    const registry = new FakeRegistry();
    const group = { id: 'g', size: 3 };
    await server.serving(registry.activities, async () => {
      const members = ['g1', 'g2'].map((id) => submit(server.client, { ...of(id), group }));
      await submit(server.client, of('alone'));
      expect(registry.batches.map((b) => b.delivery_ids)).toEqual([['alone']]);
      await submit(server.client, { ...of(), group });
      await Promise.all(members);
      await lastRun();
    });
    expect(registry.batches.map((b) => b.delivery_ids.sort())).toEqual([['alone'], ['g1', 'g2']]);
  });

  test('waits for a group as long as somebody of it says that more is to come', { timeout: 90_000 }, async () => {
    const registry = new FakeRegistry();
    const group = { id: 'long', size: 2 };
    await server.serving(registry.activities, async () => {
      const first = submit(server.client, { ...of('l1'), group });
      // Longer than for a group of which nothing is heard.
      for (let reminders = 0; reminders < 4; reminders += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10_000));
        await server.client.workflow.getHandle(reconcileId).signal(messages.staying, group.id);
      }
      expect(registry.batches).toEqual([]);
      await Promise.all([first, submit(server.client, { ...of('l2'), group })]);
      await lastRun();
    });
    expect(registry.batches.map((b) => b.delivery_ids.sort())).toEqual([['l1', 'l2']]);
  });

  test('answers who needs no publication as soon as it is committed, and publishes by itself when nobody comes any more', async () => {
    const registry = new FakeRegistry();
    await server.serving(registry.activities, async () => {
      await submit(server.client, { ...of('x1'), wait_for: 'committed' });
      await submit(server.client, { ...of('x2'), wait_for: 'committed' });
      expect(registry.published).toBe(0);
      await lastRun();
    });
    expect(registry.published).toBe(1);
    expect([...registry.readable]).toEqual(['x1', 'x2']);
  });

  test('names the one delivery that fails, commits all others, and ends as a failed run', async () => {
    const bad = ApplicationFailure.nonRetryable('no', 'STAGING_MISSING');
    const registry = new FakeRegistry((b) => (b.delivery_ids.includes('bad') ? bad : undefined));
    await server.serving(registry.activities, async () => {
      const ids = ['g1', 'g2', 'bad', 'g3', 'g4', 'g5'];
      expect(await submit(server.client, { ...of(...ids), sighting_ids: ['s1'] })).toEqual({
        failed: [{ delivery_id: 'bad', code: 'STAGING_MISSING' }],
      });
      const ended = await lastRun().catch((error: unknown) => error as WorkflowFailedError);
      expect(ended).toBeInstanceOf(WorkflowFailedError);
      expect((ended as WorkflowFailedError).cause).toMatchObject({
        type: 'STAGING_MISSING',
        details: [{ failures: 1, deliveries: 5, failed: [{ delivery_id: 'bad', code: 'STAGING_MISSING' }] }],
      });
    });
    expect([...registry.readable].sort()).toEqual(['g1', 'g2', 'g3', 'g4', 'g5']);
    expect(registry.batches.filter((b) => b.sighting_ids.length > 0 && b.delivery_ids.length === 0)).toHaveLength(1);
  });

  test('does not look for the culprit when the registry itself fails: all are named', async () => {
    // Retried a few times by Temporal, then given up.
    const full = ApplicationFailure.create({ type: 'MACHINE_FAULT', message: 'disk full', nonRetryable: false, nextRetryDelay: 1 });
    const registry = new FakeRegistry((b) => (b.delivery_ids.length > 0 ? full : undefined));
    await server.serving(registry.activities, async () => {
      const { failed } = await submit(server.client, of('f1', 'f2'));
      expect(failed).toEqual([
        { delivery_id: 'f1', code: 'MACHINE_FAULT' },
        { delivery_id: 'f2', code: 'MACHINE_FAULT' },
      ]);
      await lastRun().catch(() => undefined);
    });
    expect(registry.batches.length).toBeGreaterThan(1);
    expect(registry.batches.every((b) => b.delivery_ids.length === 2)).toBe(true);
  });
});
