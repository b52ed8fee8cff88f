/** What a zip archive says it holds, and whether that is true, before anything inflates it as a whole. */

import { inflateRawSync } from 'node:zlib';
import { AssuranceError } from '../schemas/errors/error.js';
import { crc32 } from './crc32.js';

/** All parts together. A workbook with 250,000 rows of 22 columns stays below; see docs/decisions/022. */
export const INFLATED_LIMIT = 256 * 1024 * 1024;
/** Inflated to compressed, for the archive as a whole. Real workbooks are at 3 to 40. */
export const RATIO_LIMIT = 100;
/** Below this the ratio does no harm: tiny archives of a few repeated bytes are common. */
const RATIO_FREE = 32 * 1024 * 1024;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = Buffer.from('PK\x05\x06');
const ENCRYPTED = 0x2041;

export interface ZipEntry {
  name: string;
  size: number;
  /** Inflates it, and holds it against what the directory says. */
  content: () => Buffer;
}

/**
 * Reads the directory and holds it against every entry: sizes, checksum, and that the data is there.
 * @throws WORKBOOK_UNREADABLE when the archive is cut short or damaged; FILE_TOO_LARGE_INFLATED by its own sizes;
 *         WORKBOOK_ENCRYPTED when an entry is.
 */
export function zipEntries(file: Buffer): ZipEntry[] {
  const entries = directory(file);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > INFLATED_LIMIT) {
    throw new AssuranceError('FILE_TOO_LARGE_INFLATED', `The workbook inflates to ${total} bytes, the limit is ${INFLATED_LIMIT}.`);
  }
  if (total > RATIO_FREE && total > RATIO_LIMIT * file.length) {
    throw new AssuranceError(
      'FILE_TOO_LARGE_INFLATED',
      `The workbook inflates from ${file.length} to ${total} bytes, the limit is ${RATIO_LIMIT} times its size.`,
    );
  }
  for (const entry of entries)
    if (crc32(entry.content()) !== entry.crc) throw unreadable(`"${entry.name}" has another checksum than the directory says`);
  return entries;
}

function directory(file: Buffer): (ZipEntry & { crc: number })[] {
  const end = endOfDirectory(file);
  const count = file.readUInt16LE(end + 8);
  const entries: (ZipEntry & { crc: number })[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || file.readUInt32LE(at) !== CENTRAL) throw unreadable('its directory is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const extra = file.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    if ((file.readUInt16LE(at + 8) & ENCRYPTED) !== 0)
      throw new AssuranceError('WORKBOOK_ENCRYPTED', 'The workbook is a zip archive with a password.');
    const [packed, size] = sizes(file.readUInt32LE(at + 20), file.readUInt32LE(at + 24), extra);
    const method = file.readUInt16LE(at + 10);
    const local = file.readUInt32LE(at + 42);
    entries.push({ name, size, crc: file.readUInt32LE(at + 16), content: () => inflated(file, { name, local, packed, size, method }) });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** The record that ends the directory stands at the end of the file, before a comment. The last one counts, as it does for SheetJS. */
function endOfDirectory(file: Buffer): number {
  const at = file.lastIndexOf(END);
  if (at === -1 || at + 22 > file.length || at + 22 + file.readUInt16LE(at + 20) !== file.length) throw unreadable('its end is missing');
  return at;
}

/** Zip64 writes sizes that stand in 64 bits in an extra field: inflated first, then packed, each only when it does not fit. */
function sizes(packed: number, size: number, extra: Buffer): [packed: number, size: number] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    const long = (short: number) => {
      if (short !== 0xffffffff || next + 8 > extra.length) return short;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    };
    const longSize = long(size);
    return [long(packed), longSize];
  }
  return [packed, size];
}

function inflated(file: Buffer, entry: { name: string; local: number; packed: number; size: number; method: number }): Buffer {
  const { name, local, packed, size, method } = entry;
  if (local + 30 > file.length || file.readUInt32LE(local) !== LOCAL) throw unreadable(`"${name}" is missing`);
  const extra = local + 30 + file.readUInt16LE(local + 26);
  const begin = extra + file.readUInt16LE(local + 28);
  const [ownPacked, ownSize] = sizes(file.readUInt32LE(local + 18), file.readUInt32LE(local + 22), file.subarray(extra, begin));
  // SheetJS goes by what stands here, so it must say the same; zeros stand for sizes that follow the data
  const same = (ownSize === size && ownPacked === packed) || (ownSize === 0 && ownPacked === 0);
  if (!same || file.readUInt16LE(local + 8) !== method) throw unreadable(`"${name}" says something else of itself than the directory`);
  const data = file.subarray(begin, begin + packed);
  if (data.length !== packed) throw unreadable(`"${name}" is cut short`);
  if (method !== 0 && method !== 8) throw unreadable(`"${name}" is compressed in an unknown way`);
  const content = method === 0 ? data : inflate(data, size, name);
  if (content.length !== size) throw unreadable(`"${name}" is ${content.length} bytes long, the directory says ${size}`);
  return content;
}

function inflate(data: Buffer, size: number, name: string): Buffer {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw unreadable(`"${name}" cannot be inflated to the ${size} bytes that the directory says`, cause);
  }
}

function unreadable(why: string, cause?: unknown): AssuranceError {
  return new AssuranceError('WORKBOOK_UNREADABLE', `The workbook is damaged: ${why}.`, { cause });
}
