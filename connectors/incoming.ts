/** Bytes on their way into the store. Small files stay in memory until it is known that they are new, which most files of a later pull are not. */

import { createHash } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { temporaryFile, writing } from './durable.js';

/** Bytes of one file that are held in memory. */
const heldAtMost = 1_048_576;

export class Incoming {
  bytes = 0;
  private readonly hash = createHash('sha256');
  private held: Buffer[] = [];
  private file: { path: string; handle: FileHandle } | undefined;

  /** @param folder the store's, which holds the temporary file. */
  constructor(private readonly folder: string) {}

  /** @throws AssuranceError STORE_WRITE_FAILED */
  async add(chunk: Buffer): Promise<void> {
    this.bytes += chunk.length;
    if (this.bytes <= heldAtMost) {
      this.hash.update(chunk);
      this.held.push(chunk);
      return;
    }
    // The disk writes while the hash is computed
    const written = this.write(chunk);
    this.hash.update(chunk);
    await written;
  }

  /** To be called once, behind the last bytes. @returns their sha-256 in lower-case hexadecimal. */
  digest(): string {
    return this.hash.digest('hex');
  }

  /**
   * @returns path of a file with all the bytes, safe on the disk. Whoever moves it away keeps it.
   * @throws AssuranceError STORE_WRITE_FAILED
   */
  async onDisk(): Promise<string> {
    const { path, handle } = await this.written();
    await writing(path, () => handle.sync());
    return path;
  }

  /** Leaves nothing behind but what was moved away. */
  async end(): Promise<void> {
    await this.file?.handle.close();
    if (this.file !== undefined) await unlink(this.file.path).catch(() => undefined);
  }

  private async write(chunk: Buffer): Promise<void> {
    const { path, handle } = await this.written();
    await writing(path, () => handle.writeFile(chunk));
  }

  /** The file with what was held until now. */
  private async written(): Promise<{ path: string; handle: FileHandle }> {
    if (this.file !== undefined) return this.file;
    const path = await writing(this.folder, () => temporaryFile(this.folder));
    const file = { path, handle: await writing(path, () => open(path, 'wx')) };
    this.file = file;
    const first = Buffer.concat(this.held);
    this.held = [];
    await writing(path, () => file.handle.writeFile(first));
    return file;
  }
}
