import { Command } from 'commander';
import type { RunSummary } from '../../client/index.js';
import { withClient } from '../engine.js';
import { finish } from '../help.js';
import { positive } from '../options.js';
import { runColumns } from '../render/runs.js';
import { table } from '../render/table.js';
import { act, done, type Session } from '../session.js';

interface Options {
  failed?: boolean;
  deliveries?: boolean;
  limit: number;
}

/** Failed ones can lie far behind: this many runs are looked through for them. */
const lookedThrough = 2_000;

/** Every pull and reconciliation, and why those that failed did (use U2). */
export function runsCommand(session: Session): Command {
  const command = new Command('runs')
    .summary('every pull, reconciliation and decision, newest first')
    .description(
      'Lists the runs of the project from Temporal, newest first, failed ones with their reason. `assurance rerun RUN` runs one again. ' +
        'A delivery has a run of its own, which is listed when somebody has to look at it, or with --deliveries.',
    )
    .option('--failed', 'only runs that failed')
    .option('--deliveries', 'also the run of each delivery that was read')
    .option('--limit <n>', 'how many', positive, 20)
    .action(
      act(session, async (context, { failed, deliveries, limit }: Options) => {
        const all = await withClient(context, (client) => client.runs({ limit: failed ? lookedThrough : limit, deliveries }));
        const runs: RunSummary[] = failed ? all.filter((r) => r.status === 'failed').slice(0, limit) : all;
        if (context.json) context.printJson({ runs });
        else
          context.out.line(
            runs.length === 0
              ? failed
                ? 'No run has failed.'
                : 'Nothing has run yet.'
              : table(runs, runColumns(context.out), context.out),
          );
        return done;
      }),
    );
  return finish(command, [
    ['assurance runs', 'what ran lately'],
    ['assurance runs --failed', 'what has to be looked at'],
    ['assurance runs --deliveries', 'with the run of each file that was read'],
    ['assurance runs --limit 200 --json', 'for a script'],
  ]);
}
