/** One service request that is kept here: takes its steps one after the other, and wakes up when its response is due (requirement R6.1). */

import { allHandlersFinished, condition, continueAsNew, defineUpdate, setHandler, workflowInfo } from '@temporalio/workflow';
import type { CaseAnswer } from '../schemas/case/request.js';
import { messages, type CaseInput, type CaseStep } from '../schemas/runs.js';
import { registryDoors } from './doors.js';

export const stepUpdate = defineUpdate<CaseAnswer, [CaseStep]>(messages.step);

/** Far below the warning at 10,240. A step takes about fifteen. */
const eventsInRun = 2_000;
/** A timer of Temporal's ends somewhere, and a project's clock may be pinned: it is looked at again at least this often. */
const sleepAtMostMs = 30 * 86_400_000;

/**
 * Everything that is known of the case stands in the registry; here it only sleeps and wakes. So it can be lost with the server's database
 * and started again at any time, and a timer that fires late does no harm: what was due is on record with the time at which it was.
 * Ends when the case is closed, or is not known.
 */
export async function caseWorkflow(input: CaseInput): Promise<void> {
  const watch = new Watch(input);
  setHandler(stepUpdate, (step) => watch.take(step));
  await watch.run();
}

class Watch {
  /** Counts what has happened, so that the clock is looked at again. */
  private steps = 0;

  constructor(private readonly input: CaseInput) {}

  async run(): Promise<void> {
    const { case_id, step_follows } = this.input;
    if (step_follows === true) await condition(() => this.steps > 0, '1 minute');
    for (;;) {
      const seen = this.steps;
      const { open, wait_ms, became_overdue } = await registryDoors.watchCase({ case_id });
      if (became_overdue) await registryDoors.publish({});
      if (this.steps !== seen || !allHandlersFinished()) {
        await condition(allHandlersFinished);
        continue;
      }
      if (!open) return;
      if (workflowInfo().historyLength > eventsInRun) await continueAsNew<typeof caseWorkflow>({ case_id });
      const happened = () => this.steps !== seen;
      if (wait_ms === null) await condition(happened);
      else await condition(happened, Math.min(Math.max(wait_ms, 1_000), sleepAtMostMs));
    }
  }

  /** On record, and published for readers, before it is answered. */
  async take(step: CaseStep): Promise<CaseAnswer> {
    try {
      const answer = await registryDoors.recordCase(step);
      if ('done' in answer) await registryDoors.publish({});
      return answer;
    } finally {
      this.steps += 1;
    }
  }
}
