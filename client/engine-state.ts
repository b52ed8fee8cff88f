/** Whether `assurance up` runs on a project; asks files only. */

import { currentHolder } from '../workers/lock.js';
import { readRunFile } from '../workers/run-file.js';

export interface EngineState {
  /** True when an engine holds the project: `up`, or another command for as long as it takes. */
  running: boolean;
  role: 'up' | 'call' | null;
  pid: number | null;
  /** host:port of Temporal, and the URL of its web UI: of a running `up`. */
  address: string | null;
  ui: string | null;
}

export async function engineState(home: string): Promise<EngineState> {
  const holder = await currentHolder(home);
  if (holder === undefined) return { running: false, role: null, pid: null, address: null, ui: null };
  const run = await readRunFile(home);
  const ready = run !== undefined && run.pid === holder.pid ? run : undefined;
  return { running: true, role: holder.role, pid: holder.pid, address: ready?.address ?? null, ui: ready?.ui ?? null };
}
