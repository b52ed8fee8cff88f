/** Deliveries and their rejected rows, as the snapshot has them. */

import { AssuranceError } from '../../schemas/errors/error.js';
import type { FileAccount } from '../../schemas/rows.js';
import type { DeliveryStatus, RejectedRowState } from '../../schemas/vocabulary.js';
import type { Snapshot } from './snapshot.js';

export interface Delivery {
  delivery_id: string;
  source_id: string;
  party_id: string;
  feed: string;
  file_name: string;
  sha256: string;
  received_at: string;
  period_from: string | null;
  period_to: string | null;
  status: DeliveryStatus;
  rows_read: number;
  rows_accepted: number;
  rows_rejected: number;
  error_code: string | null;
  error: string | null;
}

/** A delivery that keeps somebody busy: it waits for a decision, or some of its rows for a correction. */
export interface QuarantinedDelivery extends Delivery {
  rows_open: number;
}

export interface RejectedCellRow {
  file_name: string;
  sheet: string | null;
  line: number;
  column_name: string | null;
  code: string;
  value: string | null;
  message: string;
  fix: string;
  state: RejectedRowState;
}

const columns = `delivery_id, source_id, party_id, feed, file_name, sha256, received_at, period_from, period_to, status,
  rows_read, rows_accepted, rows_rejected, error_code, error`;

/** Held deliveries first, then those with open rows; newest first within each. */
export function quarantined(snapshot: Snapshot): Promise<QuarantinedDelivery[]> {
  return snapshot.rows(
    `WITH open_rows AS (
       SELECT delivery_id, count(DISTINCT (sheet, line)) AS rows_open FROM rejected_rows WHERE state IN ('open', 'held') GROUP BY ALL
     )
     SELECT ${columns}, coalesce(rows_open, 0) AS rows_open
     FROM deliveries LEFT JOIN open_rows USING (delivery_id)
     WHERE status = 'held' OR (rows_open > 0 AND status IN ('partial', 'rejected', 'accepted'))
     ORDER BY status = 'held' DESC, received_at DESC, delivery_id`,
  );
}

/**
 * @param name a delivery's id, or enough of its beginning to tell it from the others.
 * Errors: DELIVERY_UNKNOWN, DELIVERY_AMBIGUOUS.
 */
export async function findDelivery(snapshot: Snapshot, name: string): Promise<Delivery & { account: FileAccount | null }> {
  const found = await snapshot.rows<Delivery & { account: string | null }>(
    `SELECT ${columns}, account FROM deliveries WHERE delivery_id = $1 OR (starts_with(delivery_id, $1) AND $1 <> '') ORDER BY delivery_id = $1 DESC, delivery_id LIMIT 9`,
    [name.trim()],
  );
  const [first] = found;
  if (first === undefined) throw new AssuranceError('DELIVERY_UNKNOWN', `There is no delivery ${name}.`);
  if (found.length > 1 && first.delivery_id !== name.trim()) {
    const told = found.map((d) => `${d.delivery_id}  ${d.source_id}  ${d.file_name}`);
    throw new AssuranceError('DELIVERY_AMBIGUOUS', `Several deliveries begin with ${name}:\n${told.join('\n')}`);
  }
  return { ...first, account: first.account === null ? null : (JSON.parse(first.account) as FileAccount) };
}

/** All rejected cells of a delivery in the order of the file. */
export function rejectedCells(snapshot: Snapshot, deliveryId: string): Promise<RejectedCellRow[]> {
  return snapshot.rows(
    `SELECT file_name, sheet, line, column_name, code, value, message, fix, state
     FROM rejected_rows WHERE delivery_id = $1 ORDER BY sheet, line, column_name, code`,
    [deliveryId],
  );
}

/** Whom the delivery waits for, in words; undefined when it waits for nobody. */
export function waitsFor(d: Pick<QuarantinedDelivery, 'status' | 'party_id' | 'rows_open'>): string | undefined {
  if (d.status === 'held') return 'a decision: release, discard or resubmit';
  return d.rows_open > 0 ? `${d.party_id} to correct rows` : undefined;
}
