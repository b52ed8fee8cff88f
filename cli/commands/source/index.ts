import { Command } from 'commander';
import { attach } from '../../help.js';
import type { Session } from '../../session.js';
import { detectCommand } from './detect.js';

export function sourceCommand(session: Session): Command {
  const command = new Command('source').summary('sources of the project').description('What concerns one source of the project file.');
  attach(command, detectCommand(session));
  return command;
}
