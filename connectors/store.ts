/** The bytes of every delivery, unchanged, under their sha-256 (principle 1). Objects are written once and never changed. */

import { chmod, mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AssuranceError } from '../schemas/errors/error.js';
import { removeLeftovers, syncFolder, writing } from './durable.js';
import { Incoming } from './incoming.js';

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
    const incoming = new Incoming(this.folder);
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        signal?.throwIfAborted();
        await incoming.add(chunk);
        onBytes?.(chunk.length);
      }
      const stored = { sha256: await incoming.digest(), bytes: incoming.bytes };
      const path = this.path(stored.sha256);
      if (await writing(path, () => this.holds(stored))) return stored;
      const file = await incoming.onDisk();
      await writing(path, () => this.keep(file, path));
      return stored;
    } finally {
      stream.destroy();
      await incoming.end();
    }
  }

  /** Removes what killed runs left behind. */
  async clean(): Promise<void> {
    await removeLeftovers(this.folder);
  }

  private async holds({ sha256, bytes }: Stored): Promise<boolean> {
    const path = this.path(sha256);
    const size = await sizeOf(path);
    if (size === undefined) return false;
    if (size === bytes) return true;
    throw new AssuranceError('STORE_OBJECT_DAMAGED', `The store holds ${size} bytes of an object that has ${bytes}`, { where: path });
  }

  private async keep(file: string, path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await chmod(file, 0o444);
    await rename(file, path);
    await syncFolder(dirname(path));
    await syncFolder(this.folder);
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  const file = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return file?.size;
}
