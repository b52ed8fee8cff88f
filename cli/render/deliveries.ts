/** The deliveries of a pull, one line each. */

import type { DeliveryStatus } from '../../schemas/vocabulary.js';
import { deliverySymbols } from '../words.js';
import { table, type Column } from './table.js';
import type { Terminal } from './terminal.js';
import { number } from './text.js';

export interface DeliveryLine {
  source_id: string;
  file_name: string;
  status: DeliveryStatus;
  rows_read: number;
  rows_accepted: number;
  rows_rejected: number;
}

export function deliveriesTable(deliveries: DeliveryLine[], terminal: Terminal): string {
  const { colours } = terminal;
  const paint = (text: string, { status }: DeliveryLine) => {
    if (status === 'accepted' || status === 'nil') return colours.green(text);
    if (status === 'duplicate' || status === 'discarded') return colours.dim(text);
    return status === 'partial' || status === 'held' ? colours.yellow(text) : colours.red(text);
  };
  const columns: Column<DeliveryLine>[] = [
    { head: 'Source', cell: (d) => d.source_id },
    { head: 'File', cell: (d) => d.file_name, flexible: 'middle' },
    { head: 'Status', cell: (d) => `${deliverySymbols[d.status]} ${d.status}`, paint },
    { head: 'Rows', cell: (d) => number(d.rows_read), align: 'right' },
    { head: 'Accepted', cell: (d) => number(d.rows_accepted), align: 'right' },
    { head: 'Rejected', cell: (d) => number(d.rows_rejected), align: 'right' },
  ];
  return table(deliveries, columns, terminal);
}
