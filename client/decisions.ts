/** What a person decides on a held delivery: release, discard, resubmit. The answer comes from the delivery's own workflow. */

import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { sourceOf } from '../activities/source-of.js';
import { Store } from '../connectors/store.js';
import { takeFile } from '../connectors/take.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import { ingestId, messages, taskQueues, type DecisionAnswer, type HoldDecision, type SourceRef } from '../schemas/runs.js';
import type { ingest } from '../workflows/ingest.js';
import { attributesOf } from '../workflows/search-attributes.js';
import { correct, isCorrectedCopy } from './correct.js';
import { decisionId } from './decision-id.js';
import { findDelivery, type NamedDelivery } from './find-delivery.js';

export interface DecisionRequest {
  /** A delivery's id, or enough of its beginning. */
  delivery: string;
  /** Role that decides. */
  by: string;
  reason: string;
}

export interface ResubmitRequest extends DecisionRequest {
  /** Path of the corrected file. */
  file: string;
}

export interface Decided extends DecisionAnswer {
  kind: HoldDecision['kind'] | 'correct';
  file_name: string;
}

export const release = (client: Client, loaded: LoadedProject, request: DecisionRequest) =>
  decideHeld(client, loaded, request, async () => ({ kind: 'release' }));

export const discard = (client: Client, loaded: LoadedProject, request: DecisionRequest) =>
  decideHeld(client, loaded, request, async () => ({ kind: 'discard' }));

/** A corrected copy of rejected rows corrects these, whatever the delivery is; any other file takes the place of a held delivery. */
export async function resubmit(client: Client, loaded: LoadedProject, request: ResubmitRequest): Promise<Decided> {
  const found = await findDelivery(loaded.home, request.delivery);
  const { by, reason, file } = request;
  if (await isCorrectedCopy(file, sourceOf(loaded, found.source_id)).catch(notReadable)) {
    const answer = await correct(client, loaded, { corrects: found, file, by, reason });
    return { ...answer, kind: 'correct', file_name: found.file_name };
  }
  if (found.status !== 'held') {
    throw new AssuranceError(
      'RESUBMIT_NO_CORRECTION',
      `Delivery ${found.delivery_id} is ${found.status}, and the file is no corrected copy.`,
      {
        where: file,
      },
    );
  }
  return replaceHeld(client, loaded, request);
}

/** What cannot be read is no corrected copy: the held delivery's own way says why. */
const notReadable = (error: unknown): boolean => {
  if (error instanceof AssuranceError && error.kind === 'terminal') return false;
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
  throw error;
};

const replaceHeld = (client: Client, loaded: LoadedProject, request: ResubmitRequest) =>
  decideHeld(client, loaded, request, async ({ delivery_id, source_id }) => {
    const { store, staging } = loaded;
    const corrected = await takeFile({
      source: sourceOf(loaded, source_id),
      path: request.file,
      corrects: delivery_id,
      store: new Store(store),
      staging,
    });
    return { kind: 'resubmit', corrected_by: corrected.delivery_id };
  });

type What = { kind: 'release' } | { kind: 'discard' } | { kind: 'resubmit'; corrected_by: string };

async function decideHeld(
  client: Client,
  loaded: LoadedProject,
  request: DecisionRequest,
  what: (held: NamedDelivery) => Promise<What>,
): Promise<Decided> {
  const held = await findHeld(loaded.home, request.delivery);
  const { delivery_id, source_id, feed, party_id, file_name } = held;
  const decided = await what(held);
  const { by, reason } = request;
  const decision: HoldDecision = {
    ...decided,
    decision_id: decisionId(decided.kind, delivery_id, 'corrected_by' in decided ? decided.corrected_by : '', by, reason),
    delivery_id,
    by,
    reason,
    decided_at: new Date().toISOString(),
  };
  const source: SourceRef = { source_id, feed, party_id };
  // The workflow that held it may be gone (a lost database, a person's terminate): then it is judged again, and the decision follows.
  const answer = await client.workflow.executeUpdateWithStart<typeof ingest, DecisionAnswer, [HoldDecision]>(messages.decide, {
    args: [decision],
    startWorkflowOperation: new WithStartWorkflowOperation<typeof ingest>('ingest', {
      workflowId: ingestId(delivery_id),
      taskQueue: taskQueues.ingest,
      args: [{ delivery_id, source, decision_follows: true }],
      typedSearchAttributes: attributesOf(source, 'judging'),
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  });
  return { ...answer, kind: decided.kind, file_name };
}

async function findHeld(home: string, name: string): Promise<NamedDelivery> {
  const found = await findDelivery(home, name);
  if (found.status !== 'held')
    throw new AssuranceError('DELIVERY_NOT_HELD', `Delivery ${found.delivery_id} is ${found.status}; it waits for no decision.`);
  return found;
}
