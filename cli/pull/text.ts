/** What a person reads after a pull: the files that came, how the verdicts stand, and at the end what waits for whom. */

import type { Problem, PullReport } from '../../client/index.js';
import { printable } from '../../schemas/printable.js';
import type { LoadedProject } from '../../client/project.js';
import { operations, waitingLine, type Waiter } from '../read/waiting.js';
import { verdictBars } from '../render/bars.js';
import { deliveriesTable } from '../render/deliveries.js';
import { table, type Column } from '../render/table.js';
import type { Terminal } from '../render/terminal.js';
import { count, wrap } from '../render/text.js';

/** A file that is still being written waits for no person. */
const nobody = 'the next pull';

const columns: Column<Problem>[] = [
  { head: 'Source', cell: (p) => p.source_id },
  { head: 'What', cell: (p) => p.message, flexible: 'wrap' },
  { head: 'Code', cell: (p) => p.code, optional: true },
  { head: 'Waits for', cell: (p) => p.waits_for, flexible: 'wrap' },
];

/** What needs a person, summed up by source and addressee; exit code 3 when there is any. Operations come first. */
export function waitingOf(report: PullReport, project: LoadedProject['project']): Waiter[] {
  const waiters = project.sources.flatMap((source) => {
    const problems = report.problems.filter((p) => p.source_id === source.id && p.waits_for !== nobody);
    return [...new Set(problems.map((p) => p.waits_for))].map((waits_for): Waiter => ({
      source_id: source.id,
      party_id: source.party,
      waits_for,
      detail: summary(
        problems.filter((p) => p.waits_for === waits_for),
        report.deliveries.filter((d) => d.source_id === source.id),
      ),
    }));
  });
  return waiters.sort((a, b) => Number(b.waits_for === operations) - Number(a.waits_for === operations));
}

/** `1 file held, 1 file refused`; what concerns the source as a whole is told in its own words. */
function summary(problems: Problem[], deliveries: PullReport['deliveries']): string {
  const ofFiles = problems.filter((p) => p.delivery_id !== undefined);
  const forOperations = problems[0]?.waits_for === operations;
  const held = forOperations ? deliveries.filter((d) => d.status === 'held').length : 0;
  const corrected = forOperations ? [] : deliveries.filter((d) => d.status === 'partial' || d.status === 'rejected');
  const rows = corrected.reduce((sum, d) => sum + d.rows_rejected, 0);
  const unread = ofFiles.length - held - corrected.length;
  const refused = problems.filter((p) => p.delivery_id === undefined && p.code.startsWith('FILE_')).length;
  const others = problems.filter((p) => p.delivery_id === undefined && !p.code.startsWith('FILE_'));
  return [
    ...(held > 0 ? [`${count(held, 'file')} held`] : []),
    ...(rows > 0 ? [count(rows, 'rejected row')] : []),
    ...(unread > 0 ? [`${count(unread, 'file')} not readable`] : []),
    ...(refused > 0 ? [`${count(refused, 'file')} refused`] : []),
    ...others.map((p) => p.message),
  ].join(' and ');
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
    ...(line === undefined
      ? []
      : wrap(printable(line), terminal.width - 2).map((part, i) => `${i === 0 ? colours.yellow('!') : ' '} ${part}`)),
  ].join('\n');
}
