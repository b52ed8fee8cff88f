/** A file that was tried, for the person who wrote it: what would become of it, and what to correct. */

import type { CheckedFile } from '../../client/contracts.js';
import { printable } from '../../schemas/printable.js';
import type { Source } from '../../schemas/project.js';
import { deliverySymbols } from '../words.js';
import { cellColumns } from './delivery.js';
import { table, type Column } from './table.js';
import type { Terminal } from './terminal.js';
import { count, number, wrap } from './text.js';

const findingColumns: Column<CheckedFile['judgement']['findings'][number]>[] = [
  { head: 'Kind', cell: (f) => f.kind },
  { head: 'Severity', cell: (f) => f.severity },
  { head: 'What', cell: (f) => f.detail, flexible: 'wrap' },
];

/** @param limit how many rejected cells are printed; the rest is counted. */
export function checkedText(
  { file_name, judgement, rejected }: CheckedFile,
  source: Source,
  { limit, annotated }: { limit: number; annotated: string | null },
  terminal: Terminal,
): string {
  const { colours } = terminal;
  const { status, contract, layout_to, rows_read, rows_accepted, rows_rejected, period_from, period_to, error_code, error, findings } =
    judgement;
  const room = Math.max(40, Math.min(terminal.width, 100)) - 13;
  const field = (name: string, text: string) =>
    wrap(printable(text), room).map((line, at) => `  ${(at === 0 ? name : '').padEnd(11)}${line}`);
  const cells = rejected.flatMap(({ sheet, line, errors }) =>
    errors.map(({ column, field: ours, ...cell }) => ({
      ...cell,
      file_name,
      sheet,
      line,
      column_name: column ?? ours,
      state: 'open' as const,
    })),
  );
  return [
    `${colours.bold(printable(file_name))}  ${deliverySymbols[status]} ${status}`,
    ...field('source', `${source.id} (${source.party}), feed ${source.feed}`),
    ...field('contract', `${contract.id} ${contract.version}${layout_to === null ? '' : `, in the layout that ended on ${layout_to}`}`),
    ...(period_from === null ? [] : field('period', `${period_from} to ${period_to ?? '…'}`)),
    ...field('rows', `${number(rows_read)} read = ${number(rows_accepted)} accepted + ${number(rows_rejected)} rejected`),
    ...(error_code === null ? [] : field('why', `${error_code}: ${error ?? ''}`)),
    ...(findings.length === 0 ? [] : ['', colours.bold('Noticed'), table(findings, findingColumns, terminal)]),
    ...(cells.length === 0 ? [] : ['', colours.bold('Rejected cells'), table(cells.slice(0, limit), cellColumns, terminal)]),
    ...(cells.length > limit ? [`… and ${count(cells.length - limit, 'more cell')}: --limit ${cells.length} prints all`] : []),
    '',
    ...(annotated === null ? [] : [`The annotated copy: ${annotated}`]),
    colours.dim('A trial: nothing was taken.'),
  ].join('\n');
}
