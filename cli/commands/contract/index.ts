import { Command } from 'commander';
import { attach, finish } from '../../help.js';
import type { Session } from '../../session.js';
import { contractCheckCommand } from './check.js';
import { contractExportCommand } from './export.js';
import { contractShowCommand } from './show.js';

/** What a report has to be like, for the person who sends it and for other tools. */
export function contractCommand(session: Session): Command {
  const command = new Command('contract')
    .summary('what a report has to be like: show, try a file, export')
    .description(
      'Contracts of feeds and of sources: what each field means, a trial of a file before it is sent, and the contract for other tools.',
    );
  attach(command, contractShowCommand(session), contractCheckCommand(session), contractExportCommand(session));
  return finish(command, [
    ['assurance contract show pos', 'fields and rules of a feed'],
    ['assurance contract check report.csv --source northgate-pos', 'try a file; nothing is taken'],
    ['assurance contract export --source northgate-pos --format odcs', 'for a data catalogue'],
  ]);
}
