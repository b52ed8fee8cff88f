import { Command } from 'commander';
import type { Client, ScheduleSummary } from '../../../client/index.js';
import { withClient } from '../../engine.js';
import { finish, type Example } from '../../help.js';
import { day, words } from '../../options.js';
import { schedulesTable } from '../../render/schedules.js';
import { act, done, type Session } from '../../session.js';

interface Verb<Options> {
  summary: string;
  description: string;
  run: (client: Client, name: string, options: Options) => Promise<ScheduleSummary>;
  examples: Example[];
}

/** A command that changes one schedule and shows how it stands then. */
function change<Options>(session: Session, command: Command, { summary, description, run, examples }: Verb<Options>): Command {
  command
    .summary(summary)
    .description(description)
    .argument('<source>', "a source's id, or decide-daily")
    .action(
      act(session, async (context, name: string, options: Options) => {
        const schedule = await withClient(context, (client) => run(client, name, options));
        if (context.json) context.printJson(schedule);
        else context.out.line(schedulesTable([schedule], context.out));
        return done;
      }),
    );
  return finish(command, examples);
}

export function pauseCommand(session: Session): Command {
  const command = new Command('pause').option('--reason <text>', 'why; shown in the list', words, 'paused by hand');
  return change<{ reason: string }>(session, command, {
    summary: 'pull a source no more until it is resumed',
    description:
      'Pauses a schedule. It stays paused when `assurance up` is started again or the project file changes. `assurance pull` still works.',
    run: (client, name, { reason }) => client.schedules.pause(name, reason),
    examples: [
      ['assurance schedule pause northgate-pos --reason "their server is moving until Monday"', 'the reason stands beside it in the list'],
    ],
  });
}

export function resumeCommand(session: Session): Command {
  return change(session, new Command('resume'), {
    summary: 'pull a paused source again from now on',
    description: 'Resumes a paused schedule. What fell into the pause is not made up for; `assurance schedule backfill` does that.',
    run: (client, name) => client.schedules.resume(name),
    examples: [['assurance schedule resume northgate-pos', 'its next run shows in the list again']],
  });
}

export function triggerCommand(session: Session): Command {
  return change(session, new Command('trigger'), {
    summary: 'start it now, once',
    description: 'Starts what the schedule starts, now and once, also when it is paused.',
    run: (client, name) => client.schedules.trigger(name),
    examples: [['assurance schedule trigger decide-daily', 'decide again what the day changes']],
  });
}

export function backfillCommand(session: Session): Command {
  const command = new Command('backfill')
    .requiredOption('--from <day>', 'first day (YYYY-MM-DD)', day)
    .requiredOption('--to <day>', 'last day, included', day);
  return change<{ from: string; to: string }>(session, command, {
    summary: 'run it for days that were missed',
    description:
      'Runs a schedule once for each time that it had on these days, one after the other. Days are those of the project’s time zone, both included.',
    run: (client, name, { from, to }) => client.schedules.backfill(name, { from, to }),
    examples: [['assurance schedule backfill northgate-pos --from 2026-03-02 --to 2026-03-06', 'the week in which the machine was off']],
  });
}
