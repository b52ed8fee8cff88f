/** The way from a workflow to the reconciler: an Update that starts it when it does not run. */

import { WithStartWorkflowOperation, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure, type Workflow } from '@temporalio/common';
import { AssuranceError } from '../schemas/errors/error.js';
import { messages, reconcileId, taskQueues, type Submission, type SubmissionAnswer } from '../schemas/runs.js';
import { door } from './door.js';

export type SubmitActivities = ReturnType<typeof submitActivities>;

export function submitActivities(client: Client) {
  return {
    /**
     * Waits until the submission is committed, and published when it asks for that. Told twice it is reconciled twice, which changes
     * nothing: the registry knows what it has.
     */
    submitToReconciler: door(
      (input: Submission) => `${input.delivery_ids.length} deliveries for the registry`,
      async (input, { signal }): Promise<SubmissionAnswer> => {
        try {
          return await client.connection.withAbortSignal(signal, () => submit(client, input));
        } catch (error) {
          if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) throw error.cause;
          throw new AssuranceError('RECONCILER_SILENT', 'The reconciler did not answer.', { cause: error });
        }
      },
    ),
  };
}

/** @throws WorkflowUpdateFailedError when the reconciler could not do it; errors of transport as they are. */
export async function submit(client: Client, submission: Submission): Promise<SubmissionAnswer> {
  return client.workflow.executeUpdateWithStart<Workflow, SubmissionAnswer, [Submission]>(messages.submit, {
    args: [submission],
    startWorkflowOperation: new WithStartWorkflowOperation('reconcile', {
      workflowId: reconcileId,
      taskQueue: taskQueues.ingest,
      args: [],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  });
}
