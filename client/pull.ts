/** Pulling several sources at once: one workflow each, one publication for all, one report. */

import { WorkflowFailedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { submitAndWait } from '../activities/submit.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { Source } from '../schemas/project.js';
import { pullId, taskQueues, type PullInput, type PullResult, type SourceRef } from '../schemas/runs.js';
import { rootFailure, type RootFailure } from '../workflows/failure.js';
import type { pull as pullWorkflow } from '../workflows/pull.js';
import { attributesOf } from '../workflows/search-attributes.js';
import { watch, type Progress } from './progress.js';
import { reportOf, type PullReport } from './report.js';

/** What became of one source. */
export interface Pulled {
  source: SourceRef;
  pull_id: string;
  result?: PullResult;
  failure?: RootFailure;
}

export const refOf = (source: Source): SourceRef => ({ source_id: source.id, feed: source.feed, party_id: source.party });

export async function pull(
  client: Client,
  loaded: LoadedProject,
  sources: Source[],
  onProgress?: (progress: Progress) => void,
): Promise<PullReport> {
  const began = Date.now();
  const at = new Date();
  const group = sources.length > 1 ? { id: at.toISOString(), size: sources.length } : undefined;
  const pulled = await Promise.all(sources.map((source) => pullOne(client, { source: refOf(source), group }, at, onProgress)));
  for (const { source_id } of sources.map(refOf)) onProgress?.({ source_id, phase: 'publishing', done: 0, total: null, rows: 0 });
  // Nobody of them got as far as to publish: readers get to see the verdicts of today all the same.
  if (pulled.every((p) => p.failure !== undefined))
    await submitAndWait(client, { delivery_ids: [], sighting_ids: [], wait_for: 'published' });
  const report = await reportOf(loaded, pulled, began);
  for (const { source_id } of sources.map(refOf)) onProgress?.({ source_id, phase: 'done', done: 0, total: null, rows: 0 });
  return report;
}

async function pullOne(client: Client, input: PullInput, at: Date, onProgress?: (progress: Progress) => void): Promise<Pulled> {
  const { source } = input;
  const handle: WorkflowHandle<typeof pullWorkflow> = await client.workflow.start<typeof pullWorkflow>('pull', {
    workflowId: pullId(source.source_id, at),
    taskQueue: taskQueues.ingest,
    args: [input],
    typedSearchAttributes: attributesOf(source, 'listing'),
    // Who asks for the same source in the same millisecond means the same pull.
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const watching = onProgress && watch(client, handle, source.source_id, onProgress);
  try {
    return { source, pull_id: handle.workflowId, result: await handle.result() };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    return { source, pull_id: handle.workflowId, failure: rootFailure(error) };
  } finally {
    await watching?.stop();
  }
}
