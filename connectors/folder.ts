/** Deliveries that lie in a folder of this machine, or of one that it mounts. Sub-folders are not entered. */

import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { Refusal } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { ErrorCode } from '../schemas/errors/catalogue.js';
import { nameMatcher } from '../schemas/name-pattern.js';
import type { FolderConnector as FolderSettings, Source } from '../schemas/project.js';
import type { Connector, Listing, Offer, Waiting } from './connector.js';
import { decodeName, doneMarker, isNeverTaken, shownName } from './file-name.js';
import { bytesOf, isInside, modifiedAt, type FileIdentity } from './regular-file.js';
import { settled, systemClock, type Clock } from './settle.js';

type Look = { file: FileIdentity; path: Buffer } | { refused: ErrorCode; why: string } | 'passed over';
type Outcome = { order: bigint; offer: Offer } | Refusal | Waiting | undefined;

export class FolderConnector implements Connector {
  constructor(
    private readonly source: Pick<Source, 'id' | 'party'>,
    private readonly settings: FolderSettings,
    private readonly projectDir: string,
    private readonly clock: Clock = systemClock,
  ) {}

  async list({ signal }: { signal?: AbortSignal }): Promise<Listing> {
    const root = await this.root();
    const names = await this.names(root);
    const present = new Set(names.map(({ name }) => name));
    const matches = nameMatcher(this.settings.pattern);
    const wanted = names.filter(({ name }) => !isNeverTaken(name) && matches(name));
    const outcomes = await Promise.all(wanted.map(({ name, bytes }) => this.outcome(root, name, bytes, present, signal)));
    signal?.throwIfAborted();
    return sortOut(outcomes);
  }

  private async root(): Promise<string> {
    const path = resolve(this.projectDir, this.settings.path);
    try {
      const root = await realpath(path);
      if ((await stat(root)).isDirectory()) return root;
      throw this.failure('SOURCE_FOLDER_MISSING', 'is not a folder', path);
    } catch (error) {
      if (error instanceof AssuranceError) throw error;
      if (isDenied(error)) throw this.failure('SOURCE_FOLDER_UNREADABLE', 'cannot be reached', path, error);
      throw this.failure('SOURCE_FOLDER_MISSING', 'is not there', path, error);
    }
  }

  /** As bytes too, because a name that is not UTF-8 can only be opened by its bytes. */
  private async names(root: string): Promise<{ name: string; bytes: Buffer }[]> {
    const entries = await readdir(root, { encoding: 'buffer' }).catch((error: unknown) => {
      throw this.failure('SOURCE_FOLDER_UNREADABLE', 'cannot be listed', root, error);
    });
    return entries.map((bytes) => ({ name: decodeName(bytes), bytes }));
  }

  private failure(code: ErrorCode, what: string, path: string, cause?: unknown): AssuranceError {
    const { id } = this.source;
    return new AssuranceError(code, `The folder of source ${id} ${what}`, { where: `source ${id}: ${path}`, cause });
  }

  private async outcome(root: string, name: string, bytes: Buffer, present: Set<string>, signal?: AbortSignal): Promise<Outcome> {
    const file_name = shownName(name);
    const entry = Buffer.concat([Buffer.from(root + sep), bytes]);
    const first = await look(entry, root);
    if (first === 'passed over') return undefined;
    if ('refused' in first) {
      const { id: source_id, party: party_id } = this.source;
      return { source_id, party_id, file_name, code: first.refused, message: first.why };
    }
    if (this.settings.done_marker && !present.has(doneMarker(name))) return { file_name, why: `${doneMarker(file_name)} is not there yet` };

    const again = async () => {
      const next = await look(entry, root);
      return typeof next === 'object' && 'file' in next ? next.file : undefined;
    };
    const identity = await settled(first.file, again, this.settings.settle_seconds * 1000, this.clock, signal);
    if ('why' in identity) return { file_name, why: identity.why };
    const { path } = first;
    const offer: Offer = {
      file_name,
      bytes: Number(identity.size),
      modified_at: modifiedAt(identity),
      open: (openSignal) => Promise.resolve(bytesOf({ path, name: file_name, identity, within: root }, openSignal)),
    };
    return { order: identity.mtimeNs, offer };
  }
}

/** What a name in the folder stands for. A link is followed only as far as the folder goes, and nothing is opened. */
async function look(entry: Buffer, root: string): Promise<Look> {
  try {
    let path = entry;
    let file = await lstat(entry, { bigint: true });
    if (file.isSymbolicLink()) {
      path = await realpath(entry, 'buffer');
      if (!isInside(path, root)) return { refused: 'FILE_LINK_LEAVES_FOLDER', why: 'The link leads out of the folder' };
      file = await lstat(path, { bigint: true });
    }
    if (file.isDirectory()) return 'passed over';
    if (!file.isFile()) return { refused: 'FILE_NOT_REGULAR', why: 'It is a pipe, a socket or a device' };
    return { file, path };
  } catch (error) {
    return explain(error, entry);
  }
}

async function explain(error: unknown, entry: Buffer): Promise<Look> {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ELOOP') return { refused: 'FILE_UNREADABLE', why: `It cannot be read (${code ?? 'unknown reason'})` };
  const stillThere = await lstat(entry).catch(() => undefined);
  return stillThere?.isSymbolicLink() === true ? { refused: 'FILE_LINK_LEAVES_FOLDER', why: 'The link leads to nothing' } : 'passed over';
}

const isDenied = (error: unknown): boolean => ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');

function sortOut(outcomes: Outcome[]): Listing {
  const listing: Listing = { offers: [], refusals: [], waiting: [] };
  const found: { order: bigint; offer: Offer }[] = [];
  for (const outcome of outcomes) {
    if (outcome === undefined) continue;
    if ('offer' in outcome) found.push(outcome);
    else if ('code' in outcome) listing.refusals.push(outcome);
    else listing.waiting.push(outcome);
  }
  found.sort((a, b) => compare(a.order, b.order) || compare(a.offer.file_name, b.offer.file_name));
  listing.offers = found.map(({ offer }) => offer);
  listing.refusals.sort((a, b) => compare(a.file_name, b.file_name));
  listing.waiting.sort((a, b) => compare(a.file_name, b.file_name));
  return listing;
}

/** Not by locale: the order is the same on every machine. */
const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
