/** Whether an OLE file (Excel 97 to 2003) is all there. SheetJS reads what is left of a file that was cut short. */

import { AssuranceError } from '../schemas/errors/error.js';

/** Sector numbers above it are marks: free, end of a chain, a sector of the table itself. */
const LAST_REGULAR = 0xfffffffa;
const SECTORS_IN_HEADER = 109;
const DIRECTORY_ENTRY = 128;
const ROOT = 5;
/** Smaller streams share the sectors of the root entry. */
const SMALL_STREAM = 4_096;

/** @throws WORKBOOK_UNREADABLE when a sector that is in use lies beyond the end of the file. */
export function checkOle(file: Buffer): void {
  if (file.length < 512) throw cutShort();
  const shift = file.readUInt16LE(30);
  if (shift !== 9 && shift !== 12)
    throw new AssuranceError('WORKBOOK_UNREADABLE', 'The workbook is damaged: its header has no known sector size.');
  const size = 2 ** shift;
  const sector = (index: number): Buffer => {
    const bytes = file.subarray((index + 1) * size, (index + 2) * size);
    if (bytes.length !== size) throw cutShort();
    return bytes;
  };
  const table = tableSectors(file, sector).flatMap((index) => numbers(sector(index)));
  // every sector but the first of a chain is named by the one before it; free ones are marked in more than one way
  for (const next of table) if (next <= LAST_REGULAR) sector(next);
  for (const first of firstSectors(file, table, sector)) sector(first);
}

/** The sectors that hold the allocation table: 109 in the header, the rest in a chain of further sectors. */
function tableSectors(file: Buffer, sector: (index: number) => Buffer): number[] {
  const found = numbers(file.subarray(76, 76 + 4 * SECTORS_IN_HEADER));
  let next = file.readUInt32LE(68);
  for (let left = file.readUInt32LE(72); left > 0 && next <= LAST_REGULAR; left--) {
    const chain = numbers(sector(next));
    next = chain.pop() as number;
    found.push(...chain);
  }
  return found.filter((index) => index <= LAST_REGULAR);
}

/** Where the directory and the streams that it lists begin. */
function firstSectors(file: Buffer, table: number[], sector: (index: number) => Buffer): number[] {
  const found: number[] = [];
  let next = file.readUInt32LE(48);
  for (let left = table.length; left > 0 && next <= LAST_REGULAR; left--) {
    const entries = sector(next);
    for (let at = 0; at < entries.length; at += DIRECTORY_ENTRY) {
      const ownSectors = entries[at + 66] === ROOT || entries.readUInt32LE(at + 120) >= SMALL_STREAM;
      const first = entries.readUInt32LE(at + 116);
      if (entries[at + 66] !== 0 && ownSectors && first <= LAST_REGULAR) found.push(first);
    }
    next = table[next] ?? Infinity;
  }
  return found;
}

function numbers(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32LE(4 * index));
}

function cutShort(): AssuranceError {
  return new AssuranceError('WORKBOOK_UNREADABLE', 'The workbook is cut short: a part of it lies beyond the end of the file.');
}
