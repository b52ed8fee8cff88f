/** The way to the reconciler: an Update that starts it when it does not run. */

import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { AssuranceError } from '../schemas/errors/error.js';
import { messages, reconcileId, taskQueues, type Submission, type SubmissionAnswer } from '../schemas/runs.js';
import { door } from './door.js';

export type SubmitActivities = ReturnType<typeof submitActivities>;

export function submitActivities(client: Client) {
  return {
    /** Puts a submission into the reconciler's queue. The server allows few Updates at once, so none of them waits for the commit. */
    submitToReconciler: door(
      (input: Submission) => `${input.delivery_ids.length} deliveries for the registry`,
      async (input, { signal }): Promise<void> => {
        try {
          await client.connection.withAbortSignal(signal, () => hand(client, messages.submit, input));
        } catch (error) {
          throw new AssuranceError('RECONCILER_SILENT', 'The reconciler did not answer.', { cause: error });
        }
      },
    ),
  };
}

/**
 * For a caller that is no workflow: waits until the submission is committed, and published if it waits for that.
 * @throws WorkflowUpdateFailedError when it could not be done; errors of transport as they are.
 */
export const submitAndWait = (client: Client, submission: Submission): Promise<SubmissionAnswer> =>
  hand(client, messages.submitAndWait, submission);

async function hand<Answer>(client: Client, update: string, submission: Submission): Promise<Answer> {
  return client.workflow.executeUpdateWithStart<Workflow, Answer, [Submission]>(update, {
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
