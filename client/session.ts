/** One caller's way to the engine: started with the first thing that needs it, ended with the caller. */

import { setTimeout as sleep } from 'node:timers/promises';
import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { Engine } from '../workers/engine.js';
import { drain } from './drain.js';

export interface SessionOptions {
  /** Told in one line each what is worth knowing: waiting for another command, fetching Temporal's tool. */
  onLog: (line: string) => void;
  /** What is under way then ends with INTERRUPTED; runs that were begun go on with the next engine. */
  signal?: AbortSignal;
}

export class Session {
  private starting: Promise<Engine> | undefined;
  private worked = false;

  constructor(
    readonly loaded: LoadedProject,
    private readonly options: SessionOptions,
  ) {}

  /** For what only asks the server: no workers are started for it. */
  async look<T>(task: (engine: Engine) => Promise<T>): Promise<T> {
    return this.perform(await this.engine(false), task);
  }

  /** For what makes workflows run. */
  async work<T>(task: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = await this.engine(true);
    await engine.work();
    if (!this.worked && !engine.joined) {
      const { watchOpenCases } = await import('./cases/watch.js');
      await this.perform(engine, () => watchOpenCases(engine.client, this.loaded.home));
    }
    this.worked = true;
    return this.perform(engine, task);
  }

  async close(): Promise<void> {
    const engine = await this.starting?.catch(() => undefined);
    if (engine === undefined) return;
    try {
      if (this.worked && !engine.joined && !this.options.signal?.aborted) await drain(engine, this.options.onLog);
    } finally {
      await engine.stop();
    }
  }

  private engine(work: boolean): Promise<Engine> {
    const { onLog: log, signal } = this.options;
    return (this.starting ??= import('../workers/engine.js').then(({ startEngine }) =>
      startEngine({ loaded: this.loaded, role: 'call', work, log, signal }),
    ));
  }

  /** Ends at once when the engine breaks or the caller is interrupted: a result that cannot come any more is not waited for. */
  private async perform<T>(engine: Engine, task: (engine: Engine) => Promise<T>): Promise<T> {
    const { signal } = this.options;
    const giveUp = new AbortController();
    const interrupted = new Promise<never>((_, reject) => {
      const stop = () => reject(new AssuranceError('INTERRUPTED', 'Interrupted; what was begun goes on with the next command.'));
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop, { once: true });
    });
    const performing = engine.until(giveUp.signal, () => task(engine));
    try {
      return await Promise.race([performing, engine.failed, interrupted]);
    } catch (error) {
      giveUp.abort();
      await Promise.race([performing.catch(() => undefined), sleep(5_000, undefined, { ref: false })]);
      const { asAssuranceError } = await import('./errors.js');
      throw asAssuranceError(error);
    }
  }
}
