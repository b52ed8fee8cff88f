/** Times: ISO 8601 with zone in text; a date cell of a workbook has no zone and means the project's. */

import type { RawCell } from '../rows.js';
import { existing } from './date.js';

const iso = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})$/i;

/** Reads one cell: the moment as YYYY-MM-DDTHH:MM:SS.mmmZ, or undefined when it is none. */
export function timeReader(timezone: string): (cell: RawCell | undefined, text: string) => string | undefined {
  const wallClock = wallClockOf(timezone);
  return (cell, text) => {
    if (typeof cell === 'object') {
      if (cell.date !== undefined) return existing(cell.date.slice(0, 10)) && inZone(cell.date, wallClock);
      if (cell.number !== undefined || cell.boolean !== undefined) return undefined;
    }
    const found = iso.exec(text);
    if (found === null || existing(found[1]!) === undefined) return undefined;
    const zone = found[3]!.toUpperCase();
    return moment(Date.parse(`${found[1]}T${found[2]}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`));
  };
}

const moment = (ms: number): string | undefined => (Number.isNaN(ms) ? undefined : new Date(ms).toISOString());

/** What a clock on the wall shows at a moment, as milliseconds of the same digits in UTC. */
function wallClockOf(timezone: string): (ms: number) => number {
  // Made when the first cell needs it: it takes milliseconds, and most feeds have no times
  let made: Intl.DateTimeFormat | undefined;
  return (ms) => {
    const part = Object.fromEntries((made ??= clock(timezone)).formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
  };
}

const clock = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

/** The moment at which the wall clock shows `local`; in the hour that a clock change skips, the moment of the change's far side. */
function inZone(local: string, wallClock: (ms: number) => number): string | undefined {
  const wanted = Date.parse(`${local.length === 10 ? `${local}T00:00:00` : local}Z`);
  if (Number.isNaN(wanted)) return undefined;
  const guess = wanted - (wallClock(wanted) - wanted);
  return moment(guess - (wallClock(guess) - wanted));
}
