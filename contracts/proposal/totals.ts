/** Lines of totals, and the pattern that takes them and nothing else: what it takes is no row, so a customer called `Summit` must not be among them. */

import { seen } from '../../schemas/cells/text.js';
import { folded } from '../../schemas/end-user/placeholders.js';
import { totalWords } from '../../schemas/feeds/header-synonyms.js';
import type { RawCell } from '../../schemas/rows.js';
import { toldLines } from '../../schemas/told-lines.js';
import type { Evidence, SeenTable } from './seen.js';

const words: ReadonlySet<string> = new Set(totalWords.map(folded));

const firstText = (cells: readonly RawCell[]): string => seen(cells.find((cell) => seen(cell) !== ''));
const firstWord = (text: string): string => /^\p{L}+/u.exec(text)?.[0] ?? '';

/** Its first cell is a word for totals or begins with one, and most cells are empty: a customer may be called `Total Wine`. */
export function isTotal(cells: readonly RawCell[], columns: number): boolean {
  const text = firstText(cells);
  if (!words.has(folded(text)) && !words.has(folded(firstWord(text)))) return false;
  return cells.filter((cell) => seen(cell) !== '').length * 2 <= columns;
}

/** No pattern where it would take rows with it that are no totals. */
export function totalRow({ header, rows }: SeenTable): { total_row?: string; evidence: Evidence[] } {
  const totals = rows.filter(({ cells }) => isTotal(cells, header.length));
  if (totals.length === 0) return { evidence: [] };
  const { pattern, whole } = patternOf([...new Set(totals.map(({ cells }) => firstText(cells)))]);
  const takes = new RegExp(pattern, 'u');
  const others = rows.filter((row) => !totals.includes(row) && takes.test(firstText(row.cells)));
  const question = (says: string): Evidence[] => [{ about: 'total_row', says, open: true }];
  const lines = toldLines(totals.map(({ line }) => line));
  if (others.length > 0) {
    const says = `${lines}: like totals, but a pattern that takes them takes others too (${toldLines(others.map(({ line }) => line))}): say which are meant`;
    return { evidence: question(says) };
  }
  const says = `${JSON.stringify(pattern)} takes ${totals.length} row${totals.length === 1 ? '' : 's'} for a total (${lines})`;
  if (whole) return { total_row: pattern, evidence: [{ about: 'total_row', says }] };
  const confirm = `${says}, and every other one whose first cell begins so: confirm that no customer's name does`;
  return { total_row: pattern, evidence: question(confirm) };
}

/**
 * The whole cell where it is but a word for totals. Else its first word up to the signs that stand behind it here: other reports have another month there.
 * Made of signs that readers in bulk understand too: they know no look-ahead.
 */
function patternOf(texts: readonly string[]): { pattern: string; whole: boolean } {
  const whole = texts.every((text) => words.has(folded(text)));
  if (whole) return { pattern: `^${oneOf(texts)}$`, whole };
  const heads = texts.map((text) => (words.has(folded(text)) ? text : firstWord(text)));
  const behind = texts.map((text, at) => text.charAt(heads[at]!.length)).filter((sign) => sign !== '');
  return { pattern: `^${oneOf(heads)}(?:$|${[...new Set(behind.map(escaped))].join('|')})`, whole };
}

function oneOf(texts: readonly string[]): string {
  const all = [...new Set(texts.map(escaped))];
  return all.length === 1 ? all[0]! : `(?:${all.join('|')})`;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
