/**
 * The plain files of a delivery: itself, or what is packed in it, one after the other. For every reader, and for whoever reads in bulk and
 * needs a file. Nothing is ever stored under a name that an archive gives.
 */

import { open, rm, type FileHandle } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AssuranceError } from '../../schemas/errors/error.js';
import { printable } from '../../schemas/printable.js';
import { whatIs } from '../sniff.js';
import { bytesAt, piecesAt } from '../zip/bytes.js';
import { entryContent, through } from '../zip/content.js';
import { zipArchive } from '../zip/directory.js';
import { ARCHIVE, checkInflation } from '../zip/limits.js';
import { archiveRefusals } from '../zip/refusals.js';
import { chooseMembers } from './members.js';
import { HEAD_BYTES, isGzip, packingOf } from './packing.js';
import { scratchFolder } from './scratch.js';

export interface PlainFile {
  /** It is there until the next one is asked for. */
  path: string;
  /** Its name in the archive, safe to show; null when it is the only one that is read. */
  member: string | null;
  /** Whether it was packed: its bytes are not those of the delivery. */
  packed: boolean;
}

export interface PlainFilesOptions {
  /** `members` of the format. */
  members?: string | undefined;
  /** Where there is room to unpack; without it the folder of the system for temporary files. */
  unpackIn?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Bytes of a packed delivery that have been unpacked so far. */
  onBytes?: ((read: number) => void) | undefined;
}

/** What was packed and how; undefined when the delivery was a plain file itself. */
export interface Unpacked {
  note: string;
  not_read: string[];
}

/**
 * @throws ARCHIVE_UNREADABLE, ARCHIVE_ENCRYPTED, ARCHIVE_NESTED, MEMBER_MISSING, FILE_TOO_LARGE_INFLATED; the signal's reason.
 */
export async function* plainFiles(path: string, options: PlainFilesOptions): AsyncGenerator<PlainFile, Unpacked | undefined> {
  const packing = await packingOf(path);
  if (packing === undefined) {
    yield { path, member: null, packed: false };
    return undefined;
  }
  const folder = await scratchFolder(options.unpackIn);
  const file = await open(path);
  try {
    const to = join(folder, 'member');
    if (packing === 'zip') return yield* zipMembers(file, to, options);
    await write(gunzipped(file), to, options.signal);
    options.onBytes?.((await file.stat()).size);
    yield { path: await notNested(to, 'the gzip file'), member: null, packed: true };
    return { note: 'packed with gzip', not_read: [] };
  } finally {
    await file.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function* zipMembers(
  file: FileHandle,
  to: string,
  { members, signal, onBytes }: PlainFilesOptions,
): AsyncGenerator<PlainFile, Unpacked> {
  const archive = await zipArchive(file, ARCHIVE, archiveRefusals);
  const { read, not_read } = chooseMembers(archive.entries, members);
  for (const entry of read) {
    const name = printable(entry.name);
    await write(entryContent(archive, entry), to, signal);
    onBytes?.(entry.local + entry.packed);
    yield { path: await notNested(to, `"${name}"`), member: read.length === 1 ? null : name, packed: true };
  }
  onBytes?.(archive.bytes);
  return { note: `packed with zip, ${read.length} of ${read.length + not_read.length} files were read`, not_read: not_read.map(printable) };
}

async function write(content: AsyncIterable<Buffer>, to: string, signal: AbortSignal | undefined): Promise<void> {
  await pipeline(Readable.from(content), createWriteStream(to, { mode: 0o600 }), { signal });
  signal?.throwIfAborted();
}

/** Several gzip files in a row are one, as gzip has it. What follows them and is none is an error, and so is a missing end. */
async function* gunzipped(file: FileHandle): AsyncGenerator<Buffer> {
  const { size: packed } = await file.stat();
  let bytes = 0;
  try {
    for await (const piece of through(piecesAt(file, 0, packed), createGunzip())) {
      bytes += piece.length;
      checkInflation(bytes, packed, ARCHIVE, archiveRefusals);
      yield piece;
    }
  } catch (cause) {
    const code = String((cause as NodeJS.ErrnoException | null)?.code);
    if (!code.startsWith('Z_')) throw cause;
    const what = code === 'Z_BUF_ERROR' ? 'is cut short' : 'is damaged, or something else follows it';
    throw new AssuranceError('ARCHIVE_UNREADABLE', `The gzip file ${what}.`, {
      where: `byte ${packed} at the latest, behind ${bytes} bytes of content`,
      cause,
    });
  }
}

const TAR = { at: 257, magic: 'ustar' };
const ARCHIVES = /^a (?:zip|7z|rar) archive$|^a (?:gzip|zstd|xz) file$/;

/** A workbook is a zip archive and is fine. @returns the path. */
async function notNested(path: string, name: string): Promise<string> {
  const file = await open(path);
  try {
    const head = await bytesAt(file, 0, HEAD_BYTES);
    const isTar = head.toString('latin1', TAR.at, TAR.at + TAR.magic.length) === TAR.magic;
    const what = isTar ? 'a tar archive' : isGzip(head) ? 'a gzip file' : whatIs(head);
    const packed = what !== undefined && (isTar || (ARCHIVES.test(what) && (await packingOrNot(path, what))));
    if (!packed) return path;
    throw new AssuranceError('ARCHIVE_NESTED', `What is packed in ${name} is ${what}.`);
  } finally {
    await file.close();
  }
}

/** Only the directory tells a zip archive from a workbook whose first bytes do not look like one. */
async function packingOrNot(path: string, what: string): Promise<boolean> {
  return what !== 'a zip archive' || (await packingOf(path)) !== undefined;
}
