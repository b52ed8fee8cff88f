/** What is on record beside the facts: sights of bytes that came before, refused files, and what the judge noticed about a file. */

import { createHash } from 'node:crypto';
import type { Refusal, Sighting } from '../schemas/delivery.js';
import { literal } from '../schemas/sql.js';
import type { Database } from './database.js';
import type { StagedDelivery } from './staged.js';

/** The same bytes again become one row of status `duplicate` for each file name, however often they are seen. */
export async function recordSightings(sightings: (Sighting & { received_on: string })[], database: Database): Promise<void> {
  if (sightings.length === 0) return;
  const rows = new Map(
    sightings.map(({ sighting_id, delivery_id, ...seen }) => [
      sighting_id,
      { ...seen, delivery_id: sighting_id, duplicate_of: delivery_id },
    ]),
  );
  const columns = ['delivery_id', 'source_id', 'feed', 'party_id', 'file_name', 'sha256', 'bytes', 'received_on', 'duplicate_of'];
  const shape = Object.fromEntries([...columns, 'modified_at', 'received_at'].map((name) => [name, 'VARCHAR']));
  await database.run(
    `INSERT INTO core.delivery BY NAME
     SELECT ${columns.map((name) => `row.${name}`).join(', ')}, 'duplicate' AS status, 0 AS rows_read, 0 AS rows_accepted, 0 AS rows_rejected,
       row.modified_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS modified_at, row.received_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS received_at
     FROM (SELECT unnest(from_json($rows, $shape)) AS row)
     WHERE row.delivery_id NOT IN (SELECT delivery_id FROM core.delivery)`,
    { rows: JSON.stringify([...rows.values()]), shape: JSON.stringify([shape]) },
  );
}

/** A refused file is a finding that stays open until a file of this name is taken; the same refusal again is the same finding. */
export async function recordRefusals(refusals: Refusal[], database: Database): Promise<number> {
  const found = new Map(
    refusals.map(({ source_id, party_id, file_name, code, message }) => {
      const detail = `source ${source_id}, file ${file_name}: ${message} (${code})`;
      return [findingId(source_id, file_name, code), { kind: 'FILE_REFUSED', severity: 'warning', party_id, detail }];
    }),
  );
  // One that was closed is open again.
  await database.run(
    `DELETE FROM core.finding WHERE scope = 'file' AND state = 'closed' AND list_contains([${[...found.keys()].map(literal).join(', ')}]::VARCHAR[], finding_id)`,
  );
  return addFindings('file', found, database);
}

/** Ids of open findings that say that one of these files was refused. */
export async function refusalsOf(source_id: string, fileNames: string[], database: Database): Promise<string[]> {
  const open = await database.rows<{ finding_id: string; code: string }>(
    String.raw`SELECT finding_id, regexp_extract(detail, '\((\w+)\)$', 1) AS code FROM core.finding WHERE kind = 'FILE_REFUSED' AND state = 'open'`,
  );
  if (open.length === 0) return [];
  const codes = [...new Set(open.map((finding) => finding.code))];
  const taken = new Set(fileNames.flatMap((file_name) => codes.map((code) => findingId(source_id, file_name, code))));
  return open.map((finding) => finding.finding_id).filter((id) => taken.has(id));
}

export async function closeFindings(ids: string[], database: Database): Promise<void> {
  const list = `[${ids.map(literal).join(', ')}]::VARCHAR[]`;
  await database.run(`UPDATE core.finding SET state = 'closed' WHERE list_contains(${list}, finding_id)`);
}

/**
 * What the judge noticed about the latest file of a source (an unknown column and the like) is open; what only older files had is
 * closed. A file that arrives late and is not the latest says nothing about how the source reports now.
 */
export async function recordFileFindings(all: StagedDelivery[], database: Database): Promise<void> {
  // A corrected copy says nothing about how the source reports.
  const staged = all.filter((d) => d.judgement.corrects === undefined);
  if (staged.length === 0) return;
  const sources = [...new Set(staged.map((d) => literal(d.taken.source_id)))];
  const latest = await database.rows<{ delivery_id: string }>(
    `SELECT arg_max(delivery_id, rank) AS delivery_id FROM core.delivery 
     WHERE rank IS NOT NULL AND NOT coalesce(is_correction, false) AND source_id IN (${sources.join(', ')}) GROUP BY source_id`,
  );
  const ids = new Set(latest.map((row) => row.delivery_id));
  for (const { taken, judgement } of staged.filter((d) => ids.has(d.taken.delivery_id))) {
    const scope = `source ${taken.source_id}`;
    const found = new Map(
      judgement.findings.map(({ kind, severity, detail }) => [
        findingId(scope, kind, detail),
        { kind, severity, party_id: taken.party_id, detail: `${scope}: ${detail}` },
      ]),
    );
    const known = `[${[...found.keys()].map(literal).join(', ')}]::VARCHAR[]`;
    await database.run(`UPDATE core.finding SET state = 'closed' WHERE scope = $scope AND NOT list_contains(${known}, finding_id)`, {
      scope,
    });
    await database.run(`DELETE FROM core.finding WHERE scope = $scope AND state = 'closed' AND list_contains(${known}, finding_id)`, {
      scope,
    });
    await addFindings(scope, found, database);
  }
}

interface Noticed {
  kind: string;
  severity: string;
  party_id: string;
  detail: string;
}

const findingId = (...parts: string[]) => createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);

/** @returns how many of them are new. */
async function addFindings(scope: string, found: Map<string, Noticed>, database: Database): Promise<number> {
  if (found.size === 0) return 0;
  const ids = [...found.keys()].map(literal).join(', ');
  const known = await database.rows<{ finding_id: string }>(`SELECT finding_id FROM core.finding WHERE finding_id IN (${ids})`);
  for (const { finding_id } of known) found.delete(finding_id);
  const rows = [...found].map(
    ([id, { kind, severity, party_id, detail }]) =>
      `(${[id, scope, kind, severity].map(literal).join(', ')}, NULL, NULL, ${literal(party_id)}, ${literal(detail)}, getvariable('now'), 'open')`,
  );
  if (rows.length > 0) await database.run(`INSERT INTO core.finding VALUES ${rows.join(', ')}`);
  return rows.length;
}
