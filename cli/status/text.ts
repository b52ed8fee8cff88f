/** `assurance status` for a person: sources, verdicts, and at the end what waits for whom. */

import { printable } from '../../schemas/printable.js';
import type { DeliveryStatus } from '../../schemas/vocabulary.js';
import { verdictBars } from '../render/bars.js';
import { table, type Column } from '../render/table.js';
import type { Terminal } from '../render/terminal.js';
import { count, number } from '../render/text.js';
import { waitingTable } from '../render/waiting.js';
import { deliverySymbols, reportingSymbols } from '../words.js';
import type { SourceStatus, Status } from './read.js';

const columns: Column<SourceStatus>[] = [
  { head: 'Source', cell: (s) => s.source_id },
  { head: 'Party', cell: (s) => s.party_id, flexible: true },
  { head: 'Feed', cell: (s) => s.feed },
  { head: 'Last delivery', cell: (s) => lastDelivery(s), flexible: true },
  { head: 'Rows', cell: (s) => number(s.rows_read), align: 'right' },
  { head: 'Rejected', cell: (s) => number(s.rows_rejected), align: 'right' },
  { head: 'Calendar', cell: (s) => calendar(s), flexible: true },
];

export function statusText(status: Status, terminal: Terminal): string {
  const { colours } = terminal;
  const heading = (text: string) => `\n${colours.bold(text)}`;
  const { project, engine, published, assets, findings, waiting } = status;
  return [
    `${colours.bold(printable(project.file))}  ${project.timezone}${project.as_of === null ? '' : `, verdicts as of ${project.as_of}`}`,
    `  engine     ${engine.running ? `running${engine.ui ? `, ${engine.ui}` : ''}` : 'not running (a pull starts it for itself; `assurance up` keeps it running)'}`,
    `  published  ${published === null ? 'nothing yet: assurance pull' : `${published.at}  ${printable(published.path)}`}`,
    heading('Sources'),
    status.sources.length === 0 ? '  none in the project file' : table(status.sources, columns, terminal),
    ...(assets === null ? [] : [heading(`${count(assets.total, 'unit')}, ${count(findings?.open ?? 0, 'open finding')}`), verdictBars(assets, terminal)]),
    heading(waiting.length === 0 ? `${colours.green('✓')} Nothing waits for a person` : 'Waits for a person'),
    ...(waiting.length === 0 ? [] : [waitingTable(waiting, terminal)]),
  ].join('\n');
}

function lastDelivery({ last_delivery: last }: SourceStatus): string {
  if (last === null) return 'none';
  return `${deliverySymbols[last.status as DeliveryStatus]} ${last.status} ${last.received_at.slice(0, 10)} ${last.file_name}`;
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
