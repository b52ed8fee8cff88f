/** Brings Temporal's schedules to what the project file says. */

import {
  isGrpcServiceError,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ServiceError,
  type Client,
  type ScheduleDescription,
} from '@temporalio/client';
import { AssuranceError } from '../schemas/errors/error.js';
import type { Project } from '../schemas/project.js';
import { fingerprintKey, wantedSchedules, type WantedSchedule } from './schedules/wanted.js';

/** gRPC's own number for it. */
const invalidArgument = 3;

/**
 * Creates what is missing, updates what the project file says otherwise now (a paused one stays paused), deletes what it says no more.
 * Schedules that others made are left alone.
 *
 * @returns the ids of ours.
 * @throws AssuranceError SCHEDULE_INVALID when Temporal does not accept a cron line.
 */
export async function ensureSchedules(client: Client, project: Project, log: (line: string) => void): Promise<string[]> {
  const wanted = wantedSchedules(project);
  for (const schedule of wanted) {
    const done = await ensure(client, schedule);
    if (done !== undefined) log(`schedule ${schedule.scheduleId} ${done}`);
  }
  const names = new Set(wanted.map((w) => w.scheduleId));
  for await (const { scheduleId } of client.schedule.list()) {
    if (names.has(scheduleId) || !(await isOurs(client, scheduleId))) continue;
    await client.schedule.getHandle(scheduleId).delete();
    log(`schedule ${scheduleId} deleted`);
  }
  return [...names];
}

async function ensure(client: Client, wanted: WantedSchedule): Promise<'created' | 'updated' | undefined> {
  try {
    const found = await describe(client, wanted.scheduleId);
    if (found === undefined) {
      await client.schedule.create(wanted);
      return 'created';
    }
    if (fingerprintOf(found) === wanted.action.memo[fingerprintKey]) return undefined;
    await client.schedule.getHandle(wanted.scheduleId).update(({ state }) => ({ ...wanted, state }));
    return 'updated';
  } catch (cause) {
    if (cause instanceof ScheduleAlreadyRunning) return undefined;
    if (!refused(cause)) throw cause;
    throw new AssuranceError('SCHEDULE_INVALID', `Temporal does not accept the schedule of ${wanted.scheduleId}.`, {
      where: wanted.scheduleId,
      cause,
    });
  }
}

/** Whether Temporal understood the request and does not want it; anything else (a server that is gone, Ctrl-C) has its own words. */
function refused(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && Number(cause.code) === invalidArgument;
}

async function isOurs(client: Client, scheduleId: string): Promise<boolean> {
  const found = await describe(client, scheduleId);
  return found !== undefined && fingerprintOf(found) !== undefined;
}

async function describe(client: Client, scheduleId: string): Promise<ScheduleDescription | undefined> {
  try {
    return await client.schedule.getHandle(scheduleId).describe();
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}

const fingerprintOf = ({ action }: ScheduleDescription): unknown => action.memo?.[fingerprintKey];
