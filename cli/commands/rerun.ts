import { Command } from 'commander';
import { withClient } from '../engine.js';
import { finish } from '../help.js';
import { runColumns } from '../render/runs.js';
import { table } from '../render/table.js';
import { act, done, failed, waits, type ExitCode, type Session } from '../session.js';

const exitCodes: Record<string, ExitCode> = { done, waits, running: done };

const pulledAgain = '\nDeliveries that are known were not judged again: assurance rerun DELIVERY does that.';

/** The same work once more, safely, any number of times (use U2). */
export function rerunCommand(session: Session): Command {
  const command = new Command('rerun')
    .summary('run a run again, or judge a delivery again, and wait for it')
    .description(
      'Starts the work of a run once more and waits for it. Nothing is done twice: what was committed is known by its id. ' +
        'A pull takes what is new in its folder and judges no delivery that is known. To judge a delivery again, after its source was changed, name the delivery: ' +
        'its bytes are judged by the source as it is now, also when it is held. Exit code 1 when it fails again, 3 when it leaves something for a person.',
    )
    .argument('<run>', 'a run as `assurance runs` names it, or a delivery; the beginning of it is enough')
    .action(
      act(session, async (context, run: string) => {
        const report = await withClient(context, (client) => client.rerun(run));
        if (context.json) context.printJson(report);
        else {
          context.out.line(table([report], runColumns(context.out), context.out));
          if (report.kind === 'pull') context.out.line(pulledAgain);
        }
        return exitCodes[report.status] ?? failed;
      }),
    );
  return finish(command, [
    ['assurance runs --failed', 'find its name'],
    ['assurance rerun d41c0b2', 'judge a delivery again, by the beginning of its id'],
    ['assurance rerun pull-northgate-pos-2026-03-02T06:00:00Z', 'run it again'],
  ]);
}
