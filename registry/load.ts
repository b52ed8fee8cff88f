/** Puts judged deliveries into the registry's tables: the ledger row of each delivery, its facts, its rejected rows. */

import type { Project, Source } from '../schemas/project.js';
import { feedShape } from '../schemas/feeds/shape.js';
import { acceptedSql, stagingPaths } from '../schemas/staging.js';
import type { DeliveryStatus, Feed } from '../schemas/vocabulary.js';
import { dayIn, periodsBetween } from './calendar.js';
import { literal, type Database } from './database.js';
import { loadCorrections } from './load-corrections.js';
import type { StagedDelivery } from './staged.js';

interface Place {
  project: Project;
  staging: string;
}

/** Held deliveries enter only when a person released them; what was decided is on record in core.decision. */
async function statusOf({ judgement }: StagedDelivery, database: Database): Promise<DeliveryStatus> {
  if (judgement.status !== 'held') return judgement.status;
  const [decision] = await database.rows<{ kind: string }>(
    "SELECT kind FROM core.decision WHERE delivery_id = $id AND kind IN ('release', 'discard', 'resubmit') ORDER BY decided_at LIMIT 1",
    { id: judgement.delivery_id },
  );
  if (!decision) return 'held';
  if (decision.kind !== 'release') return 'discarded';
  if (judgement.rows_accepted === 0) return judgement.rows_rejected === 0 ? 'nil' : 'rejected';
  return judgement.rows_rejected === 0 ? 'accepted' : 'partial';
}

/** Inside the transaction of the batch: delete and insert by delivery id, so that a batch can be told twice. */
export async function loadDelivery(staged: StagedDelivery, place: Place, database: Database): Promise<DeliveryStatus> {
  const { taken, judgement } = staged;
  const id = taken.delivery_id;
  const status = await statusOf(staged, database);
  const files = stagingPaths(place.staging, id);

  for (const table of ['core.delivery', 'core.delivery_period', 'core.rejected_row', `core.fact_${taken.feed}`]) {
    await database.run(`DELETE FROM ${table} WHERE delivery_id = $id`, { id });
  }
  if (judgement.rows_accepted > 0 && (status === 'accepted' || status === 'partial'))
    await loadFacts(taken, acceptedSql(files, judgement.cleared), database);
  if (judgement.rows_rejected > 0) {
    await database.run(
      `INSERT INTO core.rejected_row BY NAME SELECT ${literal(id)} AS delivery_id, ${literal(taken.feed)} AS feed, * FROM read_parquet(${literal(files.rejected)})`,
    );
  }

  await loadCorrections(staged, place.staging, database);

  const receivedOn = receivedDay(taken.received_at, place.project);
  const periods = await periodsOf(staged, place.project, receivedOn, database);
  for (const period of periods) {
    await database.run('INSERT INTO core.delivery_period VALUES ($id, $from::DATE, $to::DATE)', {
      id,
      from: period.period_from,
      to: period.period_to,
    });
  }
  await database.run(
    `INSERT INTO core.delivery BY NAME SELECT
       $id AS delivery_id, $source AS source_id, $feed AS feed, $party AS party_id, $file AS file_name, $sha AS sha256, $bytes::BIGINT AS bytes,
       $modified::TIMESTAMPTZ AT TIME ZONE 'UTC' AS modified_at, $received::TIMESTAMPTZ AT TIME ZONE 'UTC' AS received_at, $received_on::DATE AS received_on,
       $rank AS rank, $from::DATE AS period_from, $to::DATE AS period_to, $status AS status,
       $read::BIGINT AS rows_read, $accepted::BIGINT AS rows_accepted, $rejected::BIGINT AS rows_rejected,
       $code AS error_code, $error AS error, $account AS account, $headers AS headers, $corrects AS corrects,
       $contract AS contract_id, $contract_version AS contract_version, $layout_to::DATE AS layout_to, $copy::BOOLEAN AS is_correction`,
    {
      id,
      source: taken.source_id,
      feed: taken.feed,
      party: taken.party_id,
      file: taken.file_name,
      sha: taken.sha256,
      bytes: String(taken.bytes),
      modified: taken.modified_at,
      received: taken.received_at,
      received_on: receivedOn,
      rank: `${judgement.order_key}|${taken.sha256}`,
      from: periods[0]?.period_from ?? null,
      to: periods.at(-1)?.period_to ?? null,
      status,
      read: String(judgement.rows_read),
      accepted: String(judgement.rows_accepted),
      rejected: String(judgement.rows_rejected),
      // Released: what it was held for is on record with the decision, and is no trouble any more.
      code: status === judgement.status || status === 'discarded' ? judgement.error_code : null,
      error: status === judgement.status || status === 'discarded' ? judgement.error : null,
      account: JSON.stringify(judgement.account),
      headers: JSON.stringify(judgement.headers),
      corrects: taken.corrects ?? judgement.corrects?.[0] ?? null,
      copy: judgement.corrects !== undefined,
      contract: judgement.contract.id,
      contract_version: judgement.contract.version,
      layout_to: judgement.layout_to,
    },
  );
  return status;
}

/** The day a delivery came in the project's time zone; a project whose day is pinned stands still on that day. */
export function receivedDay(receivedAt: string, project: Project): string {
  const day = dayIn(project.timezone, new Date(receivedAt));
  return project.as_of !== undefined && project.as_of < day ? project.as_of : day;
}

/** The same row of the same source (all fields equal) is the same fact: its id is made of the source and every field. */
async function loadFacts(taken: StagedDelivery['taken'], accepted: string, database: Database): Promise<void> {
  const place = ['delivery_id', 'fact_id', 'sheet', 'line', 'item'];
  const columns = await database.rows<{ column_name: string }>(
    "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'core' AND table_name = $table ORDER BY column_index",
    { table: `fact_${taken.feed}` },
  );
  const fields = columns.map((column) => column.column_name).filter((name) => !place.includes(name));
  const identity = fields.map((field) => `coalesce(${field}::VARCHAR, chr(30))`).join(', ');
  await database.run(
    `INSERT INTO core.fact_${taken.feed} BY NAME
     SELECT ${literal(taken.delivery_id)} AS delivery_id, md5(concat_ws(chr(31), ${literal(taken.source_id)}, ${identity})) AS fact_id,
       sheet, line, item, ${fields.join(', ')}
     FROM (${accepted})`,
  );
}

/** What the file or its name says; else the calendar's periods that hold its dates; a nil report without either is for the last closed period. */
async function periodsOf({ taken, judgement }: StagedDelivery, project: Project, receivedOn: string, database: Database) {
  // A corrected copy belongs to the period of what it corrects, and is no report for any.
  if (judgement.corrects !== undefined) return [];
  if (judgement.period_from !== null && judgement.period_to !== null) {
    return [{ period_from: judgement.period_from, period_to: judgement.period_to }];
  }
  const source: Source | undefined = project.sources.find((s) => s.id === taken.source_id);
  const dates = await businessDates(taken.feed, taken.delivery_id, database);
  const [first, last] = [dates[0], dates.at(-1)];
  if (!source?.calendar) {
    return source?.corrections === 'replace_period' && first !== undefined && last !== undefined
      ? [{ period_from: first, period_to: last }]
      : [];
  }
  if (first === undefined || last === undefined) {
    if (judgement.status !== 'nil') return [];
    const yearBefore = `${Number(receivedOn.slice(0, 4)) - 1}${receivedOn.slice(4).replace('-02-29', '-02-28')}`;
    return periodsBetween(source.calendar, yearBefore, receivedOn)
      .filter((period) => period.period_to <= receivedOn)
      .slice(-1);
  }
  return periodsBetween(source.calendar, first, last).filter((period) =>
    dates.some((day) => day >= period.period_from && day <= period.period_to),
  );
}

async function businessDates(feed: Feed, id: string, database: Database): Promise<string[]> {
  const field = feedShape(feed).dated_by;
  if (field === undefined) return [];
  const rows = await database.rows<{ day: string }>(
    `SELECT DISTINCT day FROM (
       SELECT ${field}::DATE AS day FROM core.fact_${feed} WHERE delivery_id = $id
       UNION ALL SELECT business_date FROM core.rejected_row WHERE delivery_id = $id
     ) WHERE day IS NOT NULL ORDER BY day`,
    { id },
  );
  return rows.map((row) => row.day);
}
