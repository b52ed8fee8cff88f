/**
 * The SHA-256 of a file while it is written, computed by a thread of its own: 400 MB take it a second, in which the thread that takes files
 * would answer nobody.
 */

import { Worker } from 'node:worker_threads';

/** Hashes the file up to each place that it is told of; says the hash behind the last one. */
const follow = `
const { createHash } = require('node:crypto');
const { openSync, readSync } = require('node:fs');
const { parentPort, workerData: path } = require('node:worker_threads');

const file = openSync(path, 'r');
const hash = createHash('sha256');
const buffer = Buffer.allocUnsafe(1048576);
let at = 0;
parentPort.on('message', ({ upTo, last }) => {
  while (at < upTo) {
    const read = readSync(file, buffer, 0, Math.min(buffer.length, upTo - at), at);
    if (read === 0) throw new Error('The file holds less than was written to it.');
    hash.update(buffer.subarray(0, read));
    at += read;
  }
  if (last) parentPort.postMessage(hash.digest('hex'));
});`;

export class FollowingHash {
  private readonly worker: Worker;
  private readonly hash: Promise<string>;

  /** @param path of the file, from its first byte on. */
  constructor(path: string) {
    // Flags of the process are no business of the thread, and some of them forbid it to start.
    this.worker = new Worker(follow, { eval: true, workerData: path, execArgv: [] });
    this.hash = new Promise((resolve, reject) => {
      this.worker.once('message', resolve).once('error', reject);
      this.worker.once('exit', (code) => reject(new Error(`The thread that computes the hash of a file ended with code ${code}.`)));
    });
    // Whoever asks for the hash is told.
    this.hash.catch(() => undefined);
  }

  /** So many bytes are in the file now. */
  grown(bytes: number): void {
    this.worker.postMessage({ upTo: bytes, last: false });
  }

  /** @param bytes of the whole file. @returns their SHA-256 in lower-case hexadecimal. */
  async digest(bytes: number): Promise<string> {
    this.worker.postMessage({ upTo: bytes, last: true });
    return this.hash;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
