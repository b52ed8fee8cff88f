/** Runs the XML of one part of a workbook through a handler, piece by piece. */

import { entryContent } from '../zip/content.js';
import type { ZipArchive, ZipEntry } from '../zip/directory.js';
import { XmlScanner, type XmlHandler } from './xml.js';

/** Yields after each piece, so that whoever reads can hand over what the handler has found. */
export async function* scanned(archive: ZipArchive, entry: ZipEntry, handler: XmlHandler): AsyncGenerator<void> {
  const scanner = new XmlScanner(entry.name, handler);
  for await (const piece of entryContent(archive, entry)) {
    scanner.write(piece);
    yield;
  }
  scanner.end();
}

/** A small part as a whole. */
export async function scan(archive: ZipArchive, entry: ZipEntry, handler: XmlHandler): Promise<void> {
  for await (const _ of scanned(archive, entry, handler));
}
