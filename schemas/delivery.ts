/**
 * What crosses the boundaries between pull, judge, registry and Temporal. Everything that enters a workflow history is made of
 * ids, counts and decisions (requirement U1, principle 6): file names and cells stay in the files named here.
 */

import type { ContractRef } from './feeds/version.js';
import type { RowRef } from './corrections.js';
import type { FileAccount } from './rows.js';
import type { AcceptedAttribute, DeliveryStatus, Feed } from './vocabulary.js';

/**
 * A file that was seen at a source and whose bytes are in the store. Written once to
 * STAGING/<delivery_id>/delivery.json before anything reads the bytes.
 */
export interface TakenDelivery {
  /** Derived from source and sha-256: the same bytes of one source are the same delivery. */
  delivery_id: string;
  source_id: string;
  feed: Feed;
  party_id: string;
  file_name: string;
  sha256: string;
  bytes: number;
  /** The file's modification time at the source, ISO 8601 UTC. */
  modified_at: string;
  /** When the pull that took it began to, ISO 8601 UTC: the same for all files of a source that came together. */
  received_at: string;
  /** The delivery that this one corrects, when a person resubmitted a file. */
  corrects?: string;
}

/**
 * One sight of a file whose bytes are those of a delivery taken before (same or another name).
 * Written to STAGING/<sighting_id>/sighting.json; becomes a `duplicate` row of deliveries.
 */
export interface Sighting extends TakenDelivery {
  sighting_id: string;
}

/** A file that was refused before its bytes were taken; becomes a finding. */
export interface Refusal {
  source_id: string;
  party_id: string;
  file_name: string;
  code: string;
  message: string;
}

/** What the judge says of one delivery. Written to STAGING/<delivery_id>/judgement.json beside accepted.parquet and rejected.parquet. */
export interface Judgement {
  delivery_id: string;
  status: Exclude<DeliveryStatus, 'duplicate' | 'discarded'>;
  rows_read: number;
  rows_accepted: number;
  rows_rejected: number;
  /** Why it is held or failed. */
  error_code: string | null;
  error: string | null;
  account: FileAccount;
  /** Set when the file was judged in bulk. */
  cleared?: ClearedRows;
  /** Header as written, for each table: the correction file goes back in the partner's own layout. */
  headers: { sheet: string | null; header: string[] }[];
  /** The contract that judged it, by the period that it reports on. */
  contract: ContractRef;
  /** It was read in the source's layout of an earlier time, which ended on this day; null for today's. */
  layout_to: string | null;
  /** First and last business date of its rows, when the choice of the contract may depend on them. */
  dated?: { from: string; to: string };
  /** Period that the file says or its name says (YYYY-MM-DD, both included); null when only its rows can tell. */
  period_from: string | null;
  period_to: string | null;
  /** Sorts as text: which delivery of one source is the later one (version in the name, else time at the source). */
  order_key: string;
  /** Findings about the file itself: unknown columns and the like. */
  findings: { kind: string; severity: 'info' | 'warning' | 'error'; detail: string }[];
  /** Only for a corrected copy of rejected rows: the deliveries whose rows it corrects. Which row corrects which stands in corrections.jsonl. */
  corrects?: string[];
}

/**
 * What a delivery is compared with: of the same source and layout the last one before it that was accepted, in whole or in part, or nil.
 * Last is decided by what the deliveries say of themselves, as everywhere; what came with the same pull is not compared with each other,
 * so the order in which files of one pull are judged makes no difference.
 */
export interface LastDelivery {
  file_name: string;
  headers: Judgement['headers'];
  /** What its reader noted. */
  notes: string[];
}

/**
 * Rows that compiled checks cleared, with the values that they read. They stand in cleared.parquet, every row of the file in its order; those that were
 * not cleared have their cells in `not_clear` and were judged by zod.
 */
export interface ClearedRows {
  rows: number;
  /** Physical line of the first row. */
  first_line: number;
  /** From the row with this place on (0 is the first one) each row stands one line further down. */
  steps: number[];
}

/** What a workflow knows of a judged delivery. */
export interface JudgedRef {
  delivery_id: string;
  status: Judgement['status'];
  rows_read: number;
  rows_accepted: number;
  rows_rejected: number;
  error_code: string | null;
}

/** One rejected cell, or a row as a whole when column is null. Stands in rejected.parquet as JSON. */
export interface RejectedCell {
  /** The partner's own header, or our field's name when the column is not there at all. */
  column: string | null;
  field: string | null;
  code: string;
  value: string | null;
  message: string;
  fix: string;
}

/** A recorded decision of a named role (R3.5). Append-only; ids come from the caller, so telling it twice changes nothing. */
export type Decision = Decided &
  (
    | { kind: 'release'; delivery_id: string }
    | { kind: 'discard'; delivery_id: string }
    /** `corrected_by` is the delivery_id of the corrected file. */
    | { kind: 'resubmit'; delivery_id: string; corrected_by: string }
    /** A corrected copy of rejected rows, handed in by operations; `delivery_id` is the one that it corrects, and stays as it is. */
    | { kind: 'correct'; delivery_id: string; corrected_by: string }
    /** `until` is a day, YYYY-MM-DD, that day included. */
    | { kind: 'waive'; product_number: string; serial_number: string; until: string }
    /** What a partner's list says of a unit holds (requirement R6.3). The row is named; what stands in it never enters a decision. */
    | ({ kind: 'accept'; product_number: string; serial_number: string; attribute: AcceptedAttribute } & RowRef)
    /** What was accepted holds no more: the reports alone say it again. */
    | { kind: 'take_back'; product_number: string; serial_number: string; attribute: AcceptedAttribute }
  );

interface Decided {
  decision_id: string;
  /** The role. */
  by: string;
  reason: string;
  /** ISO 8601 UTC. */
  decided_at: string;
}

/** What one reconciliation did: counts only. */
export interface ReconcileResult {
  batch_id: string;
  deliveries: number;
  assets_derived: number;
  assets_changed: number;
  findings_open: number;
  /** True when this batch id had been committed before and nothing was done now. */
  already_committed: boolean;
}

/** What goes back to a partner for a file (X12 997, 824). */
export interface Receipt {
  file_name: string;
  bytes: Uint8Array;
}
