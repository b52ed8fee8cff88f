/** How far a pull is, read from the heartbeats of its activities. */

import type { Client, WorkflowExecutionDescription, WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { Beat } from '../activities/door.js';
import { ingestId, messages, type PullProgress } from '../schemas/runs.js';

export interface Progress {
  source_id: string;
  /** `bytes`: files go into the store; `rows`: they are judged. */
  phase: 'listing' | 'bytes' | 'rows' | 'reconciling' | 'publishing' | 'done';
  /** Bytes; `total` is null when it is not known yet. */
  done: number;
  total: number | null;
  /** Rows judged so far. */
  rows: number;
}

/** A look costs the server and a worker some milliseconds, so a long pull is looked at less often: the first pause, and the longest. */
const [firstPauseMs, longestPauseMs, growth] = [250, 1000, 1.2];
/** Of many deliveries that are judged at once this many are asked how far they are. */
const askedAtOnce = 4;

/** Never fails: a look that goes wrong is left out. */
export function watch(
  client: Client,
  pull: WorkflowHandle,
  source_id: string,
  onProgress: (progress: Progress) => void,
): { stop(): Promise<void> } {
  let wake = () => {};
  let over = false;
  const ended = new Promise<void>((resolve) => (wake = resolve));
  const watching = (async () => {
    for (let pauseMs = firstPauseMs; !over; pauseMs = Math.min(pauseMs * growth, longestPauseMs)) {
      const seen = await look(client, pull).catch(() => undefined);
      if (seen !== undefined && !over) onProgress({ source_id, ...seen });
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, pauseMs))]);
    }
  })();
  return {
    async stop() {
      over = true;
      wake();
      await watching;
    },
  };
}

async function look(client: Client, pull: WorkflowHandle): Promise<Omit<Progress, 'source_id'> | undefined> {
  const description = await pull.describe();
  if (description.status.name !== 'RUNNING') return undefined;
  const taking = beatOf(description, 'takeDeliveries');
  if (taking !== undefined)
    return taking.total === undefined ? listing : { phase: 'bytes', done: taking.done ?? 0, total: taking.total, rows: 0 };
  const state = await pull.query<PullProgress>(messages.progress);
  if (state.phase === 'listing') return listing;
  const judging = await Promise.all(state.judging.slice(0, askedAtOnce).map((id) => judgingBeat(client, id)));
  return {
    phase: state.phase,
    done: state.bytes_done + sum(judging.map((b) => b.done)),
    total: state.bytes_total,
    rows: state.rows_done + sum(judging.map((b) => b.rows)),
  };
}

const listing = { phase: 'listing', done: 0, total: null, rows: 0 } as const;

async function judgingBeat(client: Client, deliveryId: string): Promise<Beat> {
  const description = await client.workflow.getHandle(ingestId(deliveryId)).describe();
  return beatOf(description, 'judgeDelivery') ?? {};
}

/** @returns undefined when no such activity is pending. */
function beatOf({ raw }: WorkflowExecutionDescription, activity: string): Beat | undefined {
  const pending = raw.pendingActivities?.find((a) => a.activityType?.name === activity);
  if (pending === undefined) return undefined;
  const payload = pending.heartbeatDetails?.payloads?.[0];
  return payload ? defaultPayloadConverter.fromPayload<Beat>(payload) : {};
}

const sum = (numbers: (number | undefined)[]) => numbers.reduce<number>((all, n) => all + (n ?? 0), 0);
