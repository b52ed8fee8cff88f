import { ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { AssuranceError } from '../../schemas/errors/error.js';
import { withSchedule } from './find.js';

export interface BackfillRequest {
  /** YYYY-MM-DD, in the time zone of the project; both days are included. */
  from: string;
  to: string;
}

/**
 * Every time that it had on these days, one after the other: with any other overlap policy the server drops what comes while one runs.
 * @throws AssuranceError SCHEDULE_UNKNOWN, SCHEDULE_RANGE_INVALID
 */
export async function backfillSchedule(client: Client, name: string, timezone: string, { from, to }: BackfillRequest) {
  const start = beginOf(from, timezone);
  const end = Math.min(beginOf(dayAfter(to), timezone) - 1_000, Date.now());
  if (start > end) throw new AssuranceError('SCHEDULE_RANGE_INVALID', `${from} to ${to} is no span of days until today.`);
  // The server leaves out the very start.
  const span = { start: new Date(start - 1_000), end: new Date(end), overlap: ScheduleOverlapPolicy.BUFFER_ALL };
  return withSchedule(client, name, (handle) => handle.backfill(span));
}

function dayAfter(day: string): string {
  return new Date(utc(day) + 86_400_000).toISOString().slice(0, 10);
}

/** The instant at which a day begins in a time zone: its offset is looked up twice, because it can change on that very day. */
function beginOf(day: string, timezone: string): number {
  const midnight = utc(day);
  let at = midnight;
  for (let n = 0; n < 2; n++) at = midnight - offsetAt(at, timezone);
  return at;
}

function utc(day: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isNaN(at)) throw new AssuranceError('SCHEDULE_RANGE_INVALID', `${day} is no day as YYYY-MM-DD.`);
  return at;
}

/** What a clock on the wall there is ahead of UTC, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return (
    Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']) - Math.floor(at / 1000) * 1000
  );
}
