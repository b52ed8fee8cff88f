/** Runs that a killed engine left behind go on with this one; they get a while to end before it is stopped. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../workers/engine.js';

/** The server notices after ten seconds that the worker of an activity is gone. */
const patienceMs = 20_000;
const goingOn = `ExecutionStatus = 'Running' AND WorkflowType IN ('pull', 'reconcile', 'decide', 'recordDecision')`;

/** What does not end in time goes on with the next engine. */
export async function drain({ client }: Engine, log: (line: string) => void): Promise<void> {
  const start = Date.now();
  let told = false;
  // The list lags a little behind, so each run is asked whether it still runs.
  for await (const { workflowId, runId } of client.workflow.list({ query: goingOn })) {
    const run = client.workflow.getHandle(workflowId, runId);
    while ((await run.describe()).status.name === 'RUNNING') {
      if (Date.now() - start > patienceMs) return;
      if (!told && Date.now() - start > 1_000) log('finishing what an earlier command had begun');
      told ||= Date.now() - start > 1_000;
      await sleep(100);
    }
  }
}
