/** One worker thread's messages as something to await: one at a time, ended by its failure or by the caller's signal. */

import type { Worker } from 'node:worker_threads';
import { AssuranceError } from '../schemas/errors/error.js';
import { MORE } from './workbook-messages.js';

export class ThreadMessages<Message> {
  private readonly inbox: Message[] = [];
  private failure: AssuranceError | undefined;
  private wake: () => void = () => undefined;

  constructor(
    private readonly worker: Worker,
    private readonly signal: AbortSignal | undefined,
  ) {
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on('message', (message: Message) => {
      this.inbox.push(message);
      this.wake();
    });
    worker.on('error', (error: NodeJS.ErrnoException) => this.fail(explained(error)));
    worker.on('exit', (code) => this.fail(new AssuranceError('INTERNAL', `The thread that reads workbooks ended with code ${code}.`)));
    signal?.addEventListener('abort', this.aborted);
  }

  /**
   * Waits for what the thread says, and lets it go on at once: it makes the next message while this one is used.
   * Rejects with the reason of the signal as soon as it is aborted.
   */
  async next(): Promise<Message> {
    for (;;) {
      this.signal?.throwIfAborted();
      const message = this.inbox.shift();
      if (message !== undefined) {
        this.worker.postMessage(MORE);
        return message;
      }
      if (this.failure !== undefined) throw this.failure;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Ends the thread wherever it is. */
  async close(): Promise<void> {
    this.signal?.removeEventListener('abort', this.aborted);
    await this.worker.terminate();
  }

  private readonly aborted = (): void => this.wake();

  /** The first failure is the cause of those that follow. */
  private fail(error: AssuranceError): void {
    this.failure ??= error;
    this.wake();
  }
}

function explained(error: NodeJS.ErrnoException): AssuranceError {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new AssuranceError('FILE_TOO_LARGE_INFLATED', 'The workbook needs more memory than one workbook may take.');
  }
  return new AssuranceError('INTERNAL', 'The thread that reads workbooks failed.', { cause: error });
}
