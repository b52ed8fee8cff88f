import type { Client } from '@temporalio/client';
import { taskQueues } from '../schemas/runs.js';
import type { decide as decideWorkflow } from '../workflows/decide.js';

/** Verdicts of today, published. */
export async function decide(client: Client): Promise<{ assets_changed: number }> {
  return client.workflow.execute<typeof decideWorkflow>('decide', {
    workflowId: `decide-${new Date().toISOString()}`,
    taskQueue: taskQueues.ingest,
  });
}
