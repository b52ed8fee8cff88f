/** Zip archives byte by byte, so that a test can write what no library would. */

import { deflateRawSync } from 'node:zlib';
import { Crc32 } from '../../readers/crc32.js';

export interface ZipOptions {
  flags?: number;
  method?: number;
  /** Sizes and checksum stand behind the data. */
  descriptor?: boolean;
  zip64?: boolean;
  stored?: boolean;
}

export function zipOf(files: Record<string, string | Buffer>, options: ZipOptions = {}): Buffer {
  const { flags = 0, stored = false, descriptor = false, zip64 = false } = options;
  const method = options.method ?? (stored ? 0 : 8);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const data = stored ? content : deflateRawSync(content);
    const crc = new Crc32();
    crc.add(content);
    const bits = flags | (descriptor ? 8 : 0) | (0x0800 * (isAscii(name) ? 0 : 1));
    const sizes = (known: boolean): Buffer =>
      numbers(
        [known ? crc.value : 0, 4],
        [known ? (zip64 ? 0xffffffff : data.length) : 0, 4],
        [known ? (zip64 ? 0xffffffff : content.length) : 0, 4],
      );
    const long = zip64 ? Buffer.concat([numbers([1, 2], [16, 2]), eight(content.length), eight(data.length)]) : Buffer.alloc(0);
    const names = Buffer.from(name);
    const local = [
      numbers([0x04034b50, 4], [20, 2], [bits, 2], [method, 2], [0, 4]),
      sizes(!descriptor),
      numbers([names.length, 2], [long.length, 2]),
      names,
      long,
      data,
      ...(descriptor ? [numbers([0x08074b50, 4], [crc.value, 4], [data.length, 4], [content.length, 4])] : []),
    ];
    directory.push(
      numbers([0x02014b50, 4], [20, 2], [20, 2], [bits, 2], [method, 2], [0, 4]),
      sizes(true),
      numbers([names.length, 2], [long.length, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]),
      names,
      long,
    );
    parts.push(...local);
    at += Buffer.concat(local).length;
  }
  const central = Buffer.concat(directory);
  const count = Object.keys(files).length;
  return Buffer.concat([
    ...parts,
    central,
    numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [central.length, 4], [at, 4], [0, 2]),
  ]);
}

function numbers(...fields: [value: number, bytes: 2 | 4][]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of fields) at = bytes.writeUIntLE(value, at, size);
  return bytes;
}

function eight(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;
