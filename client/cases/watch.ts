/** Each open case that is kept here has a workflow that watches its clock; one that is lost is started again from the registry. */

import type { Client } from '@temporalio/client';
import { readSnapshot } from '../../registry/snapshot.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import { caseWorkflowId, taskQueues, type CaseInput } from '../../schemas/runs.js';
import type { caseWorkflow } from '../../workflows/case.js';

/** Does nothing when it is watched already. */
export async function watchCase(client: Client, input: CaseInput): Promise<void> {
  await client.workflow.start<typeof caseWorkflow>('case', {
    workflowId: caseWorkflowId(input.case_id),
    taskQueue: taskQueues.ingest,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
}

/** @returns how many were started. A program without cases is asked one question of its snapshot, and the server none. */
export async function watchOpenCases(client: Client, home: string): Promise<number> {
  const open = await openCases(home);
  if (open.length === 0) return 0;
  const query = "WorkflowType = 'case' AND ExecutionStatus = 'Running'";
  if ((await client.workflow.count(query)).count >= open.length) return 0;
  const watched = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query, pageSize: 1_000 })) watched.add(workflowId);
  const lost = open.filter((id) => !watched.has(caseWorkflowId(id)));
  for (const case_id of lost) await watchCase(client, { case_id });
  return lost.length;
}

async function openCases(home: string): Promise<string[]> {
  try {
    const rows = await readSnapshot<{ case_id: string }>(
      home,
      "SELECT case_id FROM core.service_case WHERE origin = 'assurance' AND status <> 'closed' ORDER BY case_id",
    );
    return rows.map((row) => row.case_id);
  } catch (error) {
    // Before the first publication there is no case, and a snapshot of an earlier version has none.
    if (error instanceof AssuranceError && error.code === 'SNAPSHOT_MISSING') return [];
    if (error instanceof Error && /service_case does not exist/.test(error.message)) return [];
    throw error;
  }
}
