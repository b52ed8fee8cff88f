import { Command } from 'commander';
import { withClient } from '../../engine.js';
import { finish } from '../../help.js';
import { schedulesTable } from '../../render/schedules.js';
import { act, done, type Session } from '../../session.js';

export function scheduleListCommand(session: Session): Command {
  const command = new Command('list')
    .summary('every schedule with its next run')
    .description('Lists the schedules: one for each source that has a cron line, and the one that decides again each day.')
    .action(
      act(session, async (context) => {
        const schedules = await withClient(context, (client) => client.schedules.list());
        if (context.json) context.printJson({ schedules });
        else if (schedules.length === 0) context.out.line('No schedules yet: `assurance up` makes them from the project file.');
        else context.out.line(schedulesTable(schedules, context.out));
        return done;
      }),
    );
  return finish(command, [['assurance schedule list', 'what is pulled next, what is paused']]);
}
