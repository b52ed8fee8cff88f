/**
 * What Temporal sees of the product: the names of queues, workflows and messages, and what they carry. Only ids, counts and decisions
 * (principle 6): no file name, no cell. Kept free of Temporal so that workflows, activities, workers and client share one list.
 */

import type { Decision, JudgedRef } from './delivery.js';
import type { DeliveryStatus, Feed } from './vocabulary.js';

/**
 * One queue for each kind of work, because each has its own limit: `pull` waits (for files to settle, for answers) and takes many at
 * once, `ingest` judges and takes as many as there are cores, `registry` has one writer and takes one.
 */
export const taskQueues = { pull: 'assurance-pull', ingest: 'assurance-ingest', registry: 'assurance-registry' } as const;

/** The names of the workflow functions. */
export const runKinds = ['pull', 'ingest', 'reconcile', 'decide', 'recordDecision', 'case'] as const;
export type RunKind = (typeof runKinds)[number];

export const messages = {
  judged: 'judged',
  ask: 'ask',
  heard: 'heard',
  decide: 'decide',
  submit: 'submit',
  submitAndWait: 'submitAndWait',
  answered: 'answered',
  staying: 'staying',
  progress: 'progress',
  step: 'step',
} as const;

export const reconcileId = 'reconcile';
export const ingestId = (deliveryId: string) => `ingest-${deliveryId}`;
/** A schedule appends its own time stamp to the id of what it starts. */
export const pullScheduleId = (sourceId: string) => `pull-${sourceId}`;
export const pullId = (sourceId: string, at: Date) => `pull-${sourceId}-${at.toISOString()}`;
export const decideScheduleId = 'decide-daily';
export const recordDecisionId = (decisionId: string) => `record-decision-${decisionId}`;

export const caseWorkflowId = (caseId: string) => `case-${caseId}`;

/** Custom search attributes, all of type Keyword. */
export const searchAttributeNames = ['source', 'feed', 'party', 'status'] as const;

export interface SourceRef {
  source_id: string;
  feed: Feed;
  party_id: string;
}

/** How far an answer has to be: facts committed, or committed and published for readers. */
export type Stage = 'committed' | 'published';

export interface DeliveryFailure {
  delivery_id: string;
  /** Of schemas/errors. */
  code: string;
}

export type StatusCounts = Partial<Record<DeliveryStatus, number>>;

/**
 * Pulls that were asked for together are committed together: what one source says of a unit before another one is heard would be a
 * finding for a second, and a turn in the history of the unit.
 */
export interface Group {
  id: string;
  /** How many submissions belong to it. */
  size: number;
}

export interface PullInput {
  source: SourceRef;
  group?: Group;
  /** Where a pull of very many files goes on after it has continued as new. */
  resume?: PullState;
}

/** What a pull has done so far; small, because it crosses every continue-as-new. */
export interface PullState {
  pull_id: string;
  /** Of the plan, and how far this pull has come in it. */
  todo: number;
  bytes: number;
  bytes_done: number;
  offset: number;
  statuses: StatusCounts;
  rows_read: number;
  rows_accepted: number;
  rows_rejected: number;
  /** At most `namedAtMost`; `failures` counts all. */
  failed: DeliveryFailure[];
  failures: number;
}

/** A pull names this many failed deliveries; the rest is counted. */
export const namedAtMost = 1_000;

export type PullResult = Omit<PullState, 'offset' | 'todo' | 'bytes_done'> & { source_id: string };

export interface PullProgress {
  phase: 'listing' | 'rows' | 'reconciling' | 'publishing' | 'done';
  /** Bytes of the deliveries that are judged in this pull, and of those that are judged already. */
  bytes_total: number;
  bytes_done: number;
  rows_done: number;
  /** Ids of deliveries that are with a judge now: their workflows tell how far they are. */
  judging: string[];
}

/** What takeDeliveries hands to the workflow; the list itself is in the pull's folder. */
export interface TakenCounts {
  taken: number;
  refusals: number;
  waiting: number;
}

/** One sight of a file that the registry has to hear of. */
export interface PlannedSight {
  delivery_id: string;
  sighting_id: string;
  bytes: number;
  /** A delivery to be judged; otherwise the same bytes under a name that the registry has not seen. */
  fresh: boolean;
}

/** What classify hands to the workflow; the list itself is in the pull's folder. */
export interface PlanCounts {
  /** Sights to work through. */
  todo: number;
  /** Bytes of those that are to be judged. */
  bytes: number;
  /** All sights whose bytes are those of another delivery. */
  duplicates: number;
}

export interface IngestInput {
  delivery_id: string;
  source: SourceRef;
  /** Size of the file, when who asks knows it. */
  bytes?: number;
  /** Workflow that submits what is judged here; without one the ingest submits by itself. */
  asker?: string;
  /** A person's decision comes with the start, because the workflow that had waited for it is gone. */
  decision_follows?: boolean;
}

export interface IngestResult {
  judged: JudgedRef;
  /** What a person's decision came to, when the delivery was held. */
  answer?: DecisionAnswer;
}

/** What an ingest tells those who asked. */
export type Heard = { delivery_id: string; judged: JudgedRef } | { delivery_id: string; failed: string };

export type HoldDecision = Exclude<Decision, { kind: 'waive' | 'correct' | 'accept' | 'take_back' }>;

/** The registry's word on a delivery after a decision: ids and counts. */
export interface DeliveryOutcome {
  delivery_id: string;
  status: DeliveryStatus;
  rows_read: number;
  rows_accepted: number;
  rows_rejected: number;
  error_code: string | null;
}

export interface DecisionAnswer extends DeliveryOutcome {
  decision_id: string;
  /** After resubmit: what became of the corrected file. */
  corrected?: DeliveryOutcome;
}

export interface Submission {
  delivery_ids: string[];
  sighting_ids: string[];
  /** A pull whose refused files become findings. */
  refusals_of?: string;
  group?: Group;
  wait_for: Stage;
  /** Told twice, it is the same one. */
  submission_id?: string;
  /** Workflow that gets the answer as a signal; without it nobody does, unless the caller waits. */
  answer_to?: string;
}

export interface SubmissionAnswer {
  /** Deliveries that could not be reconciled; all others of the submission are committed. */
  failed: DeliveryFailure[];
}

export interface Answered extends SubmissionAnswer {
  submission_id: string;
  /** Code of why the submission as a whole could not be done. */
  trouble?: string;
}

/** What a run of the reconciler did. It ends as failed, with this as details, when `failures` is not 0 or `trouble` is there. */
export interface ReconcileReport {
  commits: number;
  publications: number;
  deliveries: number;
  assets_changed: number;
  /** At most `namedAtMost`; `failures` counts all. */
  failed: DeliveryFailure[];
  failures: number;
  /** Code of what failed apart from deliveries: a publication, or the record of sights and refusals. */
  trouble?: string;
}

export interface BatchInput {
  batch_id: string;
  delivery_ids: string[];
  sighting_ids: string[];
  refusals_of: string[];
}

export interface CaseInput {
  case_id: string;
  /** Started for a command, whose step is about to come. */
  step_follows?: boolean;
}

/** What a command asks of a case. What it says stands in a file below STAGING/cases, because it is personal. */
export interface CaseStep {
  case_id: string;
  /** Name of that file. */
  event_id: string;
}
