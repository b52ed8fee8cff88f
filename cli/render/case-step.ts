/** What became of a command on a case. */

import type { CaseStanding } from '../../client/index.js';
import { printable } from '../../schemas/printable.js';
import type { Terminal } from './terminal.js';

export function stepText({ case_id, already_recorded, status, level }: CaseStanding, what: string, { colours }: Terminal): string {
  const before = already_recorded ? ' (it was on record already)' : '';
  return [
    `${colours.green('✓')} case ${colours.bold(printable(case_id))} is ${what}${before}`,
    `  now ${status}, level ${level}. More: assurance case show ${printable(case_id)}`,
  ].join('\n');
}
