/** Small plots out of block characters; the number always stands beside the bar. */

import { eligibilities, type Eligibility } from '../../schemas/vocabulary.js';
import type { AssetCounts } from '../read/status.js';
import { eligibilityWords } from '../words.js';
import type { Terminal } from './terminal.js';
import { number, pad } from './text.js';

/** One line for each verdict. */
export function verdictBars(counts: AssetCounts, terminal: Terminal): string {
  const { colours } = terminal;
  const paint: Record<Eligibility, (text: string) => string> = {
    eligible: colours.green,
    in_channel: colours.cyan,
    grace: colours.yellow,
    ineligible: colours.red,
  };
  const digits = number(Math.max(0, ...eligibilities.map((e) => counts[e]))).length;
  const room = Math.max(5, Math.min(40, terminal.width - 20 - digits));
  return eligibilities
    .map((e) => {
      const { symbol, name } = eligibilityWords[e];
      return `  ${paint[e](symbol)} ${pad(name, 11)} ${pad(number(counts[e]), digits, 'right')}  ${paint[e](bar(counts[e], counts.total, room))}`.trimEnd();
    })
    .join('\n');
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A share of `room` columns, to an eighth of a column; anything above zero is seen. */
function bar(part: number, whole: number, room: number): string {
  if (part <= 0 || whole <= 0) return '';
  const units = Math.max(1, Math.round((part / whole) * room * 8));
  return '█'.repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? '');
}
