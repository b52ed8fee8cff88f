/** The activities as workflows call them: queue, patience and retries of each. */

import { proxyActivities, proxyLocalActivities, type ActivityOptions } from '@temporalio/workflow';
import type { IngestActivities } from '../activities/ingest.js';
import type { PullActivities } from '../activities/pull.js';
import type { RegistryActivities } from '../activities/registry.js';
import type { SubmitActivities } from '../activities/submit.js';
import type { JudgedRef } from '../schemas/delivery.js';
import { taskQueues } from '../schemas/runs.js';

const patience: ActivityOptions = {
  startToCloseTimeout: '2 hours',
  scheduleToCloseTimeout: '8 hours',
  // A worker that was killed is noticed after this long. Every door beats each two seconds.
  heartbeatTimeout: '10 seconds',
  retry: {
    initialInterval: '1 second',
    backoffCoefficient: 2,
    maximumInterval: '30 seconds',
    // A command that is stopped in the middle spends an attempt.
    maximumAttempts: 6,
    // Temporal retries a result that is over its limit for ever unless told not to.
    nonRetryableErrorTypes: ['PayloadsTooLarge'],
  },
};

export const pullDoors = proxyActivities<PullActivities & SubmitActivities>({ ...patience, taskQueue: taskQueues.pull });
export const registryDoors = proxyActivities<RegistryActivities>({ ...patience, taskQueue: taskQueues.registry });

const ingestDoors = proxyActivities<IngestActivities>({ ...patience, taskQueue: taskQueues.ingest });
const atHand = proxyLocalActivities<IngestActivities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });
const smallBytes = 256 * 1024;

/**
 * A small file is judged by the worker that has its ingest in hand: handing it out as a task costs Temporal several times what judging costs. One that
 * fails there, or takes long because it is packed, is handed out like all others. Runs that were begun without a size go on as they began.
 */
export async function judgeFile(delivery: { delivery_id: string; source_id: string }, bytes = Infinity): Promise<JudgedRef> {
  if (bytes > smallBytes) return ingestDoors.judgeDelivery(delivery);
  return atHand.judgeDelivery(delivery).catch(() => ingestDoors.judgeDelivery(delivery));
}
