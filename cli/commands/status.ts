import { Command } from 'commander';
import { finish } from '../help.js';
import { act, done, waits, type Session } from '../session.js';

/** How things stand, at a glance: sources, calendar, verdicts, and what needs a person (use U2). */
export function statusCommand(session: Session): Command {
  const command = new Command('status')
    .summary('sources, calendar, verdicts, and what waits for a person')
    .description(
      'Shows each source with its last delivery and its calendar, how the verdicts stand, whether the engine runs, and everything that waits for a person. ' +
        'Exit code 3 when something waits.',
    )
    .action(
      act(session, async (context) => {
        const [{ readStatus }, { statusText }] = [await import('../status/read.js'), await import('../status/text.js')];
        const status = await readStatus(context.projectDir);
        if (context.json) context.printJson(status);
        else context.out.line(statusText(status, context.out));
        return status.waiting.length > 0 ? waits : done;
      }),
    );
  return finish(command, [
    ['assurance status', 'the sources of this project and what needs a person'],
    ['assurance status --json', 'the same for a script; exit code 3 when something waits'],
  ]);
}
