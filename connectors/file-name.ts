/** Names of files as a folder gives them: bytes that anybody may have chosen. */

import { printable } from '../schemas/printable.js';

/** Still being written, or no report at all: upload in progress, completion marker, hidden file, lock file of an open workbook. */
const neverTaken = /^\.|^~\$|\.(?:part|tmp|filepart|crdownload|done)$/i;

export const isNeverTaken = (name: string): boolean => neverTaken.test(name);

/** The marker that says that a file is complete. */
export const doneMarker = (name: string): string => `${name}.done`;

/** A name as text: UTF-8, else the one-byte alphabet of an old uploader. One spelling for letters with accents. */
export function decodeName(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).normalize('NFC');
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** A name as it is shown, stored and reported. */
export const shownName = (name: string): string => printable(name);
