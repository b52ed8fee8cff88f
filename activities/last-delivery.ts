/** What a delivery's form is compared with, from the registry as it was published. */

import { stat } from 'node:fs/promises';
import { orderKey } from '../contracts/file-name.js';
import { readSnapshot } from '../registry/snapshot.js';
import type { LastDelivery, TakenDelivery } from '../schemas/delivery.js';
import type { Source } from '../schemas/project.js';
import type { FileAccount } from '../schemas/rows.js';
import { homePaths } from '../schemas/staging.js';

interface Predecessors {
  /** Ranks of the deliveries that count, the last one first. */
  ranks: string[];
  byRank: Map<string, Promise<LastDelivery | undefined>>;
}

/** Many files of one pull ask the same of the same snapshot. */
const asked = new Map<string, Promise<Predecessors>>();
const keptAtMost = 50;

/**
 * @param source in the layout in which the delivery is read: a file in an earlier layout has its own line of predecessors.
 * @returns undefined for the first one of a source, and before anything was published.
 */
export async function lastDelivery(
  home: string,
  source: Source,
  taken: TakenDelivery,
  layoutTo: string | null,
): Promise<LastDelivery | undefined> {
  const published = await stat(homePaths(home).snapshot).catch(() => undefined);
  if (published === undefined) return undefined;
  const key = JSON.stringify([home, published.ino, published.mtimeMs, source.id, layoutTo, taken.received_at]);
  if (!asked.has(key)) {
    asked.set(key, predecessors(home, source.id, taken.received_at, layoutTo));
    for (const old of [...asked.keys()].slice(0, -keptAtMost)) asked.delete(old);
  }
  const { ranks, byRank } = await asked.get(key)!;
  const own = `${orderKey(taken.file_name, source.format.version, taken.modified_at)}|${taken.sha256}`;
  const rank = ranks.find((one) => one < own);
  if (rank === undefined) return undefined;
  if (!byRank.has(rank)) byRank.set(rank, read(home, source.id, rank));
  return byRank.get(rank);
}

async function predecessors(home: string, source: string, received: string, layout_to: string | null): Promise<Predecessors> {
  const rows = await ofKnownShape(
    readSnapshot<{ rank: string }>(
      home,
      `SELECT rank FROM core.delivery
       WHERE source_id = $source AND status IN ('accepted', 'partial', 'nil') AND NOT coalesce(is_correction, false) AND layout_to IS NOT DISTINCT FROM $layout_to::DATE
         AND received_at < $received::TIMESTAMPTZ AT TIME ZONE 'UTC'`,
      { source, layout_to, received },
    ),
  );
  // Ranks are compared as JavaScript compares them, here and above
  const ranks = rows.map(({ rank }) => rank).sort((a, b) => (a < b ? 1 : -1));
  return { ranks, byRank: new Map() };
}

async function read(home: string, source: string, rank: string): Promise<LastDelivery | undefined> {
  const [row] = await ofKnownShape(
    readSnapshot<{ file_name: string; headers: string; account: string }>(
      home,
      'SELECT file_name, headers, account FROM core.delivery WHERE source_id = $source AND rank = $rank',
      { source, rank },
    ),
  );
  if (row === undefined) return undefined;
  const { notes } = JSON.parse(row.account) as FileAccount;
  return { file_name: row.file_name, headers: JSON.parse(row.headers) as LastDelivery['headers'], notes };
}

/** A snapshot that an older version published lacks columns until the next commit; nothing is compared with it. */
async function ofKnownShape<T>(rows: Promise<T[]>): Promise<T[]> {
  try {
    return await rows;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Binder Error')) return [];
    throw error;
  }
}
