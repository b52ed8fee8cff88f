import { Command } from 'commander';
import { finish } from '../help.js';
import { day } from '../options.js';
import { openSnapshot } from '../read/snapshot.js';
import { readRemarks, readUnit } from '../read/unit.js';
import { unitText } from '../render/unit.js';
import { act, done, type Session } from '../session.js';

interface Options {
  product?: string;
  asOf?: string;
}

/** One unit, as the service desk asks for it (use U4). Reads the snapshot only. */
export function assetCommand(session: Session): Command {
  const command = new Command('asset')
    .summary('one unit: may it be served, why, and who serves it')
    .description(
      'Tells for one unit whether it may be served, since when and why, who serves it, its seven attributes, and the lines of the files that say so. ' +
        'Serial numbers are compared without outer blanks and in upper case.',
    )
    .argument('<serial>', 'serial number of the unit')
    .option('--product <product>', 'product number, when several products have a unit with this serial')
    .option('--as-of <day>', 'as it was known at the end of that day (YYYY-MM-DD)', day)
    .action(
      act(session, async (context, serial: string, options: Options) => {
        const { loadProject } = await import('../../client/project.js');
        const snapshot = await openSnapshot(await loadProject(context.projectDir), options.asOf);
        const unit = await readUnit(snapshot, serial, options.product);
        if (context.json) context.printJson(unit);
        else context.out.line(unitText(unit, await readRemarks(snapshot, unit), options.asOf, context.out));
        return done;
      }),
    );
  return finish(command, [
    ['assurance asset LS-0012345', 'what to tell the caller about this unit'],
    ['assurance asset LS-0012345 --product LSZ-1080', 'when two products share the serial'],
    ['assurance asset LS-0012345 --as-of 2026-03-31', 'what was known about it at the end of March'],
    ['assurance asset LS-0012345 --json', 'asset, coverage, evidence and history as one document'],
  ]);
}
