/** What a zip archive says it holds, held against itself before anything is inflated. Reads its directory only, however large it is. */

import type { FileHandle } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { isUtf8 } from 'node:buffer';
import { printable } from '../../schemas/printable.js';
import { bytesAt } from './bytes.js';
import { checkInflation, type Limits } from './limits.js';
import type { Refusals } from './refusals.js';

export interface ZipEntry {
  /** As written, with `/` between folders. Nothing is ever stored under it. */
  name: string;
  method: number;
  /** Bytes in the archive, and inflated, as the directory says. */
  packed: number;
  size: number;
  crc: number;
  /** Where its own header begins. */
  local: number;
}

export interface ZipArchive {
  file: FileHandle;
  /** Of the archive as a whole. */
  bytes: number;
  entries: ZipEntry[];
  limits: Limits;
  refusals: Refusals;
}

const CENTRAL = 0x02014b50;
const END = Buffer.from('PK\x05\x06');
const END_BYTES = 22;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_BYTES = 20;
const LONGEST_COMMENT = 0xffff;
/** A directory with names as long as they may be stays below. */
const LARGEST_DIRECTORY = 64 * 1024 * 1024;
const ENCRYPTED = 0x2041;
const UTF8_NAMES = 0x0800;

/**
 * Reads the directory and refuses what contradicts itself: entries outside of the file, over each other, or twice under one name;
 * more than the limits allow; what is encrypted.
 * @throws the refusals' errors.
 */
export async function zipArchive(file: FileHandle, limits: Limits, refusals: Refusals): Promise<ZipArchive> {
  const { size: bytes } = await file.stat();
  const { at, size, count } = await endOfDirectory(file, bytes, refusals);
  if (count > limits.entries) throw refusals.tooLarge(`holds ${count} entries, the limit is ${limits.entries}`);
  if (size > LARGEST_DIRECTORY) throw refusals.tooLarge('has a directory that is larger than any real one');
  const entries = [...directory(await bytesAt(file, at, size), count, refusals)];
  checkPlaces(entries, at, refusals);
  const inflated = entries.reduce((sum, entry) => sum + entry.size, 0);
  checkInflation(inflated, bytes, limits, refusals);
  return { file, bytes, entries, limits, refusals };
}

function* directory(bytes: Buffer, count: number, refusals: Refusals): Generator<ZipEntry> {
  const names = new Set<string>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw refusals.unreadable('its directory is damaged');
    const flags = bytes.readUInt16LE(at + 8);
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const name = nameOf(bytes.subarray(at + 46, nameEnd), flags);
    if ((flags & ENCRYPTED) !== 0) throw refusals.encrypted(`"${printable(name)}" is encrypted`);
    if (names.has(name)) throw refusals.unreadable(`it holds "${printable(name)}" twice`);
    names.add(name);
    const short = { size: bytes.readUInt32LE(at + 24), packed: bytes.readUInt32LE(at + 20), local: bytes.readUInt32LE(at + 42) };
    yield {
      name,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      ...longSizes(short, bytes.subarray(nameEnd, extraEnd)),
    };
    at = extraEnd + bytes.readUInt16LE(at + 32);
  }
  if (at !== bytes.length) throw refusals.unreadable('its directory holds more than it says');
}

/** Zip64: what does not fit into 32 bits stands in an extra field, in this order, and only what does not fit. */
export function longSizes<T extends Record<string, number>>(short: T, extra: Buffer): T {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const end = Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2));
    let next = at + 4;
    const long = Object.entries(short).map(([key, value]) => {
      if (value !== 0xffffffff || next + 8 > end) return [key, value] as const;
      next += 8;
      return [key, Number(extra.readBigUInt64LE(next - 8))] as const;
    });
    return Object.fromEntries(long) as T;
  }
  return short;
}

/** The record that ends the directory stands at the end of the file, before a comment. */
async function endOfDirectory(file: FileHandle, bytes: number, refusals: Refusals): Promise<{ at: number; size: number; count: number }> {
  const from = Math.max(0, bytes - END_BYTES - LONGEST_COMMENT - LOCATOR_BYTES);
  const tail = await bytesAt(file, from, bytes - from);
  const end = tail.lastIndexOf(END);
  if (end === -1 || end + END_BYTES > tail.length || end + END_BYTES + tail.readUInt16LE(end + 20) !== tail.length) {
    throw refusals.unreadable('it is cut short, its end is missing');
  }
  const long = await end64(file, tail, end);
  const short = { count: tail.readUInt16LE(end + 10), size: tail.readUInt32LE(end + 12), at: tail.readUInt32LE(end + 16) };
  const found = long ?? { ...short, end: from + end };
  if (tail.readUInt16LE(end + 4) !== tail.readUInt16LE(end + 6)) throw refusals.unreadable('it is one of several parts');
  if (found.at + found.size !== found.end) throw refusals.unreadable('its directory is not where its end says');
  return found;
}

async function end64(file: FileHandle, tail: Buffer, end: number) {
  const locator = end - LOCATOR_BYTES;
  if (locator < 0 || tail.readUInt32LE(locator) !== LOCATOR_64) return undefined;
  const at = Number(tail.readBigUInt64LE(locator + 8));
  const record = await bytesAt(file, at, 56);
  if (record.length < 56 || record.readUInt32LE(0) !== END_64) return undefined;
  const [count, size, directoryAt] = [32, 40, 48].map((offset) => Number(record.readBigUInt64LE(offset))) as [number, number, number];
  return { count, size, at: directoryAt, end: at };
}

/** Entries must lie one behind the other, before the directory: bytes that belong to two of them are the way to inflate without end. */
function checkPlaces(entries: ZipEntry[], directoryAt: number, refusals: Refusals): void {
  let end = 0;
  for (const { name, local, packed } of entries.toSorted((a, b) => a.local - b.local)) {
    if (local < end) throw refusals.unreadable(`"${printable(name)}" lies over another entry`);
    end = local + 30 + packed;
    if (end > directoryAt) throw refusals.unreadable(`"${printable(name)}" is cut short`);
  }
}

/** UTF-8 where the archive says so or where the bytes are; else the code page of DOS, as every zip program has it. */
function nameOf(bytes: Buffer, flags: number): string {
  const name = (flags & UTF8_NAMES) !== 0 || isUtf8(bytes) ? bytes.toString('utf8') : iconv.decode(bytes, 'cp437');
  return name.replaceAll('\\', '/');
}
