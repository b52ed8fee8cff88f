/** Puts what a named role decided on record: the same decision twice is one run and one row. */

import type { Client } from '@temporalio/client';
import type { Decision } from '../schemas/delivery.js';
import { recordDecisionId, taskQueues } from '../schemas/runs.js';
import type { recordDecision as recordDecisionWorkflow } from '../workflows/record-decision.js';

/** @returns once it is committed and published: whether the same decision was on record before. */
export function recordDecision(client: Client, decision: Decision): Promise<{ already_recorded: boolean }> {
  return client.workflow.execute<typeof recordDecisionWorkflow>('recordDecision', {
    workflowId: recordDecisionId(decision.decision_id),
    taskQueue: taskQueues.ingest,
    args: [decision],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
}
