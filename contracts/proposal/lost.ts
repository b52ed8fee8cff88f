/** Columns whose header says a field, and that are none: told, and asked about where nothing says which is meant. */

import type { Candidate } from './columns.js';
import type { Evidence } from './seen.js';

export interface Lost {
  /** What was not taken because another column says it more exactly. */
  outdone: string[];
  evidence: Evidence[];
}

export function lostColumns(columns: readonly Candidate[], lost: readonly Candidate[]): Lost {
  const outdone: string[] = [];
  const even: Evidence[] = [];
  const whose: string[] = [];
  for (const { header, field, how } of lost) {
    const winner = columns.find((column) => column.field === field);
    const [theirs, taken] = [header, winner?.header].map((name) => JSON.stringify(name));
    if (winner === undefined) whose.push(`${theirs} (${field.name})`);
    else if (winner.how !== how) outdone.push(`${theirs} (${taken} is ${field.name})`);
    else even.push(question(`${taken} and ${theirs} both say ${field.name}: taken is ${taken}, confirm`));
  }
  const told = { about: 'columns', says: `not taken, because another column says it more exactly: ${outdone.join(', ')}` };
  const asked = question(`others say that they are the end user's, these do not and are left out: ${whose.join(', ')}: say whose they are`);
  return { outdone, evidence: [...(outdone.length > 0 ? [told] : []), ...even, ...(whose.length > 0 ? [asked] : [])] };
}

const question = (says: string): Evidence => ({ about: 'columns', says, open: true });
