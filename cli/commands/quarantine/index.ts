import { Command } from 'commander';
import { attach, finish } from '../../help.js';
import type { Session } from '../../session.js';
import { discardCommand, releaseCommand } from './decide.js';
import { quarantineExportCommand } from './export.js';
import { fixesCommand } from './fixes.js';
import { quarantineListCommand } from './list.js';
import { resubmitCommand } from './resubmit.js';
import { quarantineShowCommand } from './show.js';

/** What was held or rejected, and what a person does about it (use U2). */
export function quarantineCommand(session: Session): Command {
  const command = new Command('quarantine')
    .summary('what was held or rejected: look, export, fixes, release, discard, resubmit')
    .description(
      'Deliveries that are held as a whole, and rejected rows: what is wrong with them, the file that goes back to the partner, the smallest fix for each unit, and the decisions of a named role.',
    );
  attach(
    command,
    quarantineListCommand(session),
    quarantineShowCommand(session),
    quarantineExportCommand(session),
    fixesCommand(session),
    releaseCommand(session),
    discardCommand(session),
    resubmitCommand(session),
  );
  return finish(command, [
    ['assurance quarantine list', 'what waits for whom'],
    ['assurance quarantine show d41c0b2', 'every rejected cell of a delivery'],
    ['assurance quarantine release d41c0b2 --by operations --reason "checked with the partner"', 'take the good rows of a held delivery'],
  ]);
}
