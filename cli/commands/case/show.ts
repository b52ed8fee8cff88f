import { Command } from 'commander';
import { finish } from '../../help.js';
import { words } from '../../options.js';
import { readCase } from '../../read/cases.js';
import { openSnapshot } from '../../read/snapshot.js';
import { partyNames } from '../../read/status.js';
import { caseText } from '../../render/case.js';
import { act, done, type Session } from '../../session.js';

/** One case: how it stands, what the registry says of its unit, and what happened. */
export function caseShowCommand(session: Session): Command {
  const command = new Command('show')
    .summary('one case: how it stands, its unit, and what happened')
    .description(
      'Shows a case: how it stands, what the verdict of its unit was on the day it was opened and is now, who serves, and what happened.',
    )
    .argument('<id>', "a case's id or the beginning of it")
    .option('--party <party>', 'who keeps it, when two parties have a case of this name', words)
    .action(
      act(session, async (context, id: string, { party }: { party?: string }) => {
        const { loadProject } = await import('../../../client/project.js');
        const loaded = await loadProject(context.projectDir);
        const snapshot = await openSnapshot(loaded);
        const shown = await readCase(snapshot, id, party);
        if (context.json) context.printJson(shown);
        else {
          const { timezone } = loaded.project;
          context.out.line(caseText(shown, { parties: await partyNames(snapshot), timezone, terminal: context.out }));
        }
        return done;
      }),
    );
  return finish(command, [
    ['assurance case show C-1A2B3C4D', 'a case by its id, or the beginning of it'],
    ['assurance case show 4711 --party BRIGHTCALL', 'when two parties have a case of this name'],
  ]);
}
