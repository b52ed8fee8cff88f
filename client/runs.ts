/** The runs of a project as people name them, from Temporal's own list. */

import { WorkflowFailedError, type Client, type WorkflowExecutionInfo } from '@temporalio/client';
import { AssuranceError } from '../schemas/errors/error.js';
import type { IngestResult, PullResult, RunKind } from '../schemas/runs.js';
import { runKinds } from '../schemas/runs.js';
import { rootFailure } from '../workflows/failure.js';
import { sourceKey, statusKey } from '../workflows/search-attributes.js';

export interface RunsOptions {
  /** Default 50. */
  limit?: number;
  /** Also those of deliveries that nobody has to look at. */
  deliveries?: boolean;
}

export type RunStatus = 'running' | 'waits' | 'done' | 'failed' | 'cancelled';

export interface RunSummary {
  /** Its name for `rerun`. */
  run: string;
  kind: RunKind;
  source: string | null;
  status: RunStatus;
  /** ISO 8601 UTC. */
  started: string;
  /** Until now while it goes on. */
  seconds: number;
  reason: { code: string; message: string } | null;
  /** What it waits for, when it waits for a person. */
  waits?: string;
}

/** Deliveries are listed only when somebody has to look at them: there is one run for each file. */
const listed = `WorkflowType IN ('pull', 'reconcile', 'decide', 'recordDecision')
  OR (WorkflowType = 'ingest' AND (status = 'held' OR status = 'failed'))`;
const listedWithDeliveries = `WorkflowType IN ('pull', 'reconcile', 'decide', 'recordDecision', 'ingest')`;

export async function runs(client: Client, { limit = 50, deliveries = false }: RunsOptions): Promise<RunSummary[]> {
  const found: RunSummary[] = [];
  for await (const info of client.workflow.list({ query: deliveries ? listedWithDeliveries : listed, pageSize: Math.min(limit, 200) })) {
    // A run that continued as new is one run for a person: its last part is listed.
    if (info.status.name === 'CONTINUED_AS_NEW') continue;
    found.push(await summaryOf(client, info));
    if (found.length >= limit) break;
  }
  return found;
}

/** What the list and the description of a run have in common. */
export type RunInfo = Pick<
  WorkflowExecutionInfo,
  'type' | 'workflowId' | 'runId' | 'status' | 'startTime' | 'closeTime' | 'typedSearchAttributes'
>;

export async function summaryOf(client: Client, info: RunInfo): Promise<RunSummary> {
  const status = statusOf(info);
  const ended = info.closeTime ?? new Date();
  return {
    run: nameOf(info),
    kind: info.type as RunKind,
    source: info.typedSearchAttributes.get(sourceKey) ?? null,
    status,
    started: info.startTime.toISOString(),
    seconds: Math.round((ended.getTime() - info.startTime.getTime()) / 10) / 100,
    reason: status === 'failed' || status === 'cancelled' ? await reasonOf(client, info) : null,
    ...(status === 'waits' ? { waits: 'a decision: release, discard or resubmit' } : {}),
  };
}

/**
 * Pulls and decisions have ids of their own; a delivery can be judged, and the registry reconciled, many times under one id. The end of a
 * run id is what tells it from the others: it begins with the time.
 */
function nameOf({ type, workflowId, runId }: RunInfo): string {
  return type === 'ingest' || type === 'reconcile' ? `${workflowId}~${runId.slice(-8)}` : workflowId;
}

function statusOf(info: RunInfo): RunStatus {
  const said = info.typedSearchAttributes.get(statusKey);
  switch (info.status.name) {
    case 'RUNNING':
      return said === 'held' ? 'waits' : 'running';
    case 'COMPLETED':
      return said === 'failed' ? 'failed' : 'done';
    case 'CANCELLED':
    case 'TERMINATED':
      return 'cancelled';
    default:
      return 'failed';
  }
}

async function reasonOf(client: Client, { workflowId, runId, type }: RunInfo): Promise<RunSummary['reason']> {
  try {
    const result: unknown = await client.workflow.getHandle(workflowId, runId, { followRuns: false }).result();
    // It ended in good order, and what it is about failed.
    if (type === 'pull') return failedDeliveries(result as PullResult);
    return { code: (result as IngestResult).judged.error_code ?? 'RUN_FAILED', message: 'the file could not be read' };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { code, message } = rootFailure(error);
    return { code, message: message.replace(`${code}: `, '') };
  }
}

function failedDeliveries({ failed, failures }: PullResult): RunSummary['reason'] {
  const [first] = failed;
  return first === undefined
    ? null
    : { code: first.code, message: `${failures} deliveries could not be processed, ${first.delivery_id} first` };
}

/**
 * @param name as `runs` shows it, or enough of its beginning.
 * @throws AssuranceError RUN_UNKNOWN, RUN_AMBIGUOUS
 */
export async function findRun(client: Client, name: string): Promise<RunInfo> {
  const unknown = () => new AssuranceError('RUN_UNKNOWN', `There is no run ${name}.`);
  const [id = '', part] = name.trim().split('~');
  // What else is in no id of ours could change the question below.
  if (!/^[A-Za-z0-9._:-]+$/.test(id)) throw unknown();
  const kinds = runKinds.map((kind) => `'${kind}'`).join(', ');
  const found: RunInfo[] = [];
  for await (const info of client.workflow.list({
    query: `WorkflowId STARTS_WITH '${id}' AND WorkflowType IN (${kinds})`,
    pageSize: 100,
  })) {
    if (info.status.name === 'CONTINUED_AS_NEW' || (part !== undefined && !info.runId.endsWith(part))) continue;
    if (part !== undefined && info.workflowId !== id) continue;
    found.push(info);
    if (found.length > 100) break;
  }
  // Newest first: of a delivery that was judged several times, the last time is meant.
  const exact = found.find((info) => info.workflowId === id) ?? found[0];
  if (exact === undefined) throw unknown();
  if (exact.workflowId !== id && new Set(found.map((f) => f.workflowId)).size > 1) {
    throw new AssuranceError('RUN_AMBIGUOUS', `Several runs begin with ${name}: ${found.slice(0, 5).map(nameOf).join(', ')}.`);
  }
  return exact;
}
