/** One delivery and its rejected cells, for a person who has to decide or to ask the partner. */

import { printable } from '../../schemas/printable.js';
import type { FileAccount, LineAccount } from '../../schemas/rows.js';
import type { Delivery, RejectedCellRow } from '../read/deliveries.js';
import { short } from '../read/waiting.js';
import { deliverySymbols, rejectedStateWords } from '../words.js';
import { table, type Column } from './table.js';
import type { Terminal } from './terminal.js';
import { count, number } from './text.js';

export const cellColumns: Column<RejectedCellRow>[] = [
  { head: 'Line', cell: (r) => (r.sheet === null ? r.line : `${r.sheet}:${r.line}`), align: 'right' },
  { head: 'Column', cell: (r) => r.column_name, flexible: 'end' },
  { head: 'Value', cell: (r) => r.value ?? '(none)', flexible: 'end' },
  { head: 'Code', cell: (r) => r.code, flexible: 'wrap' },
  { head: 'What to do', cell: (r) => r.fix, flexible: 'wrap' },
];

const accountColumns: Column<LineAccount>[] = [
  { head: 'Sheet', cell: (t) => t.sheet ?? '–', flexible: 'end' },
  { head: 'Lines', cell: (t) => number(t.lines), align: 'right' },
  { head: 'Preamble', cell: (t) => number(t.preamble), align: 'right' },
  { head: 'Header', cell: (t) => number(t.header), align: 'right' },
  { head: 'Data', cell: (t) => number(t.data), align: 'right' },
  { head: 'Total', cell: (t) => number(t.total), align: 'right' },
  { head: 'Blank', cell: (t) => number(t.blank), align: 'right' },
  { head: 'Rows', cell: (t) => number(t.rows), align: 'right' },
];

/** @param limit how many cells are printed; the rest is counted. */
export function deliveryText(
  d: Delivery,
  account: FileAccount | null,
  cells: RejectedCellRow[],
  limit: number,
  terminal: Terminal,
): string {
  const { colours } = terminal;
  const states = [...new Set(cells.map((c) => c.state))].map((s) => rejectedStateWords[s]);
  return [
    `${colours.bold(printable(d.file_name))}  ${deliverySymbols[d.status]} ${d.status}`,
    `  delivery   ${d.delivery_id}`,
    `  source     ${d.source_id} (${printable(d.party_id)}), feed ${d.feed}`,
    `  received   ${d.received_at}${d.period_from === null ? '' : `, period ${d.period_from} to ${d.period_to ?? '…'}`}`,
    `  rows       ${number(d.rows_read)} read = ${number(d.rows_accepted)} accepted + ${number(d.rows_rejected)} rejected`,
    ...(d.error_code === null ? [] : [`  why        ${d.error_code}: ${printable(d.error ?? '')}`]),
    ...accountLines(account, terminal),
    ...(cells.length === 0
      ? []
      : ['', colours.bold(`Rejected cells (${states.join('; ')})`), table(cells.slice(0, limit), cellColumns, terminal)]),
    ...(cells.length > limit ? [`… and ${count(cells.length - limit, 'more cell')}: --limit ${cells.length} prints all`] : []),
    ...next(d, cells).map((line, i) => (i === 0 ? `\n${line}` : line)),
  ].join('\n');
}

function accountLines(account: FileAccount | null, terminal: Terminal): string[] {
  if (account === null || account.tables.length === 0) return [];
  return [
    '',
    terminal.colours.bold('Every line of the file'),
    table(account.tables, accountColumns, terminal),
    ...(account.sheets_not_read.length > 0 ? [`Sheets that were not asked for: ${account.sheets_not_read.map(printable).join(', ')}`] : []),
    ...(account.notes.length > 0 ? [`Noticed: ${account.notes.map(printable).join('; ')}`] : []),
  ];
}

/** What a person can do about it now. */
function next(d: Delivery, cells: RejectedCellRow[]): string[] {
  const id = short(d.delivery_id);
  const exported = cells.length > 0 ? [`  assurance quarantine export ${id}   # the rejected rows, for ${printable(d.party_id)}`] : [];
  const again = `  assurance rerun ${id}   # judges it again, when its source was changed`;
  if (d.status === 'held') {
    const how = '--by ROLE --reason TEXT';
    return [
      `It waits for a decision: take ${count(d.rows_accepted, 'good row')}, leave it out, or put a whole corrected file in its place:`,
      `  assurance quarantine release ${id} ${how}`,
      `  assurance quarantine discard ${id} ${how}`,
      `  assurance quarantine resubmit ${id} FILE ${how}`,
      ...exported,
      again,
    ];
  }
  return cells.some((c) => c.state === 'open') || d.status === 'failed' ? ['Next:', ...exported, again] : [];
}
