/** The engine that stays: `assurance up`. */

import type { LoadedProject } from '../schemas/loaded-project.js';
import { startEngine, type Engine } from '../workers/engine.js';
import type { SessionOptions } from './session.js';

export interface Up extends Pick<Engine, 'address' | 'uiUrl' | 'failed' | 'stop'> {
  /** Ids of the schedules that are there now. */
  schedules: string[];
}

/** Errors: ALREADY_UP, PROJECT_BUSY, SCHEDULE_INVALID, TEMPORAL_*, REGISTRY_*. */
export async function startUp(loaded: LoadedProject, { onLog: log, signal }: SessionOptions): Promise<Up> {
  const engine = await startEngine({ loaded, role: 'up', work: true, log, signal });
  try {
    const [{ ensureSchedules }, { watchOpenCases }] = await Promise.all([import('../workers/schedules.js'), import('./cases/watch.js')]);
    const schedules = await ensureSchedules(engine.client, loaded.project, log);
    await watchOpenCases(engine.client, loaded.home);
    const { address, uiUrl, failed } = engine;
    return { address, uiUrl, failed, schedules, stop: () => engine.stop() };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}
