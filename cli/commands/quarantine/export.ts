import { Command } from 'commander';
import { AssuranceError } from '../../../schemas/errors/error.js';
import { printable } from '../../../schemas/printable.js';
import { finish } from '../../help.js';
import { findDelivery } from '../../read/deliveries.js';
import { openSnapshot } from '../../read/snapshot.js';
import { count } from '../../render/text.js';
import { asAssuranceError, errorReport } from '../../report.js';
import { act, done, failed, type Context, type ExitCode, type Session } from '../../session.js';
import type { CorrectionFile, FailedExport } from '../../../client/corrections/export.js';

interface Options {
  out?: string;
  all?: boolean;
}

/** The rejected rows as a file that goes back to the partner. */
export function quarantineExportCommand(session: Session): Command {
  const command = new Command('export')
    .summary('a correction file for the partner')
    .description(
      "Writes the rejected rows in the partner's own layout: its header on its line, its delimiter, quote and encoding, or its sheets. Behind its columns stand three of ours: " +
        'reason, fix and assurance_ref. Text files of an archive with several headers come back as a zip archive. A workbook has the bad cells marked and a last sheet that sums up. In a text file, text that a spreadsheet would run as a formula ' +
        "(it begins with = + - @) gets one ' in front, which is undone when the copy comes back; numbers stay as they are. Prints the path of the file. The partner corrects the " +
        'cells and sends the file to where its reports go: it is recognised by assurance_ref and closes the rows.',
    )
    .argument('[delivery]', "a delivery's id or the beginning of it")
    .option(
      '--out <file>',
      'default: below HOME/corrections/SOURCE/DELIVERY; a file that ends in .xlsx is a workbook, one in .zip a text file for each sheet',
    )
    .option('--all', 'a file for each delivery that has rows to correct; exit code 1 when one of them could not be written')
    .action(
      act(session, async (context, name: string | undefined, options: Options) => {
        if ((name === undefined) !== (options.all === true) || (options.all && options.out !== undefined)) {
          throw new AssuranceError('COMMAND_USAGE', 'Name one delivery, or write --all without --out.');
        }
        const { loadProject } = await import('../../../client/project.js');
        const { exportAllCorrections, exportCorrections } = await import('../../../client/corrections/export.js');
        const loaded = await loadProject(context.projectDir);
        if (name === undefined) {
          return tellAll(context, await exportAllCorrections(loaded));
        }
        const delivery = await findDelivery(await openSnapshot(loaded), name);
        const file = await exportCorrections(loaded, delivery.delivery_id, options.out);
        if (context.json) context.printJson(file);
        else tell(context, file);
        return done;
      }),
    );
  return finish(command, [
    ['assurance quarantine export d41c0b2', 'writes it under HOME/corrections and prints the path'],
    ['assurance quarantine export d41c0b2 --out /tmp/to-northgate.csv', 'to a file of your choice'],
    ['assurance quarantine export --all', 'everything that waits for a partner'],
  ]);
}

/** What failed is named at the end, where it is seen. */
function tellAll(context: Context, all: { files: CorrectionFile[]; failed: FailedExport[] }): ExitCode {
  const wrong = all.failed.map(({ error, ...delivery }) => ({ ...delivery, error: errorReport(asAssuranceError(error)) }));
  if (context.json) context.printJson({ files: all.files, failed: wrong });
  else {
    for (const file of all.files) tell(context, file);
    if (all.files.length + wrong.length === 0) context.out.line('No row waits for a correction.');
    for (const { delivery_id, source_id, file_name, error } of wrong) {
      context.note(printable(`no file for ${file_name} of ${source_id} (${delivery_id}): ${error.code}: ${error.message}`));
    }
  }
  return wrong.length === 0 ? done : failed;
}

function tell(context: Context, { path, rows, source_id, remark }: CorrectionFile): void {
  context.out.line(path);
  context.note(
    `${count(rows, 'row')} to correct; the corrected copy goes into the folder of ${source_id}${remark === null ? '' : ` (${remark})`}`,
  );
}
