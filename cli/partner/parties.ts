/** All parties with the main figures, one line each. */

import { figures } from '../../client/partner/figures.js';
import type { Measure, PartyLine } from '../../client/partner/scorecard.js';
import { percent, sign } from '../../client/partner/words.js';
import { table, type Column } from '../render/table.js';
import type { Terminal } from '../render/terminal.js';
import { number } from '../render/text.js';
import { painted } from './measures.js';

export function partiesText(parties: PartyLine[], terminal: Terminal): string {
  if (parties.length === 0) return 'Nobody reports yet.';
  const columns: Column<PartyLine>[] = [
    { head: 'Party', cell: (p) => p.party_id },
    { head: 'Kind', cell: (p) => p.party_kind ?? 'not known', optional: true },
    ...figures.flatMap((figure): Column<PartyLine>[] => {
      if (figure.listed === undefined) return [];
      const of = (party: PartyLine) => ({ ...(party.figures[figure.id] ?? { part: 0, whole: null }), better: figure.better });
      const cell = (party: PartyLine) => (sign(of(party)) === '!' ? `! ${shortly(of(party))}` : shortly(of(party)));
      return [{ head: figure.listed, cell, align: 'right', paint: (text, party) => painted(text, of(party), terminal) }];
    }),
  ];
  return `${table(parties, columns, terminal)}\n\nMore: assurance partner ID`;
}

function shortly({ part, whole }: Measure): string {
  if (whole === null) return number(part);
  return whole === 0 ? '–' : percent(part / whole);
}
