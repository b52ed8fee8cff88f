/** The bytes of one regular file of this machine, and nothing else's: what is opened is what was looked at, from the first byte to the last. */

import { constants, type BigIntStats } from 'node:fs';
import { open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import { sep } from 'node:path';
import { Readable } from 'node:stream';
import { AssuranceError } from '../schemas/errors/error.js';

export type FileIdentity = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs'>;

export const sameFile = (a: FileIdentity, b: FileIdentity): boolean =>
  a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;

/** ISO 8601 UTC, to the millisecond. */
export const modifiedAt = (file: FileIdentity): string => new Date(Number(file.mtimeNs / 1_000_000n)).toISOString();

export interface RegularFile {
  path: Buffer | string;
  /** How errors name the place; printable. */
  name: string;
  /** As it was when it was looked at. */
  identity: FileIdentity;
  /** A folder that the opened file has to lie in, with its links resolved. */
  within?: string;
}

/** Not through a link, and never waiting for the other end of a pipe. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Errors of the stream: FILE_UNREADABLE, FILE_NOT_REGULAR, FILE_CHANGED. */
export function bytesOf(file: RegularFile, signal?: AbortSignal): Readable {
  return Readable.from(read(file, signal), { objectMode: false });
}

async function* read(file: RegularFile, signal?: AbortSignal): AsyncGenerator<Buffer> {
  let handle: FileHandle | undefined;
  try {
    signal?.throwIfAborted();
    handle = await open(file.path, openFlags);
    await mustBeTheSame(handle, file);
    if (!(await liesWithin(handle, file))) throw changed(file, 'is now reached through a link');
    let bytes = 0n;
    // Not told of the signal itself: a stream that is made when the signal has fired throws its error past whoever reads it.
    for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: 256 * 1024 })) {
      signal?.throwIfAborted();
      bytes += BigInt((chunk as Buffer).length);
      if (bytes > file.identity.size) throw changed(file, 'grew while it was read');
      yield chunk as Buffer;
    }
    await mustBeTheSame(handle, file);
    if (bytes < file.identity.size) throw changed(file, 'became shorter while it was read');
  } catch (error) {
    throw explain(error, file, signal);
  } finally {
    await handle?.close();
  }
}

async function mustBeTheSame(handle: FileHandle, file: RegularFile): Promise<void> {
  const now = await handle.stat({ bigint: true });
  if (!now.isFile()) throw new AssuranceError('FILE_NOT_REGULAR', 'It is no regular file', { where: file.name });
  if (!sameFile(now, file.identity)) throw changed(file, 'is not as it was when it was listed');
}

/** A folder on the way may have become a link since the file was listed. Linux tells where an open file really lies. */
async function liesWithin(handle: FileHandle, { path, within }: RegularFile): Promise<boolean> {
  if (within === undefined) return true;
  const real = await readlink(`/proc/self/fd/${handle.fd}`, 'buffer').catch(() => realpath(path, 'buffer'));
  return isInside(real, within);
}

/** Compared as bytes: a name need not be text. */
export function isInside(path: Buffer, folder: string): boolean {
  const start = Buffer.from(folder.endsWith(sep) ? folder : folder + sep);
  return path.length > start.length && path.subarray(0, start.length).equals(start);
}

const changed = (file: RegularFile, how: string) => new AssuranceError('FILE_CHANGED', `The file ${how}`, { where: file.name });

function explain(error: unknown, file: RegularFile, signal?: AbortSignal): unknown {
  if (error instanceof AssuranceError || signal?.aborted === true) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return changed(file, 'went away before it could be read');
  if (code === 'ELOOP') return changed(file, 'became a link after it was listed');
  const details = { where: file.name, cause: error };
  if (code === 'ENXIO') return new AssuranceError('FILE_NOT_REGULAR', 'It is no regular file', details);
  return new AssuranceError('FILE_UNREADABLE', `It cannot be read (${code ?? 'unknown reason'})`, details);
}
