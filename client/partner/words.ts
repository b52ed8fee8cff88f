/** Figures in words, for the page and for the sheets. */

import type { Measure, Measured, Party } from './scorecard.js';

/** Nothing that is not nothing is told as 0 %, and nothing short of all as 100 %. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 100 && share < 1) return '99 %';
  return rounded === 0 && share > 0 ? '<1 %' : `${rounded} %`;
}

/** `75 %, 3 of 4`; a count stands alone, an answer is yes or no, `–` where there is nothing to take a share of or to answer. */
export function measureWords({ part, whole, kind }: Measure & Pick<Measured, 'kind'>): string {
  if (whole === null) return number(part);
  if (kind === 'answer' && whole > 0) return part === whole ? 'yes' : 'no';
  return whole === 0 ? '–' : `${percent(part / whole)}, ${number(part)} of ${number(whole)}`;
}

/** What is counted: `periods`, and `period` for one. */
export const unitWords = ({ part, whole, unit }: Pick<Measured, 'part' | 'whole' | 'unit'>): string =>
  (whole ?? part) === 1 ? unit.replace(/s$/, '') : unit;

/** ✓ as good as can be, ! not quite, · neither good nor bad. */
export function sign({ part, whole, better }: Pick<Measured, 'part' | 'whole' | 'better'>): '✓' | '!' | '·' {
  if (better === undefined || whole === 0) return '·';
  return (better === 'low' ? part === 0 : part === whole) ? '✓' : '!';
}

/** `NORTHGATE, distributor in US`. */
export function partyWords({ party_id, party_kind, country, expert_video_partner }: Party): string {
  if (party_kind === null) return `${party_id}, which is not in the parties feed`;
  return `${party_id}, ${party_kind}${country === null ? '' : ` in ${country}`}${expert_video_partner === true ? ', Expert Video Partner' : ''}`;
}

const number = (n: number): string => n.toLocaleString('en-US');
