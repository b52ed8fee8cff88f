import { Command } from 'commander';
import { withClient } from '../engine.js';
import { finish } from '../help.js';
import { runColumns } from '../render/runs.js';
import { table } from '../render/table.js';
import { act, done, failed, waits, type ExitCode, type Session } from '../session.js';

const exitCodes: Record<string, ExitCode> = { done, waits, running: done };

/** The same work once more, safely, any number of times (use U2). */
export function rerunCommand(session: Session): Command {
  const command = new Command('rerun')
    .summary('run a run again and wait for it')
    .description(
      'Starts the work of a run once more and waits for it. Nothing is done twice: what was committed is known by its id. Exit code 1 when it fails again, 3 when it leaves something for a person.',
    )
    .argument('<run>', 'a run as `assurance runs` names it, or the beginning of it')
    .action(
      act(session, async (context, run: string) => {
        const report = await withClient(context, (client) => client.rerun(run));
        if (context.json) context.printJson(report);
        else context.out.line(table([report], runColumns(context.out), context.out));
        return exitCodes[report.status] ?? failed;
      }),
    );
  return finish(command, [
    ['assurance runs --failed', 'find its name'],
    ['assurance rerun pull-northgate-pos-2026-03-02T06:00:00Z', 'run it again'],
  ]);
}
