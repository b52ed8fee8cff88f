/** Puts together what `assurance status` tells: project file, snapshot, engine. Reads only; starts nothing. */

import { stat } from 'node:fs/promises';
import { engineState, type EngineState } from '../../client/engine-state.js';
import { loadProject } from '../../client/project.js';
import { homePaths } from '../../schemas/staging.js';
import { openSnapshot } from '../read/snapshot.js';
import {
  assetCounts,
  openFindings,
  partnersInBreach,
  reportingPeriods,
  sourceStates,
  type AssetCounts,
  type Period,
  type SourceState,
} from '../read/status.js';
import { failedRuns } from './failed-runs.js';
import { waitingInSnapshot, type Waiting } from '../read/waiting.js';

export interface SourceStatus extends Omit<SourceState, 'source_id'> {
  source_id: string;
  party_id: string;
  feed: string;
  /** Newest settled, next due, and all that are missing or late. Empty without a calendar. */
  reporting: Omit<Period, 'source_id' | 'party_id'>[];
}

/** The document of `status --json`. */
export interface Status {
  project: { file: string; home: string; timezone: string; as_of: string | null };
  engine: EngineState;
  /** Null before the first pull. */
  published: { path: string; at: string } | null;
  sources: SourceStatus[];
  assets: AssetCounts | null;
  findings: { open: number } | null;
  /** Those that fall short of what PAMS requires; the view `compliance` says in what. */
  partners: { in_breach: string[] } | null;
  waiting: Waiting[];
}

export async function readStatus(projectDir: string): Promise<Status> {
  const loaded = await loadProject(projectDir);
  const { project, file, home } = loaded;
  const path = homePaths(home).snapshot;
  const published = await stat(path).then(
    (s) => ({ path, at: s.mtime.toISOString() }),
    () => null,
  );
  const snapshot = published === null ? undefined : await openSnapshot(loaded);
  const states = new Map((snapshot ? await sourceStates(snapshot) : []).map((s) => [s.source_id, s]));
  const periods = snapshot ? await reportingPeriods(snapshot) : [];
  const engine = await engineState(home);
  return {
    project: { file, home, timezone: project.timezone, as_of: project.as_of ?? null },
    engine,
    published,
    sources: project.sources.map((s) => ({
      ...(states.get(s.id) ?? { deliveries: 0, last_delivery: null, rows_read: 0, rows_accepted: 0, rows_rejected: 0 }),
      source_id: s.id,
      party_id: s.party,
      feed: s.feed,
      reporting: periods.filter((p) => p.source_id === s.id).map(({ source_id: _s, party_id: _p, ...period }) => period),
    })),
    assets: snapshot ? await assetCounts(snapshot) : null,
    findings: snapshot ? { open: await openFindings(snapshot) } : null,
    partners: snapshot ? { in_breach: await partnersInBreach(snapshot) } : null,
    waiting: [...(snapshot ? await waitingInSnapshot(snapshot) : []), ...(engine.role === 'up' ? await failedRuns(loaded) : [])],
  };
}
