/** Runs as a table: name, what it was, how it ended and why. */

import type { RunSummary } from '../../client/index.js';
import type { Column } from './table.js';
import type { Terminal } from './terminal.js';

const symbols: Record<RunSummary['status'], string> = { running: '…', waits: '?', done: '✓', failed: '✗', cancelled: '–' };

export function runColumns({ colours }: Terminal): Column<RunSummary>[] {
  const paint = (text: string, { status }: RunSummary) =>
    ({ running: colours.cyan, waits: colours.yellow, done: colours.green, failed: colours.red, cancelled: colours.dim })[status](text);
  return [
    { head: 'Run', cell: (r) => r.run },
    { head: 'Kind', cell: (r) => r.kind },
    { head: 'Source', cell: (r) => r.source },
    { head: 'Status', cell: (r) => `${symbols[r.status]} ${r.status}`, paint },
    { head: 'Started', cell: (r) => `${r.started.slice(0, 16).replace('T', ' ')}Z` },
    { head: 'Seconds', cell: (r) => r.seconds.toFixed(1), align: 'right' },
    { head: 'Why', cell: (r) => (r.reason === null ? r.waits : `${r.reason.code}: ${r.reason.message}`), flexible: 'wrap' },
  ];
}
