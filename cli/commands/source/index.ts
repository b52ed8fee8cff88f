import { Command } from 'commander';
import { attach, finish } from '../../help.js';
import type { Session } from '../../session.js';
import { detectCommand } from './detect.js';

export function sourceCommand(session: Session): Command {
  const command = new Command('source').summary('sources of the project').description('What concerns one source of the project file.');
  attach(command, detectCommand(session));
  return finish(command, [['assurance source detect inbox/report.csv', 'how a new partner writes, and the source that reads it']]);
}
