/**
 * Response clocks: they run only while the call center is open, on the clock of its own time zone (requirement R6.1). Plain arithmetic
 * on what Intl knows of the zone, so that days with 23 and 25 hours count as long as they are.
 */

import { weekdays, type Weekday } from '../vocabulary.js';

export interface OpeningHours {
  /** IANA time zone. */
  timezone: string;
  /** HH:MM on the wall clock of that zone; `closes` may be 24:00 and comes after `opens`. */
  opens: string;
  closes: string;
  days: readonly Weekday[];
}

const minute = 60_000;
const dayLength = 86_400_000;

/**
 * The moment at which `minutes` of opening time have passed since `openedAt`.
 * @param minutes 0 or more; 0 is the moment itself when it is open, else the next opening.
 * @returns undefined when the call center never opens.
 */
export function dueAt(openedAt: Date, minutes: number, hours: OpeningHours): Date | undefined {
  if (hours.days.length === 0) return undefined;
  let left = minutes * minute;
  for (let day = dayOf(openedAt, hours.timezone); ; day = nextDay(day)) {
    if (!hours.days.includes(weekdayOf(day))) continue;
    const from = Math.max(instantOf(day, hours.opens, hours.timezone).getTime(), openedAt.getTime());
    const until = instantOf(day, hours.closes, hours.timezone).getTime();
    if (from >= until) continue;
    if (left <= until - from) return new Date(from + left);
    left -= until - from;
  }
}

/** YYYY-MM-DD on the wall clock of a zone. */
export function dayOf(at: Date, timezone: string): string {
  const { year, month, day } = wallClock(at, timezone);
  return `${year}-${month}-${day}`;
}

/** HH:MM:SS.mmm on the wall clock of a zone. */
export function timeOf(at: Date, timezone: string): string {
  const { hour, minute: minutes, second } = wallClock(at, timezone);
  return `${hour}:${minutes}:${second}.${String(at.getUTCMilliseconds()).padStart(3, '0')}`;
}

/**
 * The moment at which the wall clock of a zone shows this time: the first one where it shows it twice, and where the clock jumps over it
 * the moment of the jump.
 * @param time HH:MM or longer; 24:00 is the end of the day.
 */
export function instantOf(day: string, time: string, timezone: string): Date {
  if (time.startsWith('24')) return instantOf(nextDay(day), '00:00', timezone);
  const wall = Date.parse(`${day}T${time}Z`);
  // A zone keeps one offset for longer than a day around each change, so these two are all that can hold.
  const offsets = [offsetAt(wall - dayLength, timezone), offsetAt(wall + dayLength, timezone)];
  const shown = offsets.map((offset) => wall - offset).filter((at) => at + offsetAt(at, timezone) === wall);
  return new Date(shown.length > 0 ? Math.min(...shown) : jumpBetween(wall - Math.max(...offsets), wall - Math.min(...offsets), timezone));
}

/** The moment between two at which the offset of the zone changes. */
function jumpBetween(before: number, after: number, timezone: string): number {
  const offset = offsetAt(after, timezone);
  let [low, high] = [before - 1, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, timezone) === offset) high = middle;
    else low = middle;
  }
  return high;
}

/** Milliseconds by which the wall clock of the zone is ahead of UTC. */
function offsetAt(at: number, timezone: string): number {
  const { year, month, day, hour, minute: minutes, second } = wallClock(new Date(at), timezone);
  const second0 = Math.floor(at / 1_000) * 1_000;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minutes}:${second}Z`) - second0;
}

type Clock = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(at: Date, timezone: string): Clock {
  let format = formats.get(timezone);
  if (format === undefined) {
    const two = '2-digit' as const;
    format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
    formats.set(timezone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value])) as Clock;
}

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const nextDay = (day: string): string => new Date(midnight(day) + dayLength).toISOString().slice(0, 10);
const weekdayOf = (day: string) => weekdays[(new Date(midnight(day)).getUTCDay() + 6) % 7]!;
