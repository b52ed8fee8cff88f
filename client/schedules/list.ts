import type { Client, ScheduleDescription } from '@temporalio/client';
import { decideScheduleId } from '../../schemas/runs.js';
import { fingerprintKey } from '../../workers/schedules/wanted.js';

export interface ScheduleSummary {
  schedule: string;
  /** Null for the one that decides again each day. */
  source: string | null;
  paused: boolean;
  /** Why it is paused, and whatever else its operators noted. */
  note: string | null;
  timezone: string | null;
  /** ISO 8601 UTC; null when it has none. */
  next: string | null;
  last: string | null;
  /** Starts that were left out because the one before was still going. */
  skipped: number;
}

/** The project's own schedules by id, as they stand: the server's list lags behind, so each is asked. */
export async function listSchedules(client: Client): Promise<ScheduleSummary[]> {
  const found: ScheduleSummary[] = [];
  for await (const { scheduleId } of client.schedule.list()) {
    const description = await client.schedule.getHandle(scheduleId).describe();
    if (description.action.memo?.[fingerprintKey] !== undefined) found.push(describedSchedule(description));
  }
  return found.sort((a, b) => (a.schedule < b.schedule ? -1 : 1));
}

export function describedSchedule({ scheduleId, state, spec, info }: ScheduleDescription): ScheduleSummary {
  return {
    schedule: scheduleId,
    source: scheduleId === decideScheduleId ? null : scheduleId.replace(/^pull-/, ''),
    paused: state.paused,
    note: state.note || null,
    timezone: spec.timezone ?? null,
    next: state.paused ? null : (info.nextActionTimes[0]?.toISOString() ?? null),
    last: info.recentActions.at(-1)?.takenAt.toISOString() ?? null,
    skipped: info.numActionsSkippedOverlap,
  };
}
