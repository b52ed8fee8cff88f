/** Runs the XML of one part of a workbook through a handler, piece by piece. */

import { isAscii, isUtf8 } from 'node:buffer';
import { join, NOTHING, unfinished } from '../utf8.js';
import { entryContent } from '../zip/content.js';
import type { ZipArchive, ZipEntry } from '../zip/directory.js';
import { unreadablePart, XmlScanner, type XmlHandler } from './xml.js';

/** Yields after each piece, so that whoever reads can hand over what the handler has found. */
export async function* scanned(archive: ZipArchive, entry: ZipEntry, handler: XmlHandler): AsyncGenerator<void> {
  const scanner = new XmlScanner(entry.name, handler);
  let carry: Buffer = NOTHING;
  let first = true;
  const textOf = (bytes: Buffer): string => {
    if (!isUtf8(bytes)) throw unreadablePart(entry.name, 'is not in UTF-8');
    const text = isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
    const begin = first && text.startsWith('\uFEFF') ? 1 : 0;
    first &&= bytes.length === 0;
    return begin === 0 ? text : text.slice(begin);
  };
  for await (const piece of entryContent(archive, entry)) {
    const all = join(carry, piece);
    const cut = all.length - unfinished(all);
    carry = all.subarray(cut);
    scanner.write(textOf(all.subarray(0, cut)));
    yield;
  }
  scanner.write(textOf(carry));
  scanner.end();
}

/** A small part as a whole. */
export async function scan(archive: ZipArchive, entry: ZipEntry, handler: XmlHandler): Promise<void> {
  for await (const _ of scanned(archive, entry, handler));
}
