/** Reporting calendars: which periods a source reports for, and when each report is due. Days are YYYY-MM-DD, both ends included. */

import type { Calendar } from '../schemas/project.js';
import { weekdays } from '../schemas/vocabulary.js';

export interface Period {
  period_from: string;
  period_to: string;
  due_on: string;
}

const dayLength = 86_400_000;
const toDate = (day: string) => new Date(`${day}T00:00:00Z`);
const toDay = (date: Date) => date.toISOString().slice(0, 10);
const plus = (day: string, days: number) => toDay(new Date(toDate(day).getTime() + days * dayLength));

/**
 * All periods of a calendar that hold a day between `from` and `to`.
 * The due day is `due_days` after the period closes (requirement U1: late and missing reports are noticed).
 */
export function periodsBetween(calendar: Calendar, from: string, to: string): Period[] {
  const periods: Period[] = [];
  for (let start = periodStart(calendar, from); start <= to;) {
    const next = nextStart(calendar, start);
    const last = plus(next, -1);
    periods.push({ period_from: start, period_to: last, due_on: plus(last, calendar.due_days) });
    start = next;
  }
  return periods;
}

/** The first day of the period that holds `day`. */
function periodStart(calendar: Calendar, day: string): string {
  const date = toDate(day);
  switch (calendar.cadence) {
    case 'daily':
      return day;
    case 'weekly': {
      // A week that closes on Saturday begins on Sunday.
      const closes = weekdays.indexOf(calendar.closes ?? 'SUN');
      const weekday = (date.getUTCDay() + 6) % 7;
      return plus(day, -((weekday - closes - 1 + 14) % 7));
    }
    case 'monthly':
      return `${day.slice(0, 7)}-01`;
    case 'quarterly':
      return toDay(new Date(Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3, 1)));
    case 'yearly':
      return `${day.slice(0, 4)}-01-01`;
  }
}

function nextStart(calendar: Calendar, start: string): string {
  const date = toDate(start);
  const months = { monthly: 1, quarterly: 3, yearly: 12 } as const;
  if (calendar.cadence === 'daily') return plus(start, 1);
  if (calendar.cadence === 'weekly') return plus(start, 7);
  return toDay(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months[calendar.cadence], 1)));
}

/** The calendar day in a time zone, now or at the given instant. */
export function dayIn(timezone: string, at: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}
