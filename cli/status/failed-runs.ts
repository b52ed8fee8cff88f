/** Runs that failed and were not made good by a later one of the same kind and source. Asked of the engine of a running `up` only. */

import type { RunSummary } from '../../client/index.js';
import type { LoadedProject } from '../../client/project.js';
import { operations, type Waiting } from '../read/waiting.js';

const lookedAt = 500;

export async function failedRuns(loaded: LoadedProject): Promise<Waiting[]> {
  const { connect } = await import('../../client/index.js');
  const client = connect(loaded, { onLog: () => undefined });
  try {
    return unsettled(await client.runs({ limit: lookedAt })).map((run) => waiting(run, loaded));
  } finally {
    await client.close();
  }
}

/** Newest first in, newest first out. Failed deliveries are left out: the snapshot tells of them. */
export function unsettled(runs: RunSummary[]): RunSummary[] {
  const settled = new Set<string>();
  return runs.filter((run) => {
    const work = `${run.kind} ${run.source ?? ''}`;
    if (run.kind === 'ingest' || run.status === 'running' || settled.has(work)) return false;
    settled.add(work);
    return run.status === 'failed';
  });
}

function waiting(run: RunSummary, { project }: LoadedProject): Waiting {
  return {
    what: 'run_failed',
    source_id: run.source,
    party_id: project.sources.find((s) => s.id === run.source)?.party ?? null,
    waits_for: operations,
    detail: `${run.kind} failed${run.reason === null ? '' : ` (${run.reason.code})`}`,
    command: `assurance rerun ${run.run}`,
  };
}
