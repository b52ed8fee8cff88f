import { Command } from 'commander';
import { finish } from '../../help.js';
import { quarantined, waitsFor, type QuarantinedDelivery } from '../../read/deliveries.js';
import { openSnapshot } from '../../read/snapshot.js';
import { table, type Column } from '../../render/table.js';
import { count } from '../../render/text.js';
import { act, done, type Session } from '../../session.js';
import { deliverySymbols } from '../../words.js';

const columns: Column<QuarantinedDelivery>[] = [
  { head: 'Delivery', cell: (d) => d.delivery_id.slice(0, 9) },
  { head: 'Source', cell: (d) => d.source_id },
  { head: 'File', cell: (d) => d.file_name, flexible: 'middle' },
  { head: 'Status', cell: (d) => `${deliverySymbols[d.status]} ${d.status}` },
  { head: 'Open', cell: (d) => d.rows_open, align: 'right' },
  { head: 'Of', cell: (d) => d.rows_read, align: 'right' },
  { head: 'Waits for', cell: (d) => waitsFor(d), flexible: 'wrap' },
];

/** Everything that waits for a decision or a correction. */
export function quarantineListCommand(session: Session): Command {
  const command = new Command('list')
    .summary('deliveries that are held, or have rejected rows nobody has corrected')
    .description(
      'Lists the deliveries that wait for a decision (held) and those with rejected rows that wait for a correction by the partner.',
    )
    .action(
      act(session, async (context) => {
        const { loadProject } = await import('../../../client/project.js');
        const deliveries = await quarantined(await openSnapshot(await loadProject(context.projectDir)));
        if (context.json) {
          context.printJson({ deliveries: deliveries.map((d) => ({ ...d, waits_for: waitsFor(d) ?? null })) });
        } else if (deliveries.length === 0) {
          context.out.line('Nothing is in quarantine.');
        } else {
          context.out.line(table(deliveries, columns, context.out));
          context.out.line(
            `\n${count(deliveries.length, 'delivery', 'deliveries')}. More: assurance quarantine show DELIVERY (the first letters of its id are enough)`,
          );
        }
        return done;
      }),
    );
  return finish(command, [
    ['assurance quarantine list', 'what waits for whom'],
    ['assurance quarantine list --json', 'the same for a script'],
  ]);
}
