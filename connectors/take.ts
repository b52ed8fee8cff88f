/**
 * From a source into the store: every file that has settled gets its bytes kept and a note of what it is, before anything reads it.
 *
 * Each step can be killed and done again: the store knows bytes by their hash, and notes are named after what they say and written once.
 */

import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Refusal, Sighting, TakenDelivery } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { Source } from '../schemas/project.js';
import { stagingPaths } from '../schemas/staging.js';
import { connectorFor, refusalCodes, type Connector, type Offer, type Waiting } from './connector.js';
import { removeLeftovers, writeJsonOnce } from './durable.js';
import { eachAtOnce } from './each-at-once.js';
import { shownName } from './file-name.js';
import { bytesOf, modifiedAt } from './regular-file.js';
import type { Store, Stored } from './store.js';

export interface Sight {
  file_name: string;
  delivery_id: string;
  sighting_id: string;
  bytes: number;
  /**
   * Whether delivery.json tells of this file: its bytes were seen under this name first. Says nothing about what was judged or
   * committed: after a kill, the same files are first sights again.
   */
  first_sight: boolean;
}

export interface Taking {
  taken: Sight[];
  refusals: Refusal[];
  waiting: Waiting[];
}

export interface TakeProgress {
  files: number;
  bytes: number;
  files_total: number;
  bytes_total: number;
}

export interface TakeOptions {
  source: Source;
  projectDir: string;
  store: Store;
  /** Folder of the notes: STAGING/<delivery_id>/delivery.json, STAGING/<sighting_id>/sighting.json. */
  staging: string;
  signal?: AbortSignal;
  onProgress?: (progress: TakeProgress) => void;
  /** Another one than the project file names: for tests. */
  connector?: Connector;
}

/**
 * Takes all files of a source that have settled. A file that is refused or that waits stops no other.
 *
 * @throws AssuranceError when the source cannot be reached or the store cannot be written.
 */
export async function takeDeliveries(options: TakeOptions): Promise<Taking> {
  const { source, projectDir, store, staging, signal, onProgress } = options;
  await store.clean();
  await removeLeftovers(staging);
  const { offers, refusals, waiting } = await (options.connector ?? connectorFor(source, projectDir)).list({ signal });
  // One time for all: files that come together are not before or after each other
  const received_at = new Date().toISOString();
  const result: Taking = { taken: [], refusals: [...refusals], waiting: [...waiting] };
  const progress = { files: 0, bytes: 0, files_total: offers.length, bytes_total: offers.reduce((sum, offer) => sum + offer.bytes, 0) };
  onProgress?.({ ...progress });

  const stored = await eachAtOnce(offers, filesAtOnce, async (offer): Promise<Stored | AssuranceError> => {
    let came = 0;
    const onBytes = (more: number) => {
      came += more;
      progress.bytes += more;
      onProgress?.({ ...progress });
    };
    const outcome = await offer
      .open(signal)
      .then((stream) => store.put(stream, { signal, onBytes }))
      .catch(ofOneFile);
    progress.files += 1;
    progress.bytes += offer.bytes - came;
    onProgress?.({ ...progress });
    return outcome;
  });
  // Of the same bytes under two names the first is the delivery
  const inTurn = new Map<string, Promise<unknown>>();
  const noted = await eachAtOnce([...offers.entries()], filesAtOnce, async ([at, offer]): Promise<Sight | AssuranceError> => {
    const outcome = stored[at]!;
    if (outcome instanceof AssuranceError) return outcome;
    const noting = (inTurn.get(outcome.sha256) ?? Promise.resolve()).then(() => note(source, { ...offer, received_at }, outcome, staging));
    inTurn.set(outcome.sha256, noting);
    return noting;
  });
  for (const [at, outcome] of noted.entries()) {
    if (outcome instanceof AssuranceError) setAside(outcome, offers[at]!, source, result);
    else result.taken.push(outcome);
  }
  return result;
}

/** Each waits for the disk most of the time. */
const filesAtOnce = 8;

/** What is about one file only is its outcome; everything else ends the pull of the source. */
function ofOneFile(error: unknown): AssuranceError {
  if (error instanceof AssuranceError && (error.code === 'FILE_CHANGED' || refusalCodes.includes(error.code))) return error;
  throw error;
}

function setAside({ code, message }: AssuranceError, { file_name }: Offer, source: Source, result: Taking): void {
  if (code === 'FILE_CHANGED') result.waiting.push({ file_name, why: message });
  else result.refusals.push({ source_id: source.id, party_id: source.party, file_name, code, message });
}

/**
 * Takes one file that a person names, as a delivery of a source: the corrected file of a resubmission.
 *
 * @returns the delivery as it was first seen, when these bytes were taken before.
 * @throws AssuranceError FILE_NOT_FOUND, FILE_UNREADABLE, FILE_CHANGED, RESUBMIT_UNCHANGED, STORE_*
 */
export async function takeFile(options: {
  source: Source;
  path: string;
  file_name?: string;
  /** The delivery that it corrects. */
  corrects?: string;
  store: Store;
  staging: string;
  signal?: AbortSignal;
}): Promise<TakenDelivery> {
  const { source, path, store, staging, signal, corrects } = options;
  const notFound = (cause: unknown): never => {
    throw new AssuranceError('FILE_NOT_FOUND', 'There is no such file', { where: path, cause });
  };
  const real = await realpath(path).catch(notFound);
  const identity = await stat(real, { bigint: true }).catch(notFound);
  if (!identity.isFile()) throw new AssuranceError('FILE_NOT_FOUND', 'This is no file', { where: path });
  const file_name = shownName(options.file_name ?? basename(path));
  const stored = await store.put(bytesOf({ path: real, name: file_name, identity }, signal), { signal });
  const delivery = describe(source, { file_name, modified_at: modifiedAt(identity), received_at: new Date().toISOString() }, stored);
  if (delivery.delivery_id === corrects) {
    throw new AssuranceError('RESUBMIT_UNCHANGED', 'The corrected file has the same bytes as the delivery', { where: path });
  }
  const note = stagingPaths(staging, delivery.delivery_id).delivery;
  await writeJsonOnce(staging, note, corrects === undefined ? delivery : { ...delivery, corrects });
  return JSON.parse(await readFile(note, 'utf8')) as TakenDelivery;
}

async function note(source: Source, offer: Named, stored: Stored, staging: string): Promise<Sight> {
  const delivery = describe(source, offer, stored);
  const { delivery_id } = delivery;
  const sighting_id = idOf('s', [source.id, stored.sha256, offer.file_name]);
  const path = stagingPaths(staging, delivery_id).delivery;
  if (await writeJsonOnce(staging, path, delivery))
    return { file_name: offer.file_name, delivery_id, sighting_id, bytes: stored.bytes, first_sight: true };

  const sighting: Sighting = { ...delivery, sighting_id };
  await writeJsonOnce(staging, stagingPaths(staging, sighting_id).sighting, sighting);
  const first = JSON.parse(await readFile(path, 'utf8')) as TakenDelivery;
  return { file_name: offer.file_name, delivery_id, sighting_id, bytes: stored.bytes, first_sight: first.file_name === offer.file_name };
}

type Named = Pick<Offer, 'file_name' | 'modified_at'> & Pick<TakenDelivery, 'received_at'>;

function describe(source: Source, file: Named, { sha256, bytes }: Stored): TakenDelivery {
  return {
    delivery_id: idOf('d', [source.id, sha256]),
    source_id: source.id,
    feed: source.feed,
    party_id: source.party,
    file_name: file.file_name,
    sha256,
    bytes,
    modified_at: file.modified_at,
    received_at: file.received_at,
  };
}

/** The same file is the same delivery in every run and on every machine. */
function idOf(kind: 'd' | 's', parts: string[]): string {
  return kind + createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 20);
}
