/** The one writer: of these there is one in the whole program. The registry takes one call at a time itself. */

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
    // Calls wait for their turn here and not in the task queue: handing out an activity takes Temporal longer than most of them take.
    maxConcurrentActivityTaskExecutions: 16,
    ...heartbeatPace,
  });
}
