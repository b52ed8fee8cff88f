/** All workers of one project in this process, with the registry that they write. Loaded only by who needs workers: it takes a while. */

import { NativeConnection, type Worker } from '@temporalio/worker';
import type { Client } from '@temporalio/client';
import { openRegistry } from '../activities/registry.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { ServerAddress } from './server-address.js';
import { createIngestWorkers } from './ingest-worker.js';
import { createRegistryWorker } from './registry-worker.js';
import { installRuntime } from './runtime.js';

type Registry = Awaited<ReturnType<typeof openRegistry>>;

export interface Crew {
  /** Rejects when a worker ends that was not told to; otherwise pending until the end. */
  failed: Promise<never>;
  /** Activities under way are cancelled and tried again by the next crew; then the registry is closed. */
  stop(): Promise<void>;
}

/** What workers need before there is a server: it is made ready while one starts. */
export class PreparedCrew {
  private constructor(
    private readonly loaded: LoadedProject,
    private readonly registry: Registry,
  ) {}

  /** The caller holds the project's lock. @throws AssuranceError REGISTRY_LOCKED, REGISTRY_UNREADABLE */
  static async prepare(loaded: LoadedProject): Promise<PreparedCrew> {
    installRuntime(loaded.home);
    return new PreparedCrew(loaded, await openRegistry(loaded));
  }

  /** Nothing is left open when it fails. @throws AssuranceError WORKFLOW_BUNDLE_MISSING */
  async start(client: Client, { namespace, options }: ServerAddress): Promise<Crew> {
    const { loaded, registry } = this;
    const workers: Worker[] = [];
    let connection: NativeConnection | undefined;
    try {
      connection = await NativeConnection.connect(options);
      const place = { loaded, connection, namespace, client };
      workers.push(await createRegistryWorker(place, registry));
      workers.push(...(await createIngestWorkers(place)));
      return new Running(workers, connection, registry);
    } catch (error) {
      // A worker that never ran cannot be closed, and keeps the process from ending.
      await new Running(workers, connection, registry).stop();
      throw error;
    }
  }

  /** For one that is never started. */
  async close(): Promise<void> {
    await this.registry.close();
  }
}

class Running implements Crew {
  readonly failed: Promise<never>;
  private readonly runs: Promise<void>[];

  constructor(
    private readonly workers: Worker[],
    private readonly connection: NativeConnection | undefined,
    private readonly registry: Registry,
  ) {
    this.runs = workers.map((worker) => worker.run());
    this.failed = new Promise<never>((_, reject) => this.runs.forEach((run) => void run.catch(reject)));
    this.failed.catch(() => undefined);
  }

  async stop(): Promise<void> {
    for (const worker of this.workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    await Promise.allSettled(this.runs);
    await this.connection?.close().catch(() => undefined);
    await this.registry.close();
  }
}
