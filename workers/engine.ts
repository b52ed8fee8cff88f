/** What runs a project: a Temporal server (its own or a configured one) and workers. One for a project at a time (lock.ts). */

import type { Client } from '@temporalio/client';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import { searchAttributeNames } from '../schemas/runs.js';
import { homePaths } from '../schemas/staging.js';
import type { Crew, PreparedCrew } from './crew.js';
import { startEmbeddedTemporal, type EmbeddedTemporal } from './embedded-temporal.js';
import { acquireLock, isLock, type Lock } from './lock.js';
import { projectVersion, readRunFile, removeRunFile, writeRunFile } from './run-file.js';
import { ensureSearchAttributes } from './search-attributes.js';
import { configuredServer, embeddedServer, type ServerAddress } from './server-address.js';
import { findTemporalCli } from './temporal-cli.js';

export interface EngineOptions {
  loaded: LoadedProject;
  /** `up` stays and is joined by others; `call` is there for one command. */
  role: 'up' | 'call';
  /** Start workers too. A look at runs or schedules needs none. */
  work: boolean;
  log: (line: string) => void;
  signal?: AbortSignal;
  patienceMs?: number;
}

export interface Engine {
  client: Client;
  address: string;
  /** Temporal's own web UI, when the server is ours and shows one. */
  uiUrl: string | null;
  /** True when `assurance up` runs on the project: its server and workers are used, and stopping this engine leaves them alone. */
  joined: boolean;
  /** Starts the workers when there are none yet. */
  work(): Promise<void>;
  /** Runs requests to the server that end at once when `signal` is aborted: the engine is to be stopped then. */
  until<T>(signal: AbortSignal, requests: () => Promise<T>): Promise<T>;
  /** Rejects when the server or a worker ends that was not told to; otherwise stays pending. */
  failed: Promise<never>;
  /** Nothing that this engine started is left. Telling it twice does no harm. */
  stop(): Promise<void>;
}

/**
 * @throws AssuranceError PROJECT_BUSY, ALREADY_UP, INTERRUPTED, TEMPORAL_*, REGISTRY_*, WORKFLOW_BUNDLE_MISSING, SEARCH_ATTRIBUTE_MISSING
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { loaded, role, patienceMs = 600_000 } = options;
  for (const until = Date.now() + patienceMs; ;) {
    const got = await acquireLock(loaded.home, { ...options, patienceMs: until - Date.now() });
    if (isLock(got)) return OwnEngine.start(options, got);
    if (role === 'up')
      throw new AssuranceError('ALREADY_UP', `\`assurance up\` runs already (process ${got.pid}).`, { where: loaded.home });
    const joined = await join(options, got.pid);
    if (joined !== undefined) return joined;
    if (Date.now() > until)
      throw new AssuranceError('PROJECT_BUSY', `\`assurance up\` (process ${got.pid}) does not get ready.`, { where: loaded.home });
    await sleep(200, undefined, { signal: options.signal });
  }
}

/** @returns undefined while that `up` is still starting. */
async function join({ loaded, log }: EngineOptions, pid: number): Promise<Engine | undefined> {
  const run = await readRunFile(loaded.home);
  if (run?.pid !== pid) return undefined;
  if (run.project !== projectVersion(loaded)) log('`assurance up` runs with an earlier project file; restart it to use the new one');
  const closing = new AbortController();
  const { connectClient } = await import('./connection.js');
  const client = await connectClient(configuredServer() ?? embeddedServer(run.address), closing.signal);
  return {
    client,
    address: run.address,
    uiUrl: run.ui,
    joined: true,
    work: async () => undefined,
    until: (signal, requests) => until(client, closing, signal, requests),
    failed: new Promise(() => undefined),
    async stop() {
      closing.abort();
      await client.connection.close();
    },
  };
}

class OwnEngine implements Engine {
  readonly joined = false;
  readonly failed: Promise<never>;
  private fail!: (error: unknown) => void;
  private crew: Promise<Crew> | undefined;
  private stopping: Promise<void> | undefined;

  private constructor(
    private readonly options: EngineOptions,
    private readonly lock: Lock,
    private readonly server: ServerAddress,
    private readonly embedded: EmbeddedTemporal | undefined,
    readonly client: Client,
    private readonly closing: AbortController,
    private prepared: Promise<PreparedCrew> | undefined,
  ) {
    this.failed = new Promise<never>((_, reject) => (this.fail = reject));
    this.failed.catch(() => undefined);
    void embedded?.ended.then(() => {
      if (this.stopping === undefined)
        this.fail(new AssuranceError('TEMPORAL_UNREACHABLE', 'The embedded Temporal server has ended.', { where: server.options.address }));
    });
  }

  static async start(options: EngineOptions, lock: Lock): Promise<Engine> {
    let embedded: EmbeddedTemporal | undefined;
    let prepared: Promise<PreparedCrew> | undefined;
    const prepare = () => {
      if (options.work) prepared ??= prepareCrew(options.loaded);
    };
    try {
      const configured = configuredServer();
      if (configured === undefined) embedded = await startServer(options, prepare);
      else prepare();
      const server = configured ?? embeddedServer(embedded!.address);
      const closing = new AbortController();
      const { connectClient } = await import('./connection.js');
      const engine = new OwnEngine(options, lock, server, embedded, await connectClient(server, closing.signal), closing, prepared);
      prepared = undefined;
      await engine.begin();
      return engine;
    } catch (error) {
      await prepared?.then((crew) => crew.close()).catch(() => undefined);
      await embedded?.stop();
      await lock.release();
      throw error;
    }
  }

  get address(): string {
    return this.server.options.address;
  }

  get uiUrl(): string | null {
    return this.embedded?.uiUrl ?? null;
  }

  async work(): Promise<void> {
    this.crew ??= (this.prepared ?? prepareCrew(this.options.loaded)).then((crew) => crew.start(this.client, this.server));
    this.prepared = undefined;
    (await this.crew).failed.catch(this.fail);
  }

  until<T>(signal: AbortSignal, requests: () => Promise<T>): Promise<T> {
    return until(this.client, this.closing, signal, requests);
  }

  stop(): Promise<void> {
    this.closing.abort();
    return (this.stopping ??= this.end());
  }

  private async begin(): Promise<void> {
    const { loaded, role, work } = this.options;
    try {
      if (this.embedded === undefined) await ensureSearchAttributes(this.client);
      if (work) await this.work();
      if (role === 'up') {
        const { address, uiUrl: ui } = this;
        await writeRunFile(loaded.home, {
          pid: process.pid,
          address,
          namespace: this.server.namespace,
          ui,
          started_at: new Date().toISOString(),
          project: projectVersion(loaded),
        });
      }
    } catch (error) {
      await this.stop().catch(() => undefined);
      throw error;
    }
  }

  /** Each part is ended whatever became of the one before; the lock goes last. */
  private async end(): Promise<void> {
    const { role, loaded } = this.options;
    const steps: (() => Promise<unknown>)[] = [
      async () => role === 'up' && removeRunFile(loaded.home),
      async () => (await this.prepared?.catch(() => undefined))?.close(),
      async () => (await this.crew?.catch(() => undefined))?.stop(),
      () => this.client.connection.close(),
      async () => this.embedded?.stop(),
      () => this.lock.release(),
    ];
    const errors: unknown[] = [];
    for (const step of steps) await step().catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  }
}

async function until<T>(client: Client, closing: AbortController, signal: AbortSignal, requests: () => Promise<T>): Promise<T> {
  // Each request listens to it, and there are many in a long pull.
  setMaxListeners(0, signal);
  signal.addEventListener('abort', () => closing.abort(), { once: true });
  return client.connection.withAbortSignal(signal, requests);
}

/** Native parts and the registry. A failure is heard by whoever waits for it. */
function prepareCrew(loaded: LoadedProject): Promise<PreparedCrew> {
  const preparing = import('./crew.js').then(({ PreparedCrew }) => PreparedCrew.prepare(loaded));
  preparing.catch(() => undefined);
  return preparing;
}

async function startServer({ loaded, role, log }: EngineOptions, onSpawn: () => void): Promise<EmbeddedTemporal> {
  const cli = await findTemporalCli({ log });
  return startEmbeddedTemporal({
    cliPath: cli.path,
    dbFile: homePaths(loaded.home).temporal_db,
    ui: role === 'up',
    searchAttributes: [...searchAttributeNames],
    log,
    onSpawn,
  });
}
