/** Figures in a terminal: colours beside the words, a trend as a line of blocks with its first and last month. */

import type { Measured } from '../../client/partner/scorecard.js';
import type { Terminal } from '../render/terminal.js';
import { percent, sign } from '../../client/partner/words.js';

export function painted(text: string, figure: Pick<Measured, 'part' | 'whole' | 'better'>, { colours }: Terminal): string {
  return { '✓': colours.green, '!': colours.yellow, '·': (plain: string) => plain }[sign(figure)](text);
}

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A block for each month, its height the share; the whole height is all. */
export function sparkline(trend: Measured['trend']): string {
  return trend.map(({ part, whole }) => (whole === 0 ? ' ' : (blocks[Math.round((part / whole) * (blocks.length - 1))] ?? ''))).join('');
}

/** `▁▃█ 2026-04 0 % → 2026-06 100 %`. */
export function trendWords(trend: Measured['trend']): string {
  const [first, last] = [trend[0], trend.at(-1)];
  if (first === undefined || last === undefined || trend.length < 2) return '';
  const told = ({ period, part, whole }: Measured['trend'][number]) => `${period} ${whole === 0 ? '–' : percent(part / whole)}`;
  return `${sparkline(trend)} ${told(first)} → ${told(last)}`;
}
