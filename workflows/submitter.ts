/** A workflow's way to the reconciler: hand in, and wait for the answer as a signal. */

import { condition, defineSignal, getExternalWorkflowHandle, patched, setHandler, uuid4, workflowInfo } from '@temporalio/workflow';
import { messages, reconcileId, type Answered, type Submission, type SubmissionAnswer } from '../schemas/runs.js';
import { pullDoors } from './doors.js';
import { failedWith } from './failure.js';

export const answeredSignal = defineSignal<[Answered]>(messages.answered);
/** Carries the id of a group of which somebody is still at work. */
export const stayingSignal = defineSignal<[string]>(messages.staying);

/** Well below the time for which the reconciler waits for a group of which it hears nothing. */
const reminder = '10 seconds';

/** One for a workflow: it owns the handler of the `answered` signal. */
export class Submitter {
  private readonly answers = new Map<string, Answered>();

  constructor() {
    setHandler(answeredSignal, (answer) => void this.answers.set(answer.submission_id, answer));
  }

  /**
   * Returns when it is committed, and published if it waits for that.
   * @throws ApplicationFailure with the code of why nothing of it could be done.
   */
  async submit(submission: Submission): Promise<SubmissionAnswer> {
    const submission_id = uuid4();
    const answered = () => this.answers.has(submission_id);
    do {
      await pullDoors.submitToReconciler({ ...submission, submission_id, answer_to: workflowInfo().workflowId });
      // A reconciler that a person terminated answers nobody: it is handed in again now and then, which changes nothing.
    } while (!(await condition(answered, '10 minutes')));
    const { failed, trouble } = this.answers.get(submission_id)!;
    if (trouble !== undefined) throw failedWith(trouble, 'the registry');
    return { failed };
  }

  /**
   * Tells the reconciler now and then that something still comes for the group, until `over`: taking and judging large files lasts longer than it
   * waits for somebody who may have been killed. One that does not run has nobody waiting.
   */
  async remind(group: Submission['group'], over: () => boolean): Promise<void> {
    if (group === undefined || !patched('remind-group')) return;
    while (!(await condition(over, reminder))) {
      await getExternalWorkflowHandle(reconcileId)
        .signal(stayingSignal, group.id)
        .catch(() => undefined);
    }
  }

  /** Tells a group that nothing comes from here, so that the others need not wait. */
  async stayOut(group: Submission['group']): Promise<void> {
    await pullDoors.submitToReconciler({ delivery_ids: [], sighting_ids: [], group, wait_for: 'committed' });
  }
}
