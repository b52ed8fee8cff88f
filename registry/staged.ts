/** What waits in the staging folder: the delivery, the judge's verdict on it, and sights of bytes that came before. */

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Judgement, Sighting, TakenDelivery } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import { literal } from '../schemas/sql.js';
import { acceptedSql, stagingPaths } from '../schemas/staging.js';
import type { DeliveryStatus } from '../schemas/vocabulary.js';

export interface StagedDelivery {
  taken: TakenDelivery;
  judgement: Judgement;
}

/** With the status that it has in the registry, which a person's decision can change. */
export interface Loaded extends StagedDelivery {
  status: DeliveryStatus;
}

/** Whether accepted rows of it are in the registry. */
const hasFacts = ({ status, judgement }: Loaded) => judgement.rows_accepted > 0 && (status === 'accepted' || status === 'partial');

/** The rows of staged files in SQL; the folder that a file lies in tells the delivery. */
export const stagedRows = (files: string[]) =>
  `(SELECT string_split(filename, '/')[-2] AS delivery_id, * EXCLUDE (filename) FROM read_parquet([${files.map(literal).join(', ')}], filename = true))`;

/**
 * Relations with the accepted rows of deliveries of one feed: one for all that were judged row by row, and one for each that was judged in bulk, because
 * their lines are counted in different ways.
 */
export function acceptedRows(deliveries: Loaded[], staging: string): string[] {
  const facts = deliveries
    .filter(hasFacts)
    .map(({ taken, judgement }) => ({ taken, judgement, files: stagingPaths(staging, taken.delivery_id) }));
  const byRow = facts.filter(({ judgement }) => judgement.cleared === undefined).map(({ files }) => files.accepted);
  const inBulk = facts.filter(({ judgement }) => judgement.cleared !== undefined);
  return [
    ...(byRow.length > 0 ? [stagedRows(byRow)] : []),
    ...inBulk.map(
      ({ taken, judgement, files }) =>
        `(SELECT ${literal(taken.delivery_id)} AS delivery_id, * FROM (${acceptedSql(files, judgement.cleared)}))`,
    ),
  ];
}

/** @throws AssuranceError STAGING_MISSING when the delivery was not taken or not judged. */
export async function readStaged(staging: string, deliveryId: string): Promise<StagedDelivery> {
  const paths = stagingPaths(staging, deliveryId);
  return { taken: await readJson<TakenDelivery>(paths.delivery), judgement: await readJson<Judgement>(paths.judgement) };
}

export async function readSighting(staging: string, sightingId: string): Promise<Sighting> {
  return readJson<Sighting>(stagingPaths(staging, sightingId).sighting);
}

/**
 * Once a batch is committed its staged files are no longer needed: everything can be judged again from the store. A folder is moved
 * away before it is removed, so that nobody finds half of one.
 */
export async function clearStaged(staging: string, ids: string[]): Promise<void> {
  const leftovers = join(staging, '.tmp');
  await mkdir(leftovers, { recursive: true });
  const away = join(leftovers, randomUUID());
  await mkdir(away);
  for (const id of ids) await rename(stagingPaths(staging, id).folder, join(away, id)).catch(() => undefined);
  await rm(away, { recursive: true, force: true });
}

async function readJson<T>(path: string): Promise<T> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (cause) {
    throw new AssuranceError('STAGING_MISSING', 'A judged delivery that should wait in the staging folder is not there.', {
      where: path,
      cause,
    });
  }
}
