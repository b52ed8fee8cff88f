import { Command } from 'commander';
import { attach, finish } from '../../help.js';
import type { Session } from '../../session.js';
import { caseListCommand } from './list.js';
import { caseOpenCommand } from './open.js';
import { caseShowCommand } from './show.js';
import { assignCommand, closeCommand, escalateCommand, noteCommand } from './step.js';

/** Service requests by unit, from open to closed (requirement R6.1). */
export function caseCommand(session: Session): Command {
  const command = new Command('case')
    .summary('service requests: open, assign, escalate, note, close, list, show')
    .description(
      'Service requests by unit, from open to closed. Those that are opened here are kept here; those that partners report from systems of their own are shown beside them.',
    );
  attach(
    command,
    caseOpenCommand(session),
    assignCommand(session),
    escalateCommand(session),
    noteCommand(session),
    closeCommand(session),
    caseListCommand(session),
    caseShowCommand(session),
  );
  return finish(command, [
    ['assurance case list', 'what is open, what is overdue first'],
    ['assurance case open LS-0012345 --severity 2 --summary "no picture" --by service-desk', 'asks first whether the unit may be served'],
    ['assurance case show C-1A2B3C4D', 'how it stands, and what happened'],
  ]);
}
