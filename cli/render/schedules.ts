/** Schedules as a table: what is pulled next, and what is paused and why. */

import type { ScheduleSummary } from '../../client/index.js';
import { table, type Column } from './table.js';
import type { Terminal } from './terminal.js';

export function schedulesTable(schedules: ScheduleSummary[], terminal: Terminal): string {
  const { colours } = terminal;
  const columns: Column<ScheduleSummary>[] = [
    { head: 'Schedule', cell: (s) => s.schedule },
    { head: 'State', cell: (s) => (s.paused ? '– paused' : '✓ on'), paint: (text, s) => (s.paused ? colours.yellow(text) : colours.green(text)) },
    { head: 'Next', cell: (s) => time(s.next) },
    { head: 'Last', cell: (s) => time(s.last) },
    { head: 'Skipped', cell: (s) => s.skipped, align: 'right' },
    { head: 'Note', cell: (s) => s.note, flexible: true },
  ];
  return table(schedules, columns, terminal);
}

const time = (at: string | null) => (at === null ? '–' : `${at.slice(0, 16).replace('T', ' ')}Z`);
