/**
 * Puts the judged deliveries of a batch into the registry's tables: ledger rows, facts, rejected rows. Each table is written once for all
 * of them, whether they are one of a million rows or a thousand of a hundred.
 */

import type { Project } from '../schemas/project.js';
import { feedFields } from '../schemas/feeds/contract.js';
import { literal } from '../schemas/sql.js';
import { stagingPaths } from '../schemas/staging.js';
import type { DeliveryStatus, Feed } from '../schemas/vocabulary.js';
import { dayIn } from './calendar.js';
import type { Database } from './database.js';
import { periodsOf, type Period } from './delivery-periods.js';
import { settleLoading } from './load-ahead.js';
import { loadCorrections } from './load-corrections.js';
import { acceptedRows, stagedRows, type Loaded, type StagedDelivery } from './staged.js';

interface Place {
  project: Project;
  staging: string;
}

/** Inside the transaction of the batch: delete and insert by delivery id, so that a batch can be told twice. */
export async function loadDeliveries(staged: StagedDelivery[], place: Place, database: Database): Promise<Loaded[]> {
  if (staged.length === 0) return [];
  const loaded = await withStatus(staged, database);
  if (!(await settleLoading(database))) {
    await deleteKnown(loaded, database);
    await loadRows(loaded, place.staging, database);
  }
  await loadCorrections(loaded, place.staging, database);
  await loadLedger(loaded, place, database);
  return loaded;
}

/** Each with the status that it is to have: a held one enters when somebody released it. */
export async function withStatus(staged: StagedDelivery[], database: Database): Promise<Loaded[]> {
  const decided = await decisionsOf(staged, database);
  return staged.map((delivery): Loaded => ({ ...delivery, status: statusOf(delivery, decided) }));
}

/** Everything but the ledger: facts, who is named in them, and rejected rows. */
export async function loadRows(loaded: Loaded[], staging: string, database: Database): Promise<void> {
  for (const [feed, deliveries] of byFeed(loaded)) {
    for (const rows of acceptedRows(deliveries, staging)) await loadFacts(feed, rows, database);
    const rejected = deliveries
      .filter((d) => d.judgement.rows_rejected > 0)
      .map((d) => stagingPaths(staging, d.taken.delivery_id).rejected);
    if (rejected.length > 0) await loadRejected(feed, rejected, database);
  }
}

/** The day a delivery came in the project's time zone; a project whose day is pinned stands still on that day. */
export function receivedDay(receivedAt: string, project: Project): string {
  const day = dayIn(project.timezone, new Date(receivedAt));
  return project.as_of !== undefined && project.as_of < day ? project.as_of : day;
}

/** The first decision on each of those that are held. */
async function decisionsOf(staged: StagedDelivery[], database: Database): Promise<Map<string, string>> {
  const held = staged.filter((d) => d.judgement.status === 'held').map((d) => literal(d.taken.delivery_id));
  if (held.length === 0) return new Map();
  const rows = await database.rows<{ delivery_id: string; kind: string }>(
    `SELECT delivery_id, arg_min(kind, decided_at) AS kind FROM core.decision
     WHERE delivery_id IN (${held.join(', ')}) AND kind IN ('release', 'discard', 'resubmit') GROUP BY ALL`,
  );
  return new Map(rows.map((row) => [row.delivery_id, row.kind]));
}

/** Held deliveries enter only when a person released them; what was decided is on record in core.decision. */
function statusOf({ judgement }: StagedDelivery, decided: Map<string, string>): DeliveryStatus {
  if (judgement.status !== 'held') return judgement.status;
  const kind = decided.get(judgement.delivery_id);
  if (kind === undefined) return 'held';
  if (kind !== 'release') return 'discarded';
  if (judgement.rows_accepted === 0) return judgement.rows_rejected === 0 ? 'nil' : 'rejected';
  return judgement.rows_rejected === 0 ? 'accepted' : 'partial';
}

/** Most deliveries are new, and then no table need be searched for rows of theirs. */
async function deleteKnown(loaded: Loaded[], database: Database): Promise<void> {
  const ids = loaded.map((d) => literal(d.taken.delivery_id)).join(', ');
  const known = await database.rows<{ feed: Feed }>(`SELECT DISTINCT feed FROM core.delivery WHERE delivery_id IN (${ids})`);
  if (known.length === 0) return;
  const tables = ['delivery', 'delivery_period', 'rejected_row', 'mention', 'correction', ...known.map(({ feed }) => `fact_${feed}`)];
  for (const table of tables) await database.run(`DELETE FROM core.${table} WHERE delivery_id IN (${ids})`);
}

function byFeed(loaded: Loaded[]): Map<Feed, Loaded[]> {
  const groups = new Map<Feed, Loaded[]>();
  for (const delivery of loaded) groups.set(delivery.taken.feed, [...(groups.get(delivery.taken.feed) ?? []), delivery]);
  return groups;
}

async function loadFacts(feed: Feed, rows: string, database: Database): Promise<void> {
  const fields = feedFields(feed).map(({ name }) => name);
  await database.run(`INSERT INTO core.fact_${feed} BY NAME SELECT delivery_id, sheet, line, item, ${fields.join(', ')} FROM ${rows}`);
  const named = mentions[feed];
  if (named === undefined) return;
  for (const [column, name] of Object.entries(named)) {
    await database.run(
      `INSERT INTO core.mention (delivery_id, ${column}) SELECT DISTINCT delivery_id, ${name} FROM ${rows} WHERE ${name} IS NOT NULL`,
    );
  }
}

/** The fields of a feed that name a product or a party. */
const mentions: Partial<Record<Feed, Partial<Record<'product_number' | 'party_id', string>>>> = {
  shipments: { product_number: 'product_number', party_id: 'ship_to_party' },
  pos: { product_number: 'product_number', party_id: 'selling_partner' },
  sales_out: { party_id: 'seller_party' },
};

async function loadRejected(feed: Feed, files: string[], database: Database): Promise<void> {
  await database.run(`INSERT INTO core.rejected_row BY NAME SELECT ${literal(feed)} AS feed, * FROM ${stagedRows(files)}`);
}

async function loadLedger(loaded: Loaded[], place: Place, database: Database): Promise<void> {
  const periods = await periodsOf(
    loaded.map((delivery) => ({ ...delivery, received_on: receivedDay(delivery.taken.received_at, place.project) })),
    place,
    database,
  );
  const rows = loaded.map((delivery) => ledgerRow(delivery, periods.get(delivery.taken.delivery_id) ?? [], place.project));
  const columns = Object.fromEntries(Object.keys(rows[0]!).map((name) => [name, 'VARCHAR']));
  await database.run(
    `INSERT INTO core.delivery BY NAME
     SELECT row.* REPLACE (row.modified_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS modified_at, row.received_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS received_at)
     FROM (SELECT unnest(from_json($rows, $shape)) AS row)`,
    { rows: JSON.stringify(rows), shape: JSON.stringify([columns]) },
  );
  const spans = [...periods].flatMap(([id, list]) => list.map((p) => `(${[id, p.period_from, p.period_to].map(literal).join(', ')})`));
  if (spans.length > 0) await database.run(`INSERT INTO core.delivery_period VALUES ${spans.join(', ')}`);
}

function ledgerRow({ taken, judgement, status }: Loaded, periods: Period[], project: Project): Record<string, unknown> {
  // Released: what it was held for is on record with the decision, and is no trouble any more.
  const troubled = status === judgement.status || status === 'discarded';
  return {
    delivery_id: taken.delivery_id,
    source_id: taken.source_id,
    feed: taken.feed,
    party_id: taken.party_id,
    file_name: taken.file_name,
    sha256: taken.sha256,
    bytes: taken.bytes,
    modified_at: taken.modified_at,
    received_at: taken.received_at,
    received_on: receivedDay(taken.received_at, project),
    rank: `${judgement.order_key}|${taken.sha256}`,
    period_from: periods[0]?.period_from ?? null,
    period_to: periods.at(-1)?.period_to ?? null,
    status,
    rows_read: judgement.rows_read,
    rows_accepted: judgement.rows_accepted,
    rows_rejected: judgement.rows_rejected,
    error_code: troubled ? judgement.error_code : null,
    error: troubled ? judgement.error : null,
    account: JSON.stringify(judgement.account),
    headers: JSON.stringify(judgement.headers),
    corrects: taken.corrects ?? judgement.corrects?.[0] ?? null,
    is_correction: judgement.corrects !== undefined,
    contract_id: judgement.contract.id,
    contract_version: judgement.contract.version,
    layout_to: judgement.layout_to,
  };
}
