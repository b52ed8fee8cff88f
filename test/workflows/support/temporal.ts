/** A Temporal server with workers whose activities a test makes up; the workflows are those of the bundle. */

import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchAttributeNames, taskQueues } from '../../../schemas/runs.js';
import { builtFile } from '../../../workers/built-file.js';
import { startEmbeddedTemporal } from '../../../workers/embedded-temporal.js';
import { installRuntime } from '../../../workers/runtime.js';
import { findTemporalCli } from '../../../workers/temporal-cli.js';
import { quiet } from './program.js';

export interface Server {
  client: Client;
  /** Serves all queues while `work` runs; the registry's one activity at a time. */
  serving<T>(activities: object, work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export async function temporalServer(): Promise<Server> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'assurance-test-'));
  installRuntime(folder);
  const { path: cliPath } = await findTemporalCli({ log: quiet });
  const server = await startEmbeddedTemporal({
    cliPath,
    dbFile: join(folder, 't.sqlite'),
    ui: false,
    searchAttributes: [...searchAttributeNames],
    log: quiet,
  });
  const client = new Client({ connection: await Connection.connect({ address: server.address }) });
  const connection = await NativeConnection.connect({ address: server.address });
  return {
    client,
    async serving(activities, work) {
      const workers = await Promise.all([
        Worker.create({
          connection,
          taskQueue: taskQueues.ingest,
          activities,
          workflowBundle: { codePath: builtFile('workflow-bundle.js') },
        }),
        Worker.create({ connection, taskQueue: taskQueues.pull, activities }),
        Worker.create({ connection, taskQueue: taskQueues.registry, activities, maxConcurrentActivityTaskExecutions: 1 }),
      ]);
      const runs = workers.map((worker) => worker.run());
      try {
        return await work();
      } finally {
        for (const worker of workers) worker.shutdown();
        await Promise.all(runs);
      }
    },
    async stop() {
      await client.connection.close();
      await connection.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
