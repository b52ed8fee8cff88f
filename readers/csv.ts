/** Delimited text to raw rows: csv-parse finds the cells, LineScanner knows the lines, and each checks the other. */

import { open, type FileHandle } from 'node:fs/promises';
import { AssuranceError } from '../schemas/errors/error.js';
import type { CsvFormat } from '../schemas/project.js';
import { TableAccount, totalsOf } from './account.js';
import { Chunks } from './chunks.js';
import { CsvRecords, type CsvRecord } from './csv-records.js';
import { decoderFor, undecodable, type Decoded } from './decode.js';
import { LineScanner } from './lines.js';
import type { ReadChunk, Reading, ReadOptions } from './reader.js';
import { withSepLine } from './sep-line.js';
import { whatIs } from './sniff.js';

/** Parsing one piece blocks the event loop for some milliseconds. */
const READ_BYTES = 32 * 1024;
/** So many bytes decide what a file is. */
const HEAD_BYTES = 8 * 1024;

/** Reads a text file. Errors: see readFile. */
export async function* readCsv(path: string, format: CsvFormat, options: ReadOptions): Reading {
  const file = await open(path);
  try {
    return yield* readDelimited(bytesOf(file, options), format);
  } finally {
    await file.close();
  }
}

/** The same over bytes in pieces of any size, as they come. */
export async function* readDelimited(pieces: AsyncIterable<Buffer>, declared: CsvFormat): Reading {
  const { head, all } = await peek(pieces);
  const other = whatIs(head);
  if (other !== undefined) {
    throw new AssuranceError('FORMAT_MISMATCH', `The file is ${other}, its source declares csv.`, { where: 'byte 0' });
  }
  const { format, above } = withSepLine(declared, head);
  const decoder = decoderFor(format.encoding, head);
  const lines = new LineScanner();
  const account = new TableAccount(null, format, { above });
  const records = new CsvRecords(format, lines, above);
  const chunks = new Chunks();

  function* handOver(found: CsvRecord[]): Generator<ReadChunk> {
    for (const { line, span, cells, bytes } of found) {
      const row = account.take(line, span, cells);
      if (row !== undefined) chunks.add(row, bytes);
      if (account.table !== undefined && chunks.full) yield chunks.take(account.table);
    }
  }

  /** What was decoded, or the error that says where decoding stopped. */
  async function checked({ utf8, invalid }: Decoded): Promise<Buffer> {
    if (invalid === undefined) return utf8;
    lines.write(utf8);
    const where = `line ${lines.current}, byte ${invalid.offset}`;
    // Goes on where the loop below stands
    throw await undecodable(decoder, { what: invalid.what, where, declared: format.encoding }, all);
  }

  for await (const piece of all) yield* handOver(await records.write(await checked(decoder.write(piece))));
  yield* handOver(await records.end(await checked(decoder.end())));
  if (lines.offset === 0)
    throw new AssuranceError('FILE_EMPTY', 'The file holds a byte order mark or an end-of-file mark and nothing else.');
  const tables = [account.close(lines.lines)];
  if (account.table !== undefined && chunks.due) yield chunks.take(account.table);
  const notes = [...decoder.notes(), ...lines.notes(), ...records.notes()];
  return { tables, ...totalsOf(account), sheets_not_read: [], notes, ...(decoder.notUtf8 && { not_utf8: true }) };
}

/** The first bytes, however small the pieces are, and all pieces from the beginning. */
export async function peek(pieces: AsyncIterable<Buffer>): Promise<{ head: Buffer; all: AsyncIterable<Buffer> }> {
  const iterator = pieces[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  for (let bytes = 0; bytes < HEAD_BYTES; bytes += seen.at(-1)?.length ?? 0) {
    const next: IteratorResult<Buffer, undefined> = await iterator.next();
    if (next.done === true) break;
    seen.push(next.value);
  }
  const all = async function* (): AsyncGenerator<Buffer> {
    yield* seen;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  return { head: Buffer.concat(seen), all: all() };
}

export async function* bytesOf(file: FileHandle, { signal, onBytes }: ReadOptions): AsyncGenerator<Buffer> {
  for (let read = 0; ;) {
    signal?.throwIfAborted();
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES);
    if (bytesRead === 0) return;
    read += bytesRead;
    onBytes?.(read);
    yield buffer.subarray(0, bytesRead);
  }
}
