/** The same work once more. Safe any number of times: bytes, judgements, commits and decisions are known by their ids. */

import { WithStartWorkflowOperation, WorkflowFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure, defaultPayloadConverter, WorkflowNotFoundError } from '@temporalio/common';
import { submitAndWait } from '../activities/submit.js';
import { AssuranceError } from '../schemas/errors/error.js';
import {
  ingestId,
  messages,
  reconcileId,
  taskQueues,
  type CaseInput,
  type Heard,
  type IngestInput,
  type PullInput,
  type ReconcileReport,
  type RunKind,
  type SourceRef,
} from '../schemas/runs.js';
import type { ingest } from '../workflows/ingest.js';
import { attributesOf, statusKey } from '../workflows/search-attributes.js';
import { watchCase } from './cases/watch.js';
import { findDelivery, type NamedDelivery } from './find-delivery.js';
import { findRun, summaryOf, type RunInfo, type RunSummary } from './runs.js';

export interface RerunReport extends RunSummary {
  /** The run that was run again. */
  of: string;
}

/**
 * @param name a run, or a delivery: that is judged again with its source as it is now.
 * @throws AssuranceError RUN_UNKNOWN, RUN_AMBIGUOUS, RUN_NOT_OVER, DELIVERY_AMBIGUOUS
 */
export async function rerun(client: Client, home: string, name: string): Promise<RerunReport> {
  const delivery = await deliveryNamed(home, name);
  if (delivery !== undefined) return judgeAgain(client, delivery);
  const info = await findRun(client, name);
  const { run: of } = await summaryOf(client, info);
  if (info.status.name === 'RUNNING') throw new AssuranceError('RUN_NOT_OVER', `Run ${of} is still going.`);
  const workflowId = await again[info.type as RunKind](client, info);
  return { ...(await summaryOf(client, await client.workflow.getHandle(workflowId).describe())), of };
}

type Again = (client: Client, info: RunInfo) => Promise<string>;

const again: Record<RunKind, Again> = {
  pull: async (client, info) => {
    const [{ source }] = await argumentsOf<[PullInput]>(client, info);
    return startAndWait(client, info, [{ source } satisfies PullInput], {
      typedSearchAttributes: attributesOf(source, 'listing'),
    });
  },

  decide: (client, info) => startAndWait(client, info, []),

  recordDecision: async (client, info) => startAndWait(client, info, await argumentsOf<unknown[]>(client, info)),

  /** It goes on watching; what it says of the case stands in the registry. */
  case: async (client, info) => {
    const [input] = await argumentsOf<[CaseInput]>(client, info);
    await watchCase(client, { case_id: input.case_id });
    return info.workflowId;
  },

  /** There is one run of each delivery; nobody asked for this one, so it submits by itself. */
  ingest: async (client, info) => {
    const [{ delivery_id, source }] = await argumentsOf<[IngestInput]>(client, info);
    await ingestAgain(client, delivery_id, source);
    return info.workflowId;
  },

  /** What that run could not commit is submitted again; the rest is committed. */
  reconcile: async (client, info) => {
    const { failed } = await failedReport(client, info);
    await submitAndWait(client, { delivery_ids: failed.map((f) => f.delivery_id), sighting_ids: [], wait_for: 'published' });
    return reconcileId;
  },
};

/** A run is named by its kind and a dash, so no run begins like an id of a delivery. */
async function deliveryNamed(home: string, name: string): Promise<NamedDelivery | undefined> {
  if (!/^d[0-9a-f]{1,20}$/.test(name.trim())) return undefined;
  return findDelivery(home, name).catch((error: unknown) => {
    if (error instanceof AssuranceError && ['DELIVERY_UNKNOWN', 'SNAPSHOT_MISSING'].includes(error.code)) return undefined;
    throw error;
  });
}

/** A run that waits for a decision about the delivery ends: nothing is decided yet, and the one that judges it again waits in its place. */
async function judgeAgain(client: Client, { delivery_id, source_id, feed, party_id }: NamedDelivery): Promise<RerunReport> {
  const of = ingestId(delivery_id);
  const handle = client.workflow.getHandle(of);
  const before = await handle.describe().catch((error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  });
  if (before?.status.name === 'RUNNING') {
    if (before.typedSearchAttributes.get(statusKey) !== 'held') throw new AssuranceError('RUN_NOT_OVER', `Run ${of} is still going.`);
    await client.workflow.getHandle(of, before.runId).terminate('judged again');
  }
  await ingestAgain(client, delivery_id, { source_id, feed, party_id });
  return { ...(await summaryOf(client, await handle.describe())), of };
}

async function ingestAgain(client: Client, delivery_id: string, source: SourceRef): Promise<void> {
  await client.workflow.executeUpdateWithStart<typeof ingest, Heard, []>(messages.heard, {
    startWorkflowOperation: new WithStartWorkflowOperation<typeof ingest>('ingest', {
      workflowId: ingestId(delivery_id),
      taskQueue: taskQueues.ingest,
      args: [{ delivery_id, source }],
      typedSearchAttributes: attributesOf(source, 'judging'),
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  });
}

async function startAndWait(client: Client, { type, workflowId }: RunInfo, args: unknown[], more: object = {}): Promise<string> {
  const id = `${workflowId.replace(/-again-[0-9a-z]+$/, '')}-again-${Date.now().toString(36)}`;
  const handle = await client.workflow.start(type, { workflowId: id, taskQueue: taskQueues.ingest, args, ...more });
  // Whether it failed, and why, stands in the summary.
  await handle.result().catch((error: unknown) => {
    if (!(error instanceof WorkflowFailedError)) throw error;
  });
  return id;
}

async function argumentsOf<T extends unknown[]>(client: Client, { workflowId, runId }: RunInfo): Promise<T> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const payloads = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  return payloads.map((payload) => defaultPayloadConverter.fromPayload(payload)) as T;
}

async function failedReport(client: Client, { workflowId, runId }: RunInfo): Promise<Pick<ReconcileReport, 'failed'>> {
  try {
    await client.workflow.getHandle(workflowId, runId, { followRuns: false }).result();
  } catch (error) {
    const cause = error instanceof WorkflowFailedError ? error.cause : undefined;
    const report = cause instanceof ApplicationFailure ? (cause.details?.[0] as ReconcileReport | undefined) : undefined;
    if (report !== undefined) return report;
    if (!(error instanceof WorkflowFailedError)) throw error;
  }
  // It was terminated: what it had not committed comes with the next pull.
  return { failed: [] };
}
