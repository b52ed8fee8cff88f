/** What a file's name says, by the patterns of its source: which version it is and which period it covers. */

import { existing } from '../schemas/cells/date.js';
import type { Format } from '../schemas/project.js';
import type { Finding } from './finding.js';

export interface Period {
  from: string;
  to: string;
}

/**
 * Sorts as text, the later delivery behind the earlier one: names with a version behind names without, by version, then by the
 * time at the source. Versions sort as people count: runs of digits by their number, so v10 comes after v9.
 */
export function orderKey(fileName: string, pattern: string | undefined, modifiedAt: string): string {
  const time = new Date(modifiedAt).toISOString();
  const version = groupOf(fileName, pattern);
  // A blank sorts before everything that a version is made of: v2 before v2a
  return version === undefined ? `0 ${time}` : `1 ${natural(version)} ${time}`;
}

const natural = (text: string): string => text.toLowerCase().replace(/\d+/g, (digits) => digits.replace(/^0+/, '').padStart(20, '0'));

/** The period that the name says, and a finding when the source says that it does and it does not. */
export function periodOf(fileName: string, pattern: string | undefined): { period: Period | undefined; findings: Finding[] } {
  if (pattern === undefined) return { period: undefined, findings: [] };
  const text = groupOf(fileName, pattern);
  const period = text === undefined ? undefined : parsePeriod(text);
  if (period !== undefined) return { period, findings: [] };
  const detail = `No period can be read from the file's name by the pattern ${pattern}.`;
  return { period, findings: [{ kind: 'PERIOD_UNREADABLE', severity: 'warning', detail }] };
}

function groupOf(fileName: string, pattern: string | undefined): string | undefined {
  return pattern === undefined ? undefined : new RegExp(pattern, 'u').exec(fileName)?.[1];
}

/** A day, week, month, quarter or year: 2026-03-31, 20260331, 2026-W14, 2026-03, 202603, 2026-Q1, 2026. `_` and `.` stand for `-`. */
export function parsePeriod(text: Format['period'] & string): Period | undefined {
  const found = /^(\d{4})(?:[-_.]?(?:Q([1-4])|W(\d{2})|(\d{2})(?:[-_.]?(\d{2}))?))?$/i.exec(text.trim());
  if (found === null) return undefined;
  const [, year = '', quarter, week, month, day] = found;
  if (quarter !== undefined) return months(year, Number(quarter) * 3 - 2, 3);
  if (week !== undefined) return isoWeek(Number(year), Number(week));
  if (day !== undefined) {
    const only = existing(`${year}-${month}-${day}`);
    return only === undefined ? undefined : { from: only, to: only };
  }
  return month === undefined ? months(year, 1, 12) : months(year, Number(month), 1);
}

function months(year: string, first: number, count: number): Period | undefined {
  const from = existing(`${year}-${String(first).padStart(2, '0')}-01`);
  return from === undefined ? undefined : { from, to: dayText(Date.UTC(Number(year), first - 1 + count, 0)) };
}

/** Monday to Sunday; the first week of a year is the one with its first Thursday. */
function isoWeek(year: number, week: number): Period | undefined {
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs + (week - 1) * 7 * dayMs;
  const thursday = new Date(monday + 3 * dayMs);
  const from = existing(dayText(monday));
  return week < 1 || thursday.getUTCFullYear() !== year || from === undefined ? undefined : { from, to: dayText(monday + 6 * dayMs) };
}

const dayMs = 86_400_000;
const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
