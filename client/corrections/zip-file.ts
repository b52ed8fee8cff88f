/** Correction files of several text files with their own headers, packed as they came: one file for each, under its name in the partner's archive. */

import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { Crc32 } from '../../readers/crc32.js';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** 1980-01-01, the first day that a zip archive can say: the same rows give the same file. */
const DAY = 0x21;

/** A zip archive (APPNOTE 4.3) without what only large ones need. */
export function zipFile(files: readonly { name: string; bytes: Buffer }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const data = deflateRawSync(bytes);
    const crc = new Crc32();
    crc.add(bytes);
    const named = Buffer.from(name);
    const said = [short(VERSION, UTF8_NAMES, DEFLATED, 0, DAY), long(crc.value, data.length, bytes.length), short(named.length, 0)];
    directory.push(long(CENTRAL), short(VERSION), ...said, short(0, 0, 0), long(0, at), named);
    const entry = Buffer.concat([long(LOCAL), ...said, named, data]);
    parts.push(entry);
    at += entry.length;
  }
  const central = Buffer.concat(directory);
  const { length } = files;
  return Buffer.concat([...parts, central, long(END), short(0, 0, length, length), long(central.length, at), short(0)]);
}

/**
 * What the files are called: as in the partner's archive, but never out of the folder in which somebody unpacks them, and no two alike where case does
 * not count.
 */
export function memberNames(names: readonly (string | null)[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const inside = within(name ?? '') || 'corrections.csv';
    const { dir, name: stem, ext } = path.posix.parse(inside);
    let free = inside;
    for (let at = 2; used.has(free.toLowerCase()); at += 1) free = path.posix.join(dir, `${stem} (${at})${ext}`);
    used.add(free.toLowerCase());
    return free;
  });
}

const within = (name: string): string =>
  name
    .split(/[/\\]/)
    .filter((part) => !/^\.*$/.test(part))
    .map((part) => part.replace(/[<>:"|?*]/g, '_'))
    .join('/');

function short(...values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [at, value] of values.entries()) bytes.writeUInt16LE(value, 2 * at);
  return bytes;
}

function long(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, 4 * at);
  return bytes;
}
