/** Whether a delivery is packed: gzip, or a zip archive that is no document itself (workbooks and their like are zip archives too). */

import { open, type FileHandle } from 'node:fs/promises';
import { AssuranceError } from '../../schemas/errors/error.js';
import { isZip, whatIs } from '../sniff.js';
import { bytesAt } from '../zip/bytes.js';
import { zipArchive } from '../zip/directory.js';
import { ARCHIVE } from '../zip/limits.js';
import { archiveRefusals } from '../zip/refusals.js';

export type Packing = 'gzip' | 'zip';

const GZIP = Buffer.from([0x1f, 0x8b]);
/** So many bytes decide what a file is. */
export const HEAD_BYTES = 8 * 1024;

/**
 * @returns undefined for a file that is not packed, or is for its reader to refuse.
 * @throws ARCHIVE_UNREADABLE, ARCHIVE_ENCRYPTED, FILE_TOO_LARGE_INFLATED for a zip archive that is no document.
 */
export async function packingOf(path: string): Promise<Packing | undefined> {
  const file = await open(path);
  try {
    const head = await bytesAt(file, 0, HEAD_BYTES);
    if (isGzip(head)) return 'gzip';
    return isZip(head) && !(await isDocument(file, head)) ? 'zip' : undefined;
  } finally {
    await file.close();
  }
}

/** A directory that cannot be read says nothing: then the look of the first bytes decides whose error it is. */
async function isDocument(file: FileHandle, head: Buffer): Promise<boolean> {
  try {
    const { entries } = await zipArchive(file, ARCHIVE, archiveRefusals);
    return entries.some(({ name }) => DOCUMENT.test(name));
  } catch (error) {
    if (error instanceof AssuranceError && whatIs(head) !== PLAIN_ZIP) return true;
    throw error;
  }
}

/** What every file of Office, and every OpenDocument, has at its root. */
const DOCUMENT = /^(?:\[Content_Types\]\.xml|mimetype)$/i;
const PLAIN_ZIP = 'a zip archive';

export const isGzip = (head: Buffer): boolean => head.subarray(0, GZIP.length).equals(GZIP);
