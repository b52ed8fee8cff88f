import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  messages,
  taskQueues,
  type Answered,
  type PlannedSight,
  type PullInput,
  type PullResult,
  type Submission,
} from '../../schemas/runs.js';
import { rootFailure } from '../../workflows/failure.js';
import { temporalServer, type Server } from './support/temporal.js';

let server: Server;
beforeAll(async () => (server = await temporalServer()) && undefined);
afterAll(() => server.stop());

const input: PullInput = { source: { source_id: 's', feed: 'pos', party_id: 'P' } };
const pull = (workflowId: string): Promise<PullResult> =>
  server.client.workflow.execute('pull', { workflowId, taskQueue: taskQueues.ingest, args: [input] });

/** Of a source with very many files: every hundredth is new. */
const files = 1_200;
const sights = Array.from({ length: files }, (_, n): PlannedSight => ({
  delivery_id: `d${n}`,
  sighting_id: `s${n}`,
  bytes: 10,
  fresh: n % 100 === 0,
}));
const submitted: Submission[] = [];

const activities = {
  takeDeliveries: async () => ({ taken: files, refusals: 1, waiting: 0 }),
  classify: async () => ({ todo: files, bytes: 120, duplicates: files - 12 }),
  pageOfPlan: async ({ offset, limit }: { offset: number; limit: number }) => sights.slice(offset, offset + limit),
  judgeDelivery: async ({ delivery_id }: { delivery_id: string }) => {
    if (delivery_id === 'd300') throw ApplicationFailure.nonRetryable('no', 'MACHINE_FAULT');
    return { delivery_id, status: 'accepted', rows_read: 2, rows_accepted: 2, rows_rejected: 0, error_code: null };
  },
  submitToReconciler: async (submission: Submission) => {
    submitted.push(submission);
    const failed = submission.delivery_ids.includes('d700') ? [{ delivery_id: 'd700', code: 'STAGING_MISSING' }] : [];
    const answer: Answered = { submission_id: submission.submission_id!, failed };
    await server.client.workflow.getHandle(submission.answer_to!).signal(messages.answered, answer);
  },
};

describe('a pull of very many files', () => {
  test('goes through them page by page, each in a run of its own, and names what failed on the way', async () => {
    const { failed, ...result } = await server.serving(activities, () => pull('many'));
    expect(result).toEqual({
      source_id: 's',
      pull_id: 'many',
      bytes: 120,
      statuses: { accepted: 11, duplicate: 1_188 },
      rows_read: 22,
      rows_accepted: 22,
      rows_rejected: 0,
      failures: 2,
    });
    expect(failed).toEqual([
      { delivery_id: 'd300', code: 'MACHINE_FAULT' },
      { delivery_id: 'd700', code: 'STAGING_MISSING' },
    ]);
    // Refusals are told once; only the last page has to be readable before the pull ends.
    expect(submitted.map((s) => [s.delivery_ids.length, s.sighting_ids.length, s.refusals_of, s.wait_for])).toEqual([
      [4, 495, 'many', 'committed'],
      [5, 495, undefined, 'committed'],
      [2, 198, undefined, 'published'],
    ]);
    const runs = [];
    for await (const run of server.client.workflow.list({ query: `WorkflowId = 'many'` })) runs.push(run.status.name);
    expect(runs.sort()).toEqual(['COMPLETED', 'CONTINUED_AS_NEW', 'CONTINUED_AS_NEW']);
  });

  test('fails at once when a step returns more than Temporal carries', async () => {
    const tooMuch = { ...activities, takeDeliveries: async () => ({ taken: 'x'.repeat(3_000_000), refusals: 0, waiting: 0 }) };
    const error = await server.serving(tooMuch, () => pull('large').catch((e: unknown) => e));
    expect(error).toBeInstanceOf(WorkflowFailedError);
    expect(rootFailure(error)).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', terminal: true });
  });
});
