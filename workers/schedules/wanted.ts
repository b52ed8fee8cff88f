/** The schedules that a project file stands for: one for each source with a calendar of its own, and one that decides again each day. */

import { ScheduleOverlapPolicy, type ScheduleOptions, type ScheduleOptionsStartWorkflowAction } from '@temporalio/client';
import { createHash } from 'node:crypto';
import type { Project, Source } from '../../schemas/project.js';
import { decideScheduleId, pullScheduleId, taskQueues, type PullInput } from '../../schemas/runs.js';
import type { decide } from '../../workflows/decide.js';
import type { pull } from '../../workflows/pull.js';
import { attributesOf } from '../../workflows/search-attributes.js';

/**
 * In the memo of what a schedule starts, because that can be updated: a schedule's own memo cannot. Says that the schedule is ours, and
 * of which project file.
 */
export const fingerprintKey = 'assurance_schedule';

type Action = ScheduleOptionsStartWorkflowAction<typeof pull> | ScheduleOptionsStartWorkflowAction<typeof decide>;
export type WantedSchedule = ScheduleOptions & { action: Action & { memo: Record<string, unknown> } };

const policies: ScheduleOptions['policies'] = {
  // A pull that takes longer than its interval is not overtaken: the next one sees the same files.
  overlap: ScheduleOverlapPolicy.SKIP,
  // After a night without the machine a source is pulled once, and not once for every day of a longer standstill.
  catchupWindow: '1 day',
  // A source that is down today is tried again tomorrow.
  pauseOnFailure: false,
};

export function wantedSchedules(project: Project): WantedSchedule[] {
  return [...project.sources.filter((s) => s.schedule !== undefined).map((s) => pullSchedule(s, project)), decideSchedule(project)];
}

function pullSchedule(source: Source, { timezone }: Project): WantedSchedule {
  const ref = { source_id: source.id, feed: source.feed, party_id: source.party };
  const input: PullInput = { source: ref };
  return withFingerprint({
    scheduleId: pullScheduleId(source.id),
    // Sources that share a cron line do not all start in the same second.
    spec: { cronExpressions: [source.schedule!], timezone, jitter: '45 seconds' },
    policies,
    action: {
      type: 'startWorkflow',
      workflowType: 'pull',
      workflowId: pullScheduleId(source.id),
      taskQueue: taskQueues.ingest,
      args: [input],
      typedSearchAttributes: attributesOf(ref, 'listing'),
    },
  });
}

function decideSchedule({ timezone }: Project): WantedSchedule {
  return withFingerprint({
    scheduleId: decideScheduleId,
    spec: { cronExpressions: ['5 0 * * *'], timezone, jitter: '30 seconds' },
    policies,
    action: { type: 'startWorkflow', workflowType: 'decide', workflowId: decideScheduleId, taskQueue: taskQueues.ingest, args: [] },
  });
}

function withFingerprint(schedule: ScheduleOptions): WantedSchedule {
  const fingerprint = createHash('sha256').update(JSON.stringify(schedule)).digest('hex').slice(0, 16);
  return { ...schedule, action: { ...schedule.action, memo: { [fingerprintKey]: fingerprint } } } as WantedSchedule;
}
