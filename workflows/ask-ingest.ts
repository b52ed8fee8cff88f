/** Starting the ingest of a delivery, or joining the one that runs, and hearing what it judged. */

import {
  ChildWorkflowCancellationType,
  condition,
  defineSignal,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ingestId, messages, type Heard, type IngestInput, type SourceRef } from '../schemas/runs.js';
import { rootFailure } from './failure.js';
import type { ingest } from './ingest.js';
import { attributesOf } from './search-attributes.js';

export const judgedSignal = defineSignal<[Heard]>(messages.judged);
export const askSignal = defineSignal<[string]>(messages.ask);

/** One for a workflow: it owns the handler of the `judged` signal. */
export class IngestAsker {
  private readonly heard = new Map<string, Heard>();

  constructor() {
    setHandler(judgedSignal, (told) => this.hear(told));
  }

  /** Returns as soon as the delivery is judged; one that is held goes on by itself and outlives who asked. Never throws for a failure. */
  async ask(deliveryId: string, source: SourceRef, bytes?: number): Promise<Heard> {
    const known = () => this.heard.has(deliveryId);
    while (!known()) {
      if (await this.start({ delivery_id: deliveryId, source, bytes })) await condition(known);
      // An ingest that another run started cannot be watched: it is asked again now and then, in case it was terminated.
      else await condition(known, (await this.join(deliveryId)) ? '2 minutes' : '1 second');
    }
    return this.heard.get(deliveryId)!;
  }

  /** @returns false when it runs already. */
  private async start(delivery: IngestInput): Promise<boolean> {
    const { delivery_id, source } = delivery;
    try {
      const child = await startChild<typeof ingest>('ingest', {
        workflowId: ingestId(delivery_id),
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        args: [{ ...delivery, asker: workflowInfo().workflowId }],
        typedSearchAttributes: attributesOf(source, 'judging'),
        parentClosePolicy: ParentClosePolicy.ABANDON,
        cancellationType: ChildWorkflowCancellationType.ABANDON,
      });
      child.result().then(
        ({ judged }) => this.hear({ delivery_id, judged }),
        (error: unknown) => this.hear({ delivery_id, failed: rootFailure(error).code }),
      );
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  }

  /** Asks the running one to tell us as well. @returns false when it has just ended: then it is started anew. */
  private async join(deliveryId: string): Promise<boolean> {
    return getExternalWorkflowHandle(ingestId(deliveryId))
      .signal(askSignal, workflowInfo().workflowId)
      .then(
        () => true,
        () => false,
      );
  }

  private hear(told: Heard): void {
    this.heard.set(told.delivery_id, told);
  }
}
