/** The workers that any number of processes and hosts may run: workflows, judging, and what waits for sources and answers. */

import type { Client } from '@temporalio/client';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { availableParallelism } from 'node:os';
import { existsSync } from 'node:fs';
import { ingestActivities } from '../activities/ingest.js';
import { pullActivities } from '../activities/pull.js';
import { submitActivities } from '../activities/submit.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import { taskQueues } from '../schemas/runs.js';
import { builtFile } from './built-file.js';
import { heartbeatPace } from './pace.js';

export interface WorkerPlace {
  loaded: LoadedProject;
  connection: NativeConnection;
  namespace: string;
  client: Client;
}

/** @throws AssuranceError WORKFLOW_BUNDLE_MISSING */
export async function createIngestWorkers({ loaded, connection, namespace, client }: WorkerPlace): Promise<Worker[]> {
  const codePath = builtFile('workflow-bundle.js');
  if (!existsSync(codePath)) throw new AssuranceError('WORKFLOW_BUNDLE_MISSING', 'The workflow code was not built.', { where: codePath });
  return Promise.all([
    Worker.create({
      connection,
      namespace,
      taskQueue: taskQueues.ingest,
      workflowBundle: { codePath },
      activities: ingestActivities(loaded),
      // Judging is work for a core, and a large workbook needs up to two gigabytes while it is read.
      maxConcurrentActivityTaskExecutions: Math.max(2, availableParallelism()),
      maxConcurrentLocalActivityExecutions: Math.max(2, availableParallelism()),
      ...heartbeatPace,
    }),
    Worker.create({
      connection,
      namespace,
      taskQueue: taskQueues.pull,
      activities: { ...pullActivities(loaded), ...submitActivities(client) },
      ...heartbeatPace,
    }),
  ]);
}
