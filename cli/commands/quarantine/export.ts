import path from 'node:path';
import { Command } from 'commander';
import { AssuranceError } from '../../../schemas/errors/error.js';
import type { Source } from '../../../schemas/project.js';
import { finish } from '../../help.js';
import { rejectedRows } from '../../read/corrections.js';
import { findDelivery } from '../../read/deliveries.js';
import { openSnapshot } from '../../read/snapshot.js';
import { count } from '../../render/text.js';
import { act, done, type Session } from '../../session.js';

/** The rejected rows as a file that goes back to the partner. */
export function quarantineExportCommand(session: Session): Command {
  const command = new Command('export')
    .summary('a correction file for the partner')
    .description(
      "Writes the rejected rows under the partner's own header, with two more columns: reason and fix. A text source gets its own delimiter and encoding, a workbook source " +
        "a workbook. In a text file, text that a spreadsheet would run as a formula (it begins with = + - @) gets one ' in front; numbers stay as they are. Prints the path of the file.",
    )
    .argument('<delivery>', "a delivery's id or the beginning of it")
    .option('--out <file>', 'default: HOME/outbox/DELIVERY-corrections.csv (.xlsx for a workbook source)')
    .action(
      act(session, async (context, name: string, options: { out?: string }) => {
        const { loadProject } = await import('../../../client/project.js');
        const { layout } = await import('../../corrections/layout.js');
        const { writeCorrections } = await import('../../corrections/write.js');
        const loaded = await loadProject(context.projectDir);
        const snapshot = await openSnapshot(loaded);
        const delivery = await findDelivery(snapshot, name);
        const rejected = await rejectedRows(snapshot, delivery.delivery_id);
        if (rejected.rows.length === 0)
          throw new AssuranceError('NOTHING_TO_EXPORT', `No rejected row of ${delivery.file_name} waits for a correction.`, {
            where: delivery.delivery_id,
          });
        const format = loaded.project.sources.find((s) => s.id === delivery.source_id)?.format;
        const file = path.resolve(
          options.out ??
            path.join(loaded.home, 'outbox', `${delivery.delivery_id}-corrections.${format?.type === 'xlsx' ? 'xlsx' : 'csv'}`),
        );
        const sheets = layout(
          rejected,
          format !== undefined && 'header_row' in format ? format.header_row : 1,
          `Corrections for ${delivery.file_name}`,
        );
        await writeCorrections(file, sheets, textLayout(format));
        if (context.json) context.printJson({ delivery_id: delivery.delivery_id, path: file, rows: rejected.rows.length });
        else {
          context.out.line(file);
          const whole = delivery.status === 'held' ? ' (resubmit takes a whole corrected file, not these rows alone)' : '';
          context.note(
            `${count(rejected.rows.length, 'row')} for ${delivery.party_id} to correct; they come back as a new file in the folder of ${delivery.source_id}${whole}`,
          );
        }
        return done;
      }),
    );
  return finish(command, [
    ['assurance quarantine export d41c0b2', 'writes it under HOME/outbox and prints the path'],
    ['assurance quarantine export d41c0b2 --out /tmp/to-northgate.csv', 'to a file of your choice'],
  ]);
}

function textLayout(format: Source['format'] | undefined) {
  return format?.type === 'csv' ? format : { delimiter: ',', quote: '"', encoding: 'utf-8' as const };
}
