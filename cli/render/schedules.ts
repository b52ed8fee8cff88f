/** Schedules as a table: what is pulled next, and what is paused and why. */

import type { ScheduleSummary } from '../../client/index.js';
import { table, type Column } from './table.js';
import type { Terminal } from './terminal.js';

export function schedulesTable(schedules: ScheduleSummary[], terminal: Terminal): string {
  const { colours } = terminal;
  const zone = schedules[0]?.timezone ?? 'UTC';
  const columns: Column<ScheduleSummary>[] = [
    { head: 'Schedule', cell: (s) => s.schedule },
    {
      head: 'State',
      cell: (s) => (s.paused ? '– paused' : '✓ on'),
      paint: (text, s) => (s.paused ? colours.yellow(text) : colours.green(text)),
    },
    { head: 'Next', cell: (s) => time(s.next, zone) },
    { head: 'Last', cell: (s) => time(s.last, zone) },
    { head: 'Skipped', cell: (s) => s.skipped, align: 'right' },
    { head: 'Note', cell: (s) => s.note, flexible: 'wrap' },
  ];
  return `${table(schedules, columns, terminal)}\n\nTimes are those of ${zone}.`;
}

/** The cron lines are in the project's time zone, so the times are too: 2026-11-24 06:00. */
function time(at: string | null, timeZone: string): string {
  return at === null ? '–' : new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(at));
}
