/** The bytes of every delivery, unchanged, under their sha-256 (principle 1). Objects are written once and never changed. */

import { createHash } from 'node:crypto';
import { chmod, mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AssuranceError } from '../schemas/errors/error.js';
import { removeLeftovers, syncFolder, temporaryFile, writing } from './durable.js';

export interface Stored {
  /** Lower-case hexadecimal. */
  sha256: string;
  bytes: number;
}

export class Store {
  constructor(private readonly folder: string) {}

  /** Where the bytes are, or would be: FOLDER/ab/abcdef… */
  path(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }

  /** Whether the bytes are there. */
  async has(sha256: string): Promise<boolean> {
    return (await sizeOf(this.path(sha256))) !== undefined;
  }

  /**
   * Takes a stream to its end. Bytes that are there already are kept as they are. When the stream fails nothing remains.
   *
   * @param onBytes is told how many bytes have come in since the last time.
   * @throws AssuranceError STORE_WRITE_FAILED, STORE_OBJECT_DAMAGED; errors of the stream as they are.
   */
  async put(stream: Readable, { signal, onBytes }: { signal?: AbortSignal; onBytes?: (more: number) => void } = {}): Promise<Stored> {
    try {
      const tmp = await writing(this.folder, () => temporaryFile(this.folder));
      try {
        return await this.fill(tmp, stream, signal, onBytes);
      } finally {
        await unlink(tmp).catch(() => undefined);
      }
    } finally {
      stream.destroy();
    }
  }

  /** Removes what killed runs left behind. */
  async clean(): Promise<void> {
    await removeLeftovers(this.folder);
  }

  private async fill(tmp: string, stream: Readable, signal?: AbortSignal, onBytes?: (more: number) => void): Promise<Stored> {
    const hash = createHash('sha256');
    let bytes = 0;
    const handle = await writing(tmp, () => open(tmp, 'wx'));
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        signal?.throwIfAborted();
        hash.update(chunk);
        await writing(tmp, () => handle.writeFile(chunk));
        bytes += chunk.length;
        onBytes?.(chunk.length);
      }
      const stored = { sha256: hash.digest('hex'), bytes };
      if (await writing(tmp, () => this.holds(stored))) return stored;
      await writing(tmp, () => handle.sync());
      return await writing(tmp, () => this.keep(tmp, stored));
    } finally {
      await handle.close();
    }
  }

  private async holds({ sha256, bytes }: Stored): Promise<boolean> {
    const path = this.path(sha256);
    const size = await sizeOf(path);
    if (size === undefined) return false;
    if (size === bytes) return true;
    throw new AssuranceError('STORE_OBJECT_DAMAGED', `The store holds ${size} bytes of an object that has ${bytes}`, { where: path });
  }

  private async keep(tmp: string, stored: Stored): Promise<Stored> {
    const path = this.path(stored.sha256);
    await mkdir(dirname(path), { recursive: true });
    await chmod(tmp, 0o444);
    await rename(tmp, path);
    await syncFolder(dirname(path));
    await syncFolder(this.folder);
    return stored;
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  const file = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return file?.size;
}
