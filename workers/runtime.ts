/** Temporal's native runtime, one for a process: its log goes to HOME/logs/engine.log, and signals are left to the command line. */

import { DefaultLogger, Runtime, type LogEntry } from '@temporalio/worker';
import { ApplicationFailure } from '@temporalio/common';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const largestBytes = 10_000_000;

/** Does nothing when the process has a runtime already: the first project's log then takes all. */
export function installRuntime(home: string): void {
  const file = path.join(home, 'logs', 'engine.log');
  mkdirSync(path.dirname(file), { recursive: true });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestBytes) renameSync(file, `${file}.1`);
  try {
    Runtime.install({
      logger: new DefaultLogger('WARN', (entry) => write(file, entry)),
      telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
      shutdownSignals: [],
    });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'IllegalStateError')) throw error;
  }
}

/** Ids and codes only. An error's own message stays out unless we wrote it: what drivers say can quote cells. */
function write(file: string, { timestampNanos, level, message, meta = {} }: LogEntry): void {
  const time = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  const { error, stack, ...rest } = meta as Record<string, unknown>;
  const about = Object.fromEntries(Object.entries(rest).filter(([key, value]) => toldKeys.has(key) && typeof value !== 'object'));
  const failure = error instanceof ApplicationFailure ? error.message : error instanceof Error ? error.name : undefined;
  try {
    appendFileSync(file, `${JSON.stringify({ time, level, message, ...about, ...(failure === undefined ? {} : { failure }), stack })}\n`);
  } catch {
    // A full disk, or a home that is gone, is told by what fails because of it.
  }
}

const toldKeys = new Set(['workflowId', 'workflowType', 'runId', 'activityId', 'activityType', 'attempt', 'taskQueue', 'sdkComponent']);
