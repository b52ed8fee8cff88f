/**
 * The notes of a delivery in the staging folder, around the registry clearing them once it has committed a delivery: who judges it again
 * gets them back, and who takes the same file again does not leave them lying.
 */

import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readSnapshot } from '../registry/snapshot.js';
import type { Judgement, Sighting, TakenDelivery } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { DeliveryOutcome, PlannedSight } from '../schemas/runs.js';
import { stagingPaths } from '../schemas/staging.js';

/**
 * What was taken, from the staging folder or else from the registry as it was published; the note is then written anew.
 * @throws AssuranceError DELIVERY_NOT_STAGED
 */
export async function takenDelivery({ staging, home }: LoadedProject, deliveryId: string): Promise<TakenDelivery> {
  const paths = stagingPaths(staging, deliveryId);
  const staged = await readJson<TakenDelivery>(paths.delivery);
  if (staged !== undefined) return staged;
  const [known] = await orNothing(
    readSnapshot<TakenDelivery & { corrects: string | null }>(
      home,
      `SELECT delivery_id, source_id, feed, party_id, file_name, sha256, bytes, corrects,
         strftime(modified_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS modified_at, strftime(received_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS received_at
       FROM deliveries WHERE delivery_id = $id AND status <> 'duplicate'`,
      { id: deliveryId },
    ),
  );
  if (known === undefined) throw new AssuranceError('DELIVERY_NOT_STAGED', `Delivery ${deliveryId} is not known.`, { where: deliveryId });
  const { corrects, ...rest } = known;
  const taken: TakenDelivery = { ...rest, bytes: Number(rest.bytes), ...(corrects === null ? {} : { corrects }) };
  await writeJson(paths.folder, paths.delivery, taken);
  return taken;
}

/** Of these deliveries, which the registry has, those that wait for nobody: a held one is still to be heard. */
export async function settledOf({ staging, home }: LoadedProject, committed: string[]): Promise<Set<string>> {
  const held: string[] = [];
  for (const id of committed) if ((await readJson<Judgement>(stagingPaths(staging, id).judgement))?.status === 'held') held.push(id);
  // One that was released a moment before a kill may have left its judgement behind.
  const open = new Set((await readOutcomes(home, held)).filter((o) => o.status === 'held').map((o) => o.delivery_id));
  return new Set(committed.filter((id) => !open.has(id)));
}

/**
 * Every sight that the registry is to hear of gets its note; the note of a settled delivery that this pull has written anew goes.
 */
export async function settleNotes(staging: string, todo: PlannedSight[], settled: Set<string>): Promise<void> {
  for (const { delivery_id, sighting_id, fresh } of todo) {
    if (fresh) continue;
    const paths = stagingPaths(staging, sighting_id);
    if (await exists(paths.sighting)) continue;
    const taken = await readJson<TakenDelivery>(stagingPaths(staging, delivery_id).delivery);
    if (taken !== undefined) await writeJson(paths.folder, paths.sighting, { ...taken, sighting_id } satisfies Sighting);
  }
  for (const id of settled) {
    const paths = stagingPaths(staging, id);
    if (!(await exists(paths.judgement))) await rm(paths.folder, { recursive: true, force: true });
  }
}

/** What the published snapshot says of deliveries; nothing of those that are not in it. */
export async function readOutcomes(home: string, deliveryIds: string[]): Promise<DeliveryOutcome[]> {
  if (deliveryIds.length === 0) return [];
  const rows = await orNothing(
    readSnapshot<DeliveryOutcome>(
      home,
      `SELECT delivery_id, status, rows_read, rows_accepted, rows_rejected, error_code FROM deliveries
       WHERE list_contains(string_split($ids, ','), delivery_id)`,
      { ids: deliveryIds.join(',') },
    ),
  );
  return rows;
}

/** Before the first publication there is nothing to read. */
async function orNothing<T>(reading: Promise<T[]>): Promise<T[]> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AssuranceError && error.code === 'SNAPSHOT_MISSING') return [];
    throw error;
  }
}

async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeJson(folder: string, path: string, value: unknown): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
