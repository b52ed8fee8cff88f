/** What a person or a machine reads after a pull: every file that was seen, what became of it, and what waits for whom. */

import { readFile } from 'node:fs/promises';
import { PullFolder, type Manifest, type Plan } from '../activities/pull-folder.js';
import { readTogether, type Ask } from '../registry/snapshot.js';
import type { TakenDelivery } from '../schemas/delivery.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import { homePaths, stagingPaths } from '../schemas/staging.js';
import type { DeliveryStatus } from '../schemas/vocabulary.js';
import { problemsOf, type Problem } from './problems.js';
import type { Pulled } from './pull.js';

export type { Problem };

export interface ReportedDelivery {
  source_id: string;
  file_name: string;
  sha256: string;
  status: DeliveryStatus;
  rows_read: number;
  rows_accepted: number;
  rows_rejected: number;
}

export interface PullReport {
  deliveries: ReportedDelivery[];
  assets: { total: number; eligible: number; grace: number; ineligible: number; in_channel: number };
  findings: { open: number };
  /** Path of the snapshot. */
  published: string;
  seconds: number;
  problems: Problem[];
}

/** A delivery of this pull with what the problems tell besides. */
export interface SeenDelivery extends ReportedDelivery {
  delivery_id: string;
  error_code: string | null;
}

/** What one pull saw, from its folder; all undefined when its source could not be listed. */
export interface Seen {
  pulled: Pulled;
  manifest: Manifest | undefined;
  deliveries: SeenDelivery[];
}

export async function reportOf(loaded: LoadedProject, pulls: Pulled[], began: number): Promise<PullReport> {
  const lists = await Promise.all(pulls.map((pulled) => listOf(loaded, pulled)));
  // Opened once for all sources.
  const { known, counts } = await readTogether(loaded.home, async (ask) => ({
    known: await deliveriesOf(
      ask,
      lists.flatMap((list) => list.ids),
    ),
    counts: await ask<PullReport['assets'] & { open: number }>(
      `SELECT count(*) AS total, count(*) FILTER (eligibility = 'eligible') AS eligible, count(*) FILTER (eligibility = 'grace') AS grace,
         count(*) FILTER (eligibility = 'ineligible') AS ineligible, count(*) FILTER (eligibility = 'in_channel') AS in_channel,
         (SELECT count(*) FROM findings WHERE state = 'open') AS open FROM assets`,
    ),
  }));
  const seen = await Promise.all(lists.map((list) => seenBy(loaded, list, known)));
  const { open, ...assets } = counts[0]!;
  return {
    deliveries: seen.flatMap((s) => s.deliveries.map(({ delivery_id: _, error_code: __, ...shown }) => shown)),
    assets,
    findings: { open },
    published: homePaths(loaded.home).snapshot,
    seconds: Math.round((Date.now() - began) / 10) / 100,
    problems: (await Promise.all(seen.map((s) => problemsOf(loaded, s)))).flat(),
  };
}

/** What one source had, by the ids under which it is on record. */
interface Listed {
  pulled: Pulled;
  manifest: Manifest | undefined;
  ids: string[];
}

async function listOf(loaded: LoadedProject, pulled: Pulled): Promise<Listed> {
  const folder = new PullFolder(loaded.staging, pulled.pull_id);
  const [manifest, plan] = [await folder.read('manifest'), await folder.read('plan')];
  return { pulled, manifest, ids: manifest === undefined || plan === undefined ? [] : shownIds(manifest, plan) };
}

async function seenBy(loaded: LoadedProject, { pulled, manifest, ids }: Listed, known: Map<string, SeenDelivery>): Promise<Seen> {
  const deliveries = await Promise.all(ids.map(async (id) => known.get(id) ?? (await unrecorded(loaded.staging, id))));
  return { pulled, manifest, deliveries: deliveries.filter((d) => d !== undefined) };
}

/** In the order in which the source listed them; a sight of known bytes has a row of its own. */
function shownIds(manifest: Manifest, plan: Plan): string[] {
  const duplicates = new Set(plan.duplicates);
  return manifest.taken.map((t) => (duplicates.has(t.sighting_id) ? t.sighting_id : t.delivery_id));
}

async function deliveriesOf(ask: Ask, ids: string[]): Promise<Map<string, SeenDelivery>> {
  const known = await ask<SeenDelivery>(
    `SELECT delivery_id, source_id, file_name, sha256, status, rows_read, rows_accepted, rows_rejected, error_code
     FROM deliveries SEMI JOIN (SELECT unnest(from_json($ids, '["VARCHAR"]')) AS delivery_id) USING (delivery_id)`,
    { ids: JSON.stringify(ids) },
  );
  return new Map(known.map((d) => [d.delivery_id, d]));
}

/** Taken, and then neither judged nor committed: the pull's result says why. */
async function unrecorded(staging: string, id: string): Promise<SeenDelivery | undefined> {
  const text = await readFile(stagingPaths(staging, id).delivery, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { delivery_id, source_id, file_name, sha256 } = JSON.parse(text) as TakenDelivery;
  return {
    delivery_id,
    source_id,
    file_name,
    sha256,
    status: 'failed',
    rows_read: 0,
    rows_accepted: 0,
    rows_rejected: 0,
    error_code: null,
  };
}
