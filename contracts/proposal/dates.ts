/** In which order days are written. Where two orders read them all nobody but the sender knows: a wrong one gives other days, each of which exists. */

import { dayReader } from '../../schemas/cells/date.js';
import { datePatterns } from '../../schemas/cells/looks.js';
import type { Evidence } from './seen.js';

interface Reading {
  pattern: string;
  count: number;
  /** Of its days, each once, in order. */
  years: string[];
}

/** A pattern that reads every date, or, where some are broken, nine of ten. */
export function datePattern(dates: readonly string[]): { date?: string; evidence: Evidence[] } {
  if (dates.length === 0) return { evidence: [] };
  const read = datePatterns
    .map((pattern) => readingOf(pattern, dates))
    .filter(({ count }) => count >= dates.length * 0.9)
    .sort((a, b) => b.count - a.count);
  const best = read.filter(({ count }) => count === read[0]?.count);
  const [first, second] = best;
  if (first === undefined) return { evidence: [{ about: 'date', says: `no pattern reads the ${dates.length} dates`, open: true }] };
  if (second !== undefined) return { evidence: [{ about: 'date', says: question(best), open: true }] };
  return { date: first.pattern, evidence: [{ about: 'date', says: `${first.pattern} reads ${first.count} of ${dates.length} dates` }] };
}

function readingOf(pattern: string, dates: readonly string[]): Reading {
  const read = dayReader(pattern);
  const days = dates.flatMap((text) => read(text, text) ?? []);
  return { pattern, count: days.length, years: [...new Set(days.map((day) => day.slice(0, 4)))].sort() };
}

/** The likelier first: a report is hardly of many years. The years are told where they are not the same. */
function question(best: readonly Reading[]): string {
  const differ = new Set(best.map(({ years }) => years.join())).size > 1;
  const spans = best
    .toSorted((a, b) => a.years.length - b.years.length)
    .map(({ pattern, years: [from, ...more] }) => (differ ? `${pattern} (${[from, ...more.slice(-1)].join(' to ')})` : pattern));
  return `${spans.slice(0, -1).join(', ')} and ${spans.at(-1)} ${spans.length === 2 ? 'both' : 'all'} read them: ask which is meant`;
}
