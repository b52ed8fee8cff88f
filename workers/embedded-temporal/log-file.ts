/** The server's own log, beside its database under logs/. Kept across runs, so it is cut once it has grown. */

import { closeSync, mkdirSync, openSync, readSync, fstatSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

const largestBytes = 10_000_000;

export class LogFile {
  readonly path: string;
  readonly fd: number;
  private readonly begin: number;

  constructor(dbFile: string) {
    this.path = join(dirname(dbFile), 'logs', 'temporal.log');
    mkdirSync(dirname(this.path), { recursive: true });
    let fd = openSync(this.path, 'a+');
    if (fstatSync(fd).size > largestBytes) {
      closeSync(fd);
      renameSync(this.path, `${this.path}.1`);
      fd = openSync(this.path, 'a+');
    }
    this.fd = fd;
    this.begin = fstatSync(fd).size;
  }

  /** What was written since this run began, at most its last few lines. */
  tail(): string {
    const { size } = fstatSync(this.fd);
    const start = Math.max(this.begin, size - 4_000);
    const buffer = Buffer.alloc(size - start);
    readSync(this.fd, buffer, 0, buffer.length, start);
    return buffer.toString().trim();
  }

  close(): void {
    closeSync(this.fd);
  }
}
