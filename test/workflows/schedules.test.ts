import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listSchedules } from '../../client/schedules/list.js';
import { pauseSchedule } from '../../client/schedules/pause.js';
import { resumeSchedule } from '../../client/schedules/resume.js';
import { backfillSchedule } from '../../client/schedules/backfill.js';
import { projectSchema, type Project } from '../../schemas/project.js';
import { searchAttributeNames } from '../../schemas/runs.js';
import { startEmbeddedTemporal, type EmbeddedTemporal } from '../../workers/embedded-temporal.js';
import { ensureSchedules } from '../../workers/schedules.js';
import { findTemporalCli } from '../../workers/temporal-cli.js';
import { Program, quiet } from './support/program.js';

const program = new Program([]);
let server: EmbeddedTemporal;
let client: Client;

beforeAll(async () => {
  const { path: cliPath } = await findTemporalCli({ log: quiet });
  server = await startEmbeddedTemporal({
    cliPath,
    dbFile: `${program.folder}/temporal.sqlite`,
    ui: false,
    searchAttributes: [...searchAttributeNames],
    log: quiet,
  });
  client = new Client({ connection: await Connection.connect({ address: server.address }) });
});
afterAll(async () => {
  await client.connection.close();
  await server.stop();
  program.remove();
});

/** @param schedules by source id; a source without one is pulled by hand only. */
function project(schedules: Record<string, string | undefined>): Project {
  const sources = Object.entries(schedules).map(([id, schedule]) => ({
    id,
    party: 'P',
    feed: 'pos',
    connector: { type: 'folder', path: `./${id}` },
    schedule,
  }));
  return projectSchema.parse({ version: 1, timezone: 'America/Chicago', sources });
}

const ensure = async (schedules: Record<string, string | undefined>) => {
  const log: string[] = [];
  const ids = await ensureSchedules(client, project(schedules), (line) => log.push(line));
  return { ids, log: log.sort() };
};

describe('schedules', () => {
  test('are made from the project file: one for each source that has one, and one that decides each day', async () => {
    expect(await ensure({ a: '0 6 * * *', b: '30 7 * * MON-FRI', c: undefined })).toEqual({
      ids: ['pull-a', 'pull-b', 'decide-daily'],
      log: ['schedule decide-daily created', 'schedule pull-a created', 'schedule pull-b created'],
    });
    const { spec, policies, action } = await client.schedule.getHandle('pull-a').describe();
    expect(spec).toMatchObject({ timezone: 'America/Chicago', jitter: 45_000 });
    expect(policies).toEqual({ overlap: 'SKIP', catchupWindow: 86_400_000, pauseOnFailure: false });
    expect(action).toMatchObject({ workflowType: 'pull', workflowId: 'pull-a', taskQueue: 'assurance-ingest' });
  });

  test('that the project file does not change are left alone', async () => {
    expect((await ensure({ a: '0 6 * * *', b: '30 7 * * MON-FRI', c: undefined })).log).toEqual([]);
  });

  test('follow a changed line, and stay paused', async () => {
    await pauseSchedule(client, 'a', 'partner is on holiday');
    expect((await ensure({ a: '15 5 * * *', b: '30 7 * * MON-FRI' })).log).toEqual(['schedule pull-a updated']);
    const { state, spec } = await client.schedule.getHandle('pull-a').describe();
    expect(state).toMatchObject({ paused: true, note: 'partner is on holiday' });
    expect(spec.calendars?.[0]).toMatchObject({
      hour: [expect.objectContaining({ start: 5 })],
      minute: [expect.objectContaining({ start: 15 })],
    });
    expect(await resumeSchedule(client, 'pull-a')).toMatchObject({
      schedule: 'pull-a',
      source: 'a',
      paused: false,
      next: expect.any(String),
    });
  });

  test('of a source that is gone are deleted, and those that somebody else made are not', async () => {
    await client.schedule.create({
      scheduleId: 'pull-of-somebody-else',
      spec: { cronExpressions: ['0 0 1 1 *'] },
      action: { type: 'startWorkflow', workflowType: 'theirs', taskQueue: 'theirs' },
    });
    await expect
      .poll(async () => (await ensure({ b: '30 7 * * MON-FRI' })).log.concat(await names()).join(), { timeout: 30_000 })
      .not.toContain('pull-a');
    expect(await names()).toEqual(['decide-daily', 'pull-b']);
    expect(await client.schedule.getHandle('pull-of-somebody-else').describe()).toMatchObject({ scheduleId: 'pull-of-somebody-else' });
  });

  test('can be run for days that were missed, each time of them, in the time zone of the project', async () => {
    await backfillSchedule(client, 'b', 'America/Chicago', { from: '2026-03-05', to: '2026-03-10' });
    // Thursday, Friday, Monday, Tuesday; the clocks were changed on the Sunday. No worker runs: the first waits, the others are buffered.
    await expect
      .poll(async () => (await client.schedule.getHandle('pull-b').describe()).info.runningActions.length, { timeout: 30_000 })
      .toBe(1);
    const { info, raw } = await client.schedule.getHandle('pull-b').describe();
    expect(info.runningActions[0]!.workflow.workflowId).toMatch(/^pull-b-2026-03-05T13:30:/);
    expect(Number(raw.info?.bufferSize)).toBe(3);
  });

  test('that do not exist, and days that are none, have errors of their own', async () => {
    await expect(pauseSchedule(client, 'nowhere', '')).rejects.toMatchObject({ code: 'SCHEDULE_UNKNOWN' });
    for (const [from, to] of [
      ['2026-03-05', '2026-03-04'],
      ['2999-01-01', '2999-01-02'],
      ['yesterday', '2026-01-01'],
    ]) {
      await expect(backfillSchedule(client, 'b', 'UTC', { from: from!, to: to! })).rejects.toMatchObject({
        code: 'SCHEDULE_RANGE_INVALID',
      });
    }
  });
});

const names = async () => (await listSchedules(client)).map((s) => s.schedule);
