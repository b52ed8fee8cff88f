/** What `assurance status` asks the snapshot: each source's last delivery and calendar, and the verdicts. */

import type { DeliveryStatus, Eligibility, ReportingState } from '../../schemas/vocabulary.js';
import type { Snapshot } from './snapshot.js';

export interface SourceState {
  source_id: string;
  deliveries: number;
  last_delivery: { delivery_id: string; file_name: string; status: DeliveryStatus; received_at: string } | null;
  rows_read: number;
  rows_accepted: number;
  rows_rejected: number;
}

export interface Period {
  source_id: string;
  party_id: string;
  period_from: string;
  period_to: string;
  due_on: string;
  state: ReportingState;
}

export type AssetCounts = Record<Eligibility | 'total', number>;

/** Duplicates are sights, not reports: they count among the deliveries, but are not the last one. */
export function sourceStates(snapshot: Snapshot): Promise<SourceState[]> {
  return snapshot
    .rows(
      `WITH newest AS (
       SELECT source_id, delivery_id, file_name, status, received_at FROM deliveries WHERE status <> 'duplicate'
       QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY received_at DESC, delivery_id) = 1
     ), counted AS (
       SELECT source_id, count(*) AS deliveries, sum(rows_read) AS rows_read, sum(rows_accepted) AS rows_accepted, sum(rows_rejected) AS rows_rejected
       FROM deliveries WHERE status <> 'duplicate' GROUP BY ALL
     )
     SELECT * FROM counted JOIN newest USING (source_id) ORDER BY source_id`,
    )
    .then((rows) =>
      rows.map(({ delivery_id, file_name, status, received_at, ...counts }) => ({
        ...(counts as Omit<SourceState, 'last_delivery'>),
        last_delivery: { delivery_id, file_name, status, received_at } as SourceState['last_delivery'],
      })),
    );
}

/** Every period that is missing or came late, and of each source the newest one that is settled and the next one that is due. */
export function reportingPeriods(snapshot: Snapshot): Promise<Period[]> {
  return snapshot.rows(
    `WITH ranked AS (
       SELECT *, row_number() OVER (PARTITION BY source_id, state = 'pending'
         ORDER BY CASE WHEN state = 'pending' THEN due_on END, period_to DESC) AS nth
       FROM reporting
     )
     SELECT source_id, party_id, period_from, period_to, due_on, state
     FROM ranked WHERE nth = 1 OR state IN ('missing', 'late')
     ORDER BY source_id, period_from`,
  );
}

export async function assetCounts(snapshot: Snapshot): Promise<AssetCounts> {
  const [row] = await snapshot.rows<AssetCounts>(
    `SELECT count(*) AS total, count(*) FILTER (eligibility = 'eligible') AS eligible, count(*) FILTER (eligibility = 'grace') AS grace,
       count(*) FILTER (eligibility = 'ineligible') AS ineligible, count(*) FILTER (eligibility = 'in_channel') AS in_channel
     FROM assets`,
  );
  return row ?? { total: 0, eligible: 0, grace: 0, ineligible: 0, in_channel: 0 };
}

export async function openFindings(snapshot: Snapshot): Promise<number> {
  const [row] = await snapshot.rows<{ open: number }>(`SELECT count(*) AS open FROM findings WHERE state = 'open'`);
  return row?.open ?? 0;
}

/** Partners that fall short of what PAMS requires today, as far as the policy minds. */
export async function partnersInBreach(snapshot: Snapshot): Promise<string[]> {
  const rows = await snapshot.rows<{ party_id: string }>(
    `SELECT DISTINCT party_id FROM compliance WHERE NOT met AND action IS DISTINCT FROM 'nothing' ORDER BY party_id`,
  );
  return rows.map((row) => row.party_id);
}

export async function partyNames(snapshot: Snapshot): Promise<Map<string, string>> {
  const rows = await snapshot.rows<{ party_id: string; party_name: string }>('SELECT party_id, party_name FROM parties');
  return new Map(rows.map((r) => [r.party_id, r.party_name]));
}
