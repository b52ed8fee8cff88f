import { Command } from 'commander';
import { attach, finish } from '../../help.js';
import type { Session } from '../../session.js';
import { backfillCommand, pauseCommand, resumeCommand, triggerCommand } from './change.js';
import { scheduleListCommand } from './list.js';

/** When sources are pulled by themselves (use U1). */
export function scheduleCommand(session: Session): Command {
  const command = new Command('schedule')
    .summary('when sources are pulled by themselves: list, pause, resume, trigger, backfill')
    .description(
      'Schedules are made from the project file when `assurance up` starts: a source with a cron line is pulled by it, and verdicts are decided again each day.',
    );
  attach(
    command,
    scheduleListCommand(session),
    pauseCommand(session),
    resumeCommand(session),
    triggerCommand(session),
    backfillCommand(session),
  );
  return finish(command, [
    ['assurance schedule list', 'what is pulled next'],
    ['assurance schedule pause northgate-pos --reason "holidays"', 'leave a source alone for a while'],
  ]);
}
