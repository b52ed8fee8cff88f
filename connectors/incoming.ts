/**
 * Bytes on their way into the store. Small files stay in memory until it is known that they are new, which most files of a later pull are not;
 * large ones are hashed beside.
 */

import { createHash } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { temporaryFile, writing } from './durable.js';
import { FollowingHash } from './following-hash.js';

/** Bytes of one file that are held in memory. */
const heldAtMost = 1_048_576;
/** Up to so many bytes a file is hashed here: to start a thread takes as long as to hash a third of them. */
const hashedHere = 32_000_000;

export class Incoming {
  bytes = 0;
  private readonly hash = createHash('sha256');
  private held: Buffer[] = [];
  private file: { path: string; handle: FileHandle } | undefined;
  private following: FollowingHash | undefined;

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
    if (this.bytes <= hashedHere) this.hash.update(chunk);
    const path = await written;
    if (this.bytes <= hashedHere) return;
    this.following ??= new FollowingHash(path);
    this.following.grown(this.bytes);
  }

  /**
   * To be called once, behind the last bytes. @returns their sha-256 in lower-case hexadecimal.
   * @throws AssuranceError STORE_WRITE_FAILED when they cannot be read again.
   */
  async digest(): Promise<string> {
    const { following } = this;
    return following === undefined ? this.hash.digest('hex') : writing(this.folder, () => following.digest(this.bytes));
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
    await this.following?.end();
    await this.file?.handle.close();
    if (this.file !== undefined) await unlink(this.file.path).catch(() => undefined);
  }

  private async write(chunk: Buffer): Promise<string> {
    const { path, handle } = await this.written();
    await writing(path, () => handle.writeFile(chunk));
    return path;
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
