/** A corrected copy that operations hand in themselves, because it came by mail and not into the folder of the source. */

import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { sourceOf } from '../activities/source-of.js';
import { readOutcomes } from '../activities/staging.js';
import { Store } from '../connectors/store.js';
import { takeFile } from '../connectors/take.js';
import { readFile } from '../readers/reader.js';
import { findCorrectionColumns } from '../schemas/corrections.js';
import type { Decision } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { Source } from '../schemas/project.js';
import { ingestId, messages, taskQueues, type DecisionAnswer, type DeliveryOutcome, type Heard, type SourceRef } from '../schemas/runs.js';
import type { ingest } from '../workflows/ingest.js';
import { attributesOf } from '../workflows/search-attributes.js';
import { decisionId } from './decision-id.js';
import { recordDecision } from './record-decision.js';

export interface CorrectRequest {
  /** The delivery whose rows the copy corrects. */
  corrects: SourceRef & { delivery_id: string };
  /** Path of the corrected copy. */
  file: string;
  by: string;
  reason: string;
}

/** Whether the file says itself which rejected rows it corrects. Errors: why the file cannot be read. */
export async function isCorrectedCopy(file: string, source: Source): Promise<boolean> {
  const reading = readFile(file, source.format);
  try {
    const first = await reading.next();
    return first.done !== true && findCorrectionColumns(first.value.table.header) !== undefined;
  } finally {
    await reading.return(undefined as never);
  }
}

/**
 * Judges and commits the copy like one that was pulled, and puts on record who handed it in.
 * @returns the delivery that it corrects as it stands afterwards, and what became of the copy.
 */
export async function correct(
  client: Client,
  loaded: LoadedProject,
  { corrects, file, by, reason }: CorrectRequest,
): Promise<DecisionAnswer> {
  const { delivery_id, ...source } = corrects;
  const { store, staging } = loaded;
  const taken = await takeFile({ source: sourceOf(loaded, source.source_id), path: file, store: new Store(store), staging });
  const heard = await client.workflow.executeUpdateWithStart<typeof ingest, Heard, []>(messages.heard, {
    startWorkflowOperation: new WithStartWorkflowOperation<typeof ingest>('ingest', {
      workflowId: ingestId(taken.delivery_id),
      taskQueue: taskQueues.ingest,
      args: [{ delivery_id: taken.delivery_id, source }],
      typedSearchAttributes: attributesOf(source, 'judging'),
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  });
  if ('failed' in heard)
    throw new AssuranceError('RUN_FAILED', `The corrected copy could not be judged: ${heard.failed}.`, { where: file });
  const decision: Decision = {
    kind: 'correct',
    decision_id: decisionId('correct', delivery_id, taken.delivery_id, by, reason),
    delivery_id,
    corrected_by: taken.delivery_id,
    by,
    reason,
    decided_at: new Date().toISOString(),
  };
  await recordDecision(client, decision);
  const outcomes = await readOutcomes(loaded.home, [delivery_id, taken.delivery_id]);
  const outcomeOf = (id: string): DeliveryOutcome => outcomes.find((o) => o.delivery_id === id)!;
  return { ...outcomeOf(delivery_id), decision_id: decision.decision_id, corrected: outcomeOf(taken.delivery_id) };
}
