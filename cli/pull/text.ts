/** What a person reads after a pull: the files that came, how the verdicts stand, and at the end what waits for whom. */

import type { Problem, PullReport } from '../../client/index.js';
import { printable } from '../../schemas/printable.js';
import type { LoadedProject } from '../../client/project.js';
import { waitingLine, type Waiter } from '../read/waiting.js';
import { verdictBars } from '../render/bars.js';
import { deliveriesTable } from '../render/deliveries.js';
import { table, type Column } from '../render/table.js';
import type { Terminal } from '../render/terminal.js';
import { count } from '../render/text.js';

/** A file that is still being written waits for no person. */
const nobody = 'the next pull';

const columns: Column<Problem>[] = [
  { head: 'Source', cell: (p) => p.source_id },
  { head: 'What', cell: (p) => p.message, flexible: true },
  { head: 'Code', cell: (p) => p.code, flexible: true },
  { head: 'Waits for', cell: (p) => p.waits_for, flexible: true },
];

/** The problems that need a person; exit code 3 when there are any. */
export function waitingOf({ problems }: PullReport, project: LoadedProject['project']): Waiter[] {
  const parties = new Map(project.sources.map((s) => [s.id, s.party]));
  return problems
    .filter((p) => p.waits_for !== nobody)
    .map(({ source_id, waits_for, message }) => ({ source_id, party_id: parties.get(source_id) ?? null, waits_for, detail: message }));
}

export function pullText(report: PullReport, waiting: Waiter[], terminal: Terminal): string {
  const { colours } = terminal;
  const news = report.deliveries.filter((d) => d.status !== 'duplicate');
  const known = report.deliveries.length - news.length;
  const line = waitingLine(waiting);
  return [
    ...(news.length === 0 ? ['No new files.'] : [deliveriesTable(news, terminal)]),
    ...(known === 0 ? [] : [`${count(known, 'file')} with bytes that are known already.`]),
    ...(report.problems.length === 0 ? [] : ['', colours.bold('Problems'), table(report.problems, columns, terminal)]),
    '',
    colours.bold(`${count(report.assets.total, 'unit')}, ${count(report.findings.open, 'open finding')}`),
    verdictBars(report.assets, terminal),
    '',
    `Published ${printable(report.published)} in ${report.seconds.toFixed(1)} s`,
    ...(line === undefined ? [] : [`${colours.yellow('!')} ${printable(line)}`]),
  ].join('\n');
}
