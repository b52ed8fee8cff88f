/** Bytes of a file by their place. */

import type { FileHandle } from 'node:fs/promises';

/** @returns fewer bytes at the end of the file. */
export async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, length));
  let read = 0;
  while (read < buffer.length) {
    const { bytesRead } = await file.read(buffer, read, buffer.length - read, at + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}

/** The same in pieces, so that a large part is never in memory. Ends early where the file does. */
export async function* piecesAt(file: FileHandle, at: number, length: number, piece = 64 * 1024): AsyncGenerator<Buffer> {
  for (let done = 0; done < length;) {
    const next = await bytesAt(file, at + done, Math.min(piece, length - done));
    if (next.length === 0) return;
    done += next.length;
    yield next;
  }
}
