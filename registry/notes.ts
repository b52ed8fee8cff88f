/** What is on record beside the facts: sights of bytes that came before, refused files, and what the judge noticed about a file. */

import { createHash } from 'node:crypto';
import type { Refusal, Sighting } from '../schemas/delivery.js';
import { literal, type Database } from './database.js';
import type { StagedDelivery } from './staged.js';

/** The same bytes again become one row of status `duplicate` for each file name, however often they are seen. */
export async function recordSighting(sighting: Sighting, receivedOn: string, database: Database): Promise<void> {
  await database.run(
    `INSERT INTO core.delivery BY NAME
     SELECT $id AS delivery_id, $source AS source_id, $feed AS feed, $party AS party_id, $file AS file_name, $sha AS sha256, $bytes::BIGINT AS bytes,
       $modified::TIMESTAMPTZ AT TIME ZONE 'UTC' AS modified_at, $received::TIMESTAMPTZ AT TIME ZONE 'UTC' AS received_at, $on::DATE AS received_on,
       'duplicate' AS status, 0 AS rows_read, 0 AS rows_accepted, 0 AS rows_rejected, $original AS duplicate_of
     WHERE NOT EXISTS (SELECT 1 FROM core.delivery WHERE delivery_id = $id)`,
    {
      id: sighting.sighting_id,
      source: sighting.source_id,
      feed: sighting.feed,
      party: sighting.party_id,
      file: sighting.file_name,
      sha: sighting.sha256,
      bytes: String(sighting.bytes),
      modified: sighting.modified_at,
      received: sighting.received_at,
      on: receivedOn,
      original: sighting.delivery_id,
    },
  );
}

/** A refused file is a finding that stays open until a person closes the cause; the same refusal again is the same finding. */
export async function recordRefusals(refusals: Refusal[], database: Database): Promise<number> {
  let added = 0;
  for (const refusal of refusals) {
    const id = createHash('sha256').update(`${refusal.source_id}\n${refusal.file_name}\n${refusal.code}`).digest('hex').slice(0, 16);
    const known = await database.rows('SELECT 1 FROM core.finding WHERE finding_id = $id', { id });
    if (known.length > 0) continue;
    added += 1;
    await database.run(
      `INSERT INTO core.finding VALUES ($id, 'file', 'FILE_REFUSED', 'warning', NULL, NULL, $party, $detail, getvariable('now'), 'open')`,
      {
        id,
        party: refusal.party_id,
        detail: `source ${refusal.source_id}, file ${refusal.file_name}: ${refusal.message} (${refusal.code})`,
      },
    );
  }
  return added;
}

/**
 * What the judge noticed about the latest file of a source (an unknown column and the like) is open; what only older files had is
 * closed. A file that arrives late and is not the latest says nothing about how the source reports now.
 */
export async function recordFileFindings({ taken, judgement }: StagedDelivery, database: Database): Promise<void> {
  // A corrected copy says nothing about how the source reports.
  if (judgement.corrects !== undefined) return;
  const later = await database.rows(
    `SELECT 1 FROM core.delivery d WHERE d.source_id = $source AND NOT coalesce(d.is_correction, false) AND d.rank > (SELECT rank FROM core.delivery WHERE delivery_id = $id) LIMIT 1`,
    { source: taken.source_id, id: taken.delivery_id },
  );
  if (later.length > 0) return;
  const scope = `source ${taken.source_id}`;
  const found = judgement.findings.map((finding) => ({
    ...finding,
    id: createHash('sha256').update(`${scope}\n${finding.kind}\n${finding.detail}`).digest('hex').slice(0, 16),
  }));
  const ids = `[${found.map((finding) => literal(finding.id)).join(', ')}]::VARCHAR[]`;
  await database.run(`UPDATE core.finding SET state = 'closed' WHERE scope = $scope AND NOT list_contains(${ids}, finding_id)`, { scope });
  await database.run(`DELETE FROM core.finding WHERE scope = $scope AND state = 'closed' AND list_contains(${ids}, finding_id)`, { scope });
  for (const { id, kind, severity, detail } of found) {
    await database.run(
      `INSERT INTO core.finding SELECT $id, $scope, $kind, $severity, NULL, NULL, $party, $detail, getvariable('now'), 'open'
       WHERE NOT EXISTS (SELECT 1 FROM core.finding WHERE finding_id = $id)`,
      { id, scope, kind, severity, party: taken.party_id, detail: `source ${taken.source_id}: ${detail}` },
    );
  }
}
