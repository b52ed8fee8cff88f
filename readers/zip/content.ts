/** What one entry of a zip archive holds, inflated piece by piece and held against the directory while it runs. */

import { Readable, type Duplex, type TransformOptions } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, type ZlibOptions } from 'node:zlib';
import { printable } from '../../schemas/printable.js';
import { Crc32 } from '../crc32.js';
import { bytesAt, piecesAt } from './bytes.js';
import { longSizes, type ZipArchive, type ZipEntry } from './directory.js';

const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const AES = 99;
const OTHER_METHODS: Record<number, string> = {
  1: 'shrink',
  6: 'implode',
  9: 'deflate64',
  12: 'bzip2',
  14: 'LZMA',
  20: 'zstd',
  93: 'zstd',
  95: 'xz',
  97: 'WavPack',
  98: 'PPMd',
};

/** A large part in large pieces, some of them ahead of whoever reads: its thread and zlib's seldom wait for each other. */
const PIECE = 256 * 1024;
const AHEAD = 4 * PIECE;
const SMALLEST_PIECE = 1024;

/**
 * Yields the entry's bytes; it must be read to its end for its checksum to be compared.
 * @throws the archive's refusals: another size or checksum than the directory says, a way of packing that is not known.
 */
export async function* entryContent(archive: ZipArchive, entry: ZipEntry): AsyncGenerator<Buffer> {
  const { refusals } = archive;
  const packed = piecesAt(archive.file, await dataOf(archive, entry), entry.packed);
  const crc = new Crc32();
  let size = 0;
  try {
    for await (const piece of entry.method === STORED ? packed : inflated(packed, entry)) {
      size += piece.length;
      if (size > entry.size) throw refusals.unreadable(`${named(entry)} is longer than the ${entry.size} bytes that the directory says`);
      if (entry.method === STORED) crc.add(piece);
      yield piece;
    }
  } catch (cause) {
    if (!isZlib(cause)) throw cause;
    throw refusals.unreadable(`${named(entry)} cannot be inflated, or has another checksum or size than the directory says`, cause);
  }
  if (size !== entry.size) throw refusals.unreadable(`${named(entry)} is ${size} bytes long, the directory says ${entry.size}`);
  if (entry.method === STORED && crc.value !== entry.crc) {
    throw refusals.unreadable(`${named(entry)} has another checksum than the directory says`);
  }
}

/** A small part as a whole. */
export async function entryBytes(archive: ZipArchive, entry: ZipEntry): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of entryContent(archive, entry)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Where the entry's data begins. Its own header must say what the directory says; zeros stand for sizes that follow the data. */
async function dataOf({ file, refusals }: ZipArchive, entry: ZipEntry): Promise<number> {
  const { local, packed, size, method } = entry;
  const header = await bytesAt(file, local, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL) throw refusals.unreadable(`${named(entry)} is missing`);
  const [nameLength, extraLength] = [header.readUInt16LE(26), header.readUInt16LE(28)];
  const extra = await bytesAt(file, local + 30 + nameLength, extraLength);
  const own = longSizes({ size: header.readUInt32LE(22), packed: header.readUInt32LE(18) }, extra);
  const same = (own.size === size && own.packed === packed) || (own.size === 0 && own.packed === 0);
  if (!same || header.readUInt16LE(8) !== method)
    throw refusals.unreadable(`${named(entry)} says something else of itself than the directory`);
  if (method === AES) throw refusals.encrypted(`${named(entry)} is encrypted`);
  if (method !== STORED && method !== DEFLATED) {
    throw refusals.unreadable(
      `${named(entry)} is packed with ${OTHER_METHODS[method] ?? `method ${method}`}, which is not read; only deflate is`,
    );
  }
  if (method === STORED && packed !== size) throw refusals.unreadable(`${named(entry)} has two sizes`);
  return local + 30 + nameLength + extraLength;
}

/** Deflated data between the head and the tail of gzip: so zlib itself compares checksum and size, at no cost. */
function inflated(packed: AsyncIterable<Buffer>, { crc, size }: ZipEntry): AsyncIterable<Buffer> {
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc, 0);
  tail.writeUInt32LE(size % 2 ** 32, 4);
  const gzip = async function* () {
    yield Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
    yield* packed;
    yield tail;
  };
  const options: ZlibOptions & TransformOptions = {
    chunkSize: Math.max(SMALLEST_PIECE, Math.min(PIECE, size)),
    readableHighWaterMark: AHEAD,
  };
  return through(gzip(), createGunzip(options));
}

/** Errors of the source and of the transform come out of the iteration; leaving it early ends both. */
export async function* through(source: AsyncIterable<Buffer>, transform: Duplex): AsyncGenerator<Buffer> {
  const done = pipeline(Readable.from(source, { highWaterMark: 1 }), transform);
  done.catch(() => undefined); // it reaches whoever iterates
  for await (const piece of transform) yield piece as Buffer;
}

const named = ({ name }: ZipEntry): string => `"${printable(name)}"`;
const isZlib = (error: unknown): boolean => /^Z_/.test(String((error as NodeJS.ErrnoException | null)?.code));
