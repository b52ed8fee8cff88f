/** `assurance status` for a person: sources, verdicts, and at the end what waits for whom. */

import { printable } from '../../schemas/printable.js';
import { verdictBars } from '../render/bars.js';
import { table, type Column } from '../render/table.js';
import type { Terminal } from '../render/terminal.js';
import { count, number, wrap } from '../render/text.js';
import { waitingTable } from '../render/waiting.js';
import { deliverySymbols, reportingSymbols } from '../words.js';
import type { SourceStatus, Status } from './read.js';

const columns: Column<SourceStatus>[] = [
  { head: 'Source', cell: (s) => s.source_id },
  { head: 'Party', cell: (s) => s.party_id, flexible: 'end', optional: true },
  { head: 'Feed', cell: (s) => s.feed, optional: true },
  {
    head: 'Last delivery',
    cell: ({ last_delivery: d }) => (d === null ? 'none' : `${deliverySymbols[d.status]} ${d.status} ${d.received_at.slice(0, 10)}`),
  },
  { head: 'File', cell: (s) => s.last_delivery?.file_name, flexible: 'middle', optional: true },
  { head: 'Rows', cell: (s) => number(s.rows_read), align: 'right' },
  { head: 'Rejected', cell: (s) => number(s.rows_rejected), align: 'right' },
  { head: 'Calendar', cell: (s) => calendar(s), flexible: 'wrap' },
];

export function statusText(status: Status, terminal: Terminal): string {
  const { colours } = terminal;
  const heading = (text: string) => `\n${colours.bold(text)}`;
  const { project, engine, published, assets, findings, waiting } = status;
  const inBreach = status.partners?.in_breach.length ?? 0;
  const partners = inBreach === 0 ? '' : `, ${count(inBreach, 'partner')} in breach of PAMS`;
  return [
    `${colours.bold(printable(project.file))}  ${project.timezone}${project.as_of === null ? '' : `, verdicts as of ${project.as_of}`}`,
    `  engine     ${engine.running ? `running${engine.ui ? `, ${engine.ui}` : ''}` : 'not running; a pull starts it for itself'}`,
    `  published  ${published === null ? 'nothing yet: assurance pull' : `${published.at}  ${printable(published.path)}`}`,
    heading('Sources'),
    status.sources.length === 0 ? '  none in the project file' : table(status.sources, columns, terminal),
    ...(assets === null
      ? []
      : [
          heading(
            wrap(`${count(assets.total, 'unit')}, ${count(findings?.open ?? 0, 'open finding')}${partners}`, terminal.width).join('\n'),
          ),
          verdictBars(assets, terminal),
        ]),
    heading(waiting.length === 0 ? `${colours.green('✓')} Nothing waits for a person` : 'Waits for a person'),
    ...(waiting.length === 0 ? [] : [waitingTable(waiting, terminal)]),
  ].join('\n');
}

/** Missing reports first; else the newest settled period and the next one due. */
function calendar({ reporting }: SourceStatus): string {
  const missing = reporting.filter((p) => p.state === 'missing');
  if (missing.length > 0) return `${reportingSymbols.missing} ${number(missing.length)} missing, due ${missing[0]?.due_on ?? ''}`;
  const settled = reporting.filter((p) => p.state !== 'pending').at(-1);
  const next = reporting.find((p) => p.state === 'pending');
  const told = [settled && `${reportingSymbols[settled.state]} ${settled.state} ${settled.period_to}`, next && `next due ${next.due_on}`];
  return told.filter((x) => x !== undefined).join(', ') || '–';
}
