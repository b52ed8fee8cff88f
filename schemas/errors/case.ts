import type { ErrorEntry } from './error.js';

/** What can stand in the way of a service request. */
export const caseErrors = {
  CASE_UNIT_REFUSED: {
    kind: 'terminal',
    when: 'A case was to be opened for a unit whose service is refused on that day.',
    fix: 'See `assurance asset SERIAL` for the evidence; a named role may open it with `--override --by ROLE --reason TEXT`, which goes on record.',
  },
  CASE_UNIT_UNKNOWN: {
    kind: 'terminal',
    when: 'A case was to be opened for a unit that the registry does not have.',
    fix: 'Check product and serial number as they stand on the unit; a named role may open it with `--product PRODUCT --override --by ROLE --reason TEXT`.',
  },
  CASE_PARTY_NEEDED: {
    kind: 'usage',
    when: 'A case was to be opened for a unit that nobody serves today, and nobody was named who keeps it.',
    fix: 'Name a party with `--party PARTY`, or `--party manufacturer`.',
  },
  CASE_UNKNOWN: {
    kind: 'usage',
    when: 'A case was named that is neither opened here nor reported by a partner.',
    fix: 'See `assurance case list --all`.',
  },
  CASE_AMBIGUOUS: {
    kind: 'usage',
    when: 'Several cases begin with the letters that were given, or several parties have a case of this name.',
    fix: 'Give the id in full, and `--party PARTY` when two parties have it.',
  },
  CASE_KEPT_ELSEWHERE: {
    kind: 'terminal',
    when: 'A case was to be changed that a partner keeps in a system of its own.',
    fix: 'The partner changes it there; its next report brings the change.',
  },
  CASE_STEP_REFUSED: {
    kind: 'terminal',
    when: 'A case cannot take this step where it stands: a closed one takes none, and nothing is closed before it was opened.',
    fix: 'The message says where the case stands and what may follow; see `assurance case show ID`.',
  },
  CASE_LEVEL_REFUSED: {
    kind: 'terminal',
    when: 'A case was to be escalated over a level, or to level 3 where no partner serves the unit on levels 1 and 2 under PAMS.',
    fix: 'Escalate one level at a time; without PAMS the manufacturer serves on all levels: assign the case to it.',
  },
  CASE_REQUEST_GONE: {
    kind: 'terminal',
    when: 'What was asked of a case lay below HOME/staging/cases, and is gone before the registry had it.',
    fix: 'Type the command again.',
  },
} as const satisfies Record<string, ErrorEntry>;
