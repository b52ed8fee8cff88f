/** Whether a text wraps its cells in single quotes. An apostrophe is a letter in most files, so the cells themselves have to speak for it. */

import { divided, type Divided } from './records.js';

const SINGLE = "'";

/**
 * The text divided with single quotes, where it is written so: each cell that begins with one is closed by one, no cell is wrapped in double quotes, no row
 * comes apart by it, and either more rows get the same number of cells or half of a column is wrapped. One name in quotes is no such file.
 * @returns `plain` in every other case.
 */
export function withItsQuote(text: string, plain: Divided): Divided {
  if (!/(?:^|[,;\t|\r\n])'/.test(text) || plain.wrapped.size > 0) return plain;
  const single = divided(text, plain.delimiter, SINGLE);
  const count = wrappedCells(single);
  const left = single.grid.some(({ cells }) => cells.some((cell) => cell.startsWith(SINGLE)));
  if (count === 0 || left || single.alike < plain.alike) return plain;
  return single.alike > plain.alike || (count > 1 && wrapsAColumn(single)) ? single : plain;
}

const wrappedCells = ({ wrapped }: Divided): number => [...wrapped.values()].reduce((sum, count) => sum + count, 0);

const wrapsAColumn = ({ grid, wrapped }: Divided): boolean =>
  [...wrapped].some(([at, count]) => count * 2 >= grid.filter(({ cells }) => (cells[at] ?? '').trim() !== '').length);

/** What speaks for a quote that is not the usual one. */
export function quoteEvidence(chosen: Divided): { about: 'quote'; says: string }[] {
  if (chosen.quote !== SINGLE) return [];
  const count = wrappedCells(chosen);
  const says = `"'" wraps ${count} cells in ${chosen.wrapped.size} columns, and each that begins with one ends with one; no cell is wrapped in double quotes`;
  return [{ about: 'quote', says }];
}
