/** The one interface of all readers: bytes to raw rows with their place in the file. Nothing is typed, renamed or left out here. */

import { stat } from 'node:fs/promises';
import { AssuranceError } from '../schemas/errors/error.js';
import type { Format } from '../schemas/project.js';
import type { FileAccount, RawRow, RawTable } from '../schemas/rows.js';
import type { X12Interchange } from '../schemas/x12.js';
import { readCsv } from './csv.js';
import type { PlainFile } from './packed/plain-files.js';
import { readMembers } from './packed/read-packed.js';
import { readX12 } from './x12.js';
import { bulkCsv, type BulkOptions, type OpenBulk } from './csv-bulk.js';
import { readWorkbook } from './xlsx.js';

/** Some rows of one table, in the order of the file. A table with a header only still yields one chunk. */
export interface ReadChunk {
  table: RawTable;
  rows: RawRow[];
}

/** Yields the rows and returns the account of every line. It must be read to its end for the account to be checked. */
export type Reading = AsyncGenerator<ReadChunk, FileAccount>;

export interface ReadOptions {
  signal?: AbortSignal;
  /** Bytes of the file that have been read so far. */
  onBytes?: ((read: number) => void) | undefined;
  /** Where there is room to unpack a packed file; without it the folder of the system for temporary files. */
  unpackIn?: string;
  /** The envelopes of an X12 file as far as they were read, also of one that is refused: once, at the end. */
  onEnvelope?: (interchanges: X12Interchange[]) => void;
}

/**
 * Reads a file as its source's format says, never as something else. What is packed in zip or gzip is read member by member.
 * @throws AssuranceError with a code of schemas/errors/delivery.ts when the file is not what the format says;
 *         the signal's reason when it was aborted.
 */
export async function* readFile(path: string, format: Format, options: ReadOptions = {}): Reading {
  options.signal?.throwIfAborted();
  const interchanges: X12Interchange[] = [];
  try {
    const { signal, unpackIn, onBytes } = options;
    const read = ({ path: plain, member, packed }: PlainFile) => {
      const onEnvelope = (more: X12Interchange[]) => interchanges.push(...more.map((interchange) => ({ ...interchange, member })));
      return readPlain(plain, format, { ...options, onBytes: packed ? undefined : onBytes, onEnvelope });
    };
    const toTheEnd = format.type === 'x12' && options.onEnvelope !== undefined;
    return yield* readMembers(path, { signal, unpackIn, onBytes, members: format.members, toTheEnd }, read);
  } finally {
    if (format.type === 'x12') options.onEnvelope?.(interchanges);
  }
}

/** A file that is not packed. */
async function* readPlain(path: string, format: Format, options: ReadOptions): Reading {
  if ((await stat(path)).size === 0) throw new AssuranceError('FILE_EMPTY', 'The file has no bytes.');
  switch (format.type) {
    case 'csv':
      return yield* readCsv(path, format, options);
    case 'xlsx':
      return yield* readWorkbook(path, format, options);
    case 'x12':
      return yield* readX12(path, format, options);
  }
}

/** From so many bytes on it pays to look at the whole file first and to compile its contract. */
export const BULK_BYTES = 2 * 1_048_576;

/**
 * The same file for reading in bulk; the caller closes it when the file is judged.
 * @returns undefined when it is small, or nothing but a plain table of text: `readFile` reads everything.
 */
export async function bulkFile(path: string, format: Format, options: BulkOptions & { least?: number }): Promise<OpenBulk | undefined> {
  if (format.type !== 'csv' || (await stat(path)).size < (options.least ?? BULK_BYTES)) return undefined;
  return bulkCsv(path, format, options);
}
