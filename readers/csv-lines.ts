/** Some lines of a text file, fetched by number or by place: for what a bulk reader leaves to csv-parse. */

import { open } from 'node:fs/promises';

const READ_BYTES = 1_048_576;
const LF = 0x0a;

export interface FoundLine {
  line: number;
  /** Offset of its first byte. */
  offset: number;
  /** Without its line end. */
  bytes: Buffer;
}

/** @returns the lines that were asked for, in the order of the file. The file is read up to the last of them. */
export async function fetchLines(path: string, wanted: { lines?: Iterable<number>; offsets?: Iterable<number> }): Promise<FoundLine[]> {
  const lines = new Set(wanted.lines);
  const offsets = new Set(wanted.offsets);
  const found: FoundLine[] = [];
  let missing = lines.size + offsets.size;
  if (missing === 0) return found;
  const file = await open(path);
  try {
    let line = 1;
    let lineStart = 0;
    let carried: Buffer[] = [];
    const take = (bytes: Buffer): void => {
      const asked = Number(lines.has(line)) + Number(offsets.has(lineStart));
      if (asked === 0) return;
      missing -= asked;
      const whole = Buffer.concat([...carried, bytes]);
      found.push({ line, offset: lineStart, bytes: whole.at(-1) === 0x0d ? whole.subarray(0, -1) : whole });
    };
    for (let read = 0; missing > 0;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES);
      if (bytesRead === 0) {
        if (lineStart < read) take(Buffer.alloc(0));
        break;
      }
      const piece = buffer.subarray(0, bytesRead);
      let from = 0;
      for (let at = piece.indexOf(LF); at !== -1; at = piece.indexOf(LF, from)) {
        take(piece.subarray(from, at));
        carried = [];
        from = at + 1;
        line += 1;
        lineStart = read + from;
      }
      if (lines.has(line) || offsets.has(lineStart)) carried.push(piece.subarray(from));
      read += bytesRead;
    }
    return found;
  } finally {
    await file.close();
  }
}
