/** The one writer: opens the registry and runs one of its activities at a time. Of these there is one in the whole program. */

import { Worker } from '@temporalio/worker';
import { registryActivities, type openRegistry } from '../activities/registry.js';
import { taskQueues } from '../schemas/runs.js';
import type { WorkerPlace } from './ingest-worker.js';
import { heartbeatPace } from './pace.js';

export async function createRegistryWorker(
  { loaded, connection, namespace }: Omit<WorkerPlace, 'client'>,
  registry: Awaited<ReturnType<typeof openRegistry>>,
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: taskQueues.registry,
    activities: registryActivities(loaded, registry),
    maxConcurrentActivityTaskExecutions: 1,
    ...heartbeatPace,
  });
}
