import { ScheduleNotFoundError, type Client, type ScheduleHandle } from '@temporalio/client';
import { AssuranceError } from '../../schemas/errors/error.js';
import { pullScheduleId } from '../../schemas/runs.js';
import { describedSchedule, type ScheduleSummary } from './list.js';

/**
 * @param name a schedule's id, or the id of the source that it pulls.
 * @throws AssuranceError SCHEDULE_UNKNOWN
 */
export async function findSchedule(client: Client, name: string): Promise<ScheduleHandle> {
  for (const id of [name.trim(), pullScheduleId(name.trim())]) {
    const handle = client.schedule.getHandle(id);
    try {
      await handle.describe();
      return handle;
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    }
  }
  throw new AssuranceError('SCHEDULE_UNKNOWN', `There is no schedule ${name}.`);
}

/** Finds it, does something to it, and tells how it stands then. */
export async function withSchedule(
  client: Client,
  name: string,
  work: (handle: ScheduleHandle) => Promise<void>,
): Promise<ScheduleSummary> {
  const handle = await findSchedule(client, name);
  await work(handle);
  return describedSchedule(await handle.describe());
}
