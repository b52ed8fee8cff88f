/** What needs a person, as a table: who, what, and the command that helps. */

import type { Waiting } from '../read/waiting.js';
import { table, type Column } from './table.js';
import type { Terminal } from './terminal.js';

const columns: Column<Waiting>[] = [
  { head: 'Who', cell: (w) => w.waits_for },
  { head: 'Source', cell: (w) => w.source_id },
  { head: 'What', cell: (w) => w.detail, flexible: 'wrap' },
  { head: 'See', cell: (w) => w.command, flexible: 'wrap' },
];

export function waitingTable(waiting: Waiting[], terminal: Terminal): string {
  return table(waiting, columns, terminal);
}
