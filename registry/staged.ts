/** What waits in the staging folder: the delivery, the judge's verdict on it, and sights of bytes that came before. */

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Judgement, Sighting, TakenDelivery } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import { stagingPaths } from '../schemas/staging.js';

export interface StagedDelivery {
  taken: TakenDelivery;
  judgement: Judgement;
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
  for (const id of ids) {
    const away = join(leftovers, randomUUID());
    const moved = await rename(stagingPaths(staging, id).folder, away).then(
      () => true,
      () => false,
    );
    if (moved) await rm(away, { recursive: true, force: true });
  }
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
