/** Which feed a header is of, and whether another one fits about as well. */

import { feeds, type Feed } from '../../schemas/vocabulary.js';
import { columnsOf, type FeedColumns } from './columns.js';
import type { Evidence } from './seen.js';

/** What a column is worth that no other feed reads: half of a header, or half of the required fields. */
const OWN = 0.5;
const NAMED = 4;

/** What most partners report; without a header nothing else speaks for a feed. */
const COMMONEST: Feed = 'pos';
const unsaid: Evidence = {
  about: 'feed',
  says: `no header says what it reports; ${COMMONEST} is what most partners do: say which with --feed`,
  open: true,
};

/**
 * By three things: how much of the header is read, how many of the required fields are there, and whether a column is there that no other feed reads (an
 * invoice, a quantity). A short feed has its few required fields soon, a long one reads more of the header: neither tells alone.
 * @param known what a person says it is.
 */
export function chosenFeed(header: readonly string[], known?: Feed): FeedColumns & { evidence: Evidence[] } {
  const filled = header.filter((theirs) => theirs.trim() !== '').length;
  if (filled === 0) return { ...columnsOf(header, known ?? COMMONEST), evidence: known === undefined ? [unsaid] : [] };
  const tried = (known === undefined ? feeds : [known]).map((feed) => columnsOf(header, feed));
  const ranked = tried
    .map((one) => {
      const own = onlyIn(one, tried).length > 0 ? OWN : 0;
      return { ...one, score: one.columns.length / Math.max(1, filled) + one.required + own };
    })
    .sort((a, b) => b.score - a.score);
  const best = ranked[0]!;
  const close = ranked.filter(({ columns, score }) => columns.length > 0 && best.score - score < OWN).slice(0, NAMED);
  const says = `${best.columns.length} of ${filled} columns are fields of ${best.feed}`;
  return { ...best, evidence: [{ about: 'feed', says }, ...(close.length > 1 ? [question(close, filled)] : [])] };
}

function onlyIn({ feed, columns }: FeedColumns, all: readonly FeedColumns[]): string[] {
  const others = new Set(all.filter((one) => one.feed !== feed).flatMap((one) => one.columns.map(({ at }) => at)));
  return columns.filter(({ at }) => !others.has(at)).map(({ header }) => header);
}

function question(close: readonly FeedColumns[], filled: number): Evidence {
  const told = close.map((one) => {
    const own = onlyIn(one, close).map((theirs) => JSON.stringify(theirs));
    const alone = own.length === 0 ? '' : `, alone ${own.join(', ')}`;
    const lacks = one.missing.length === 0 ? 'nothing' : one.missing.join(', ');
    return `${one.feed} reads ${one.columns.length} of ${filled} columns${alone}, and lacks ${lacks}`;
  });
  const names = close.map(({ feed }) => feed).join(' or ');
  return { about: 'feed', says: `${names}? ${told.join('; ')}: say which with --feed`, open: true };
}
