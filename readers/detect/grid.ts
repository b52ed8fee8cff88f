/** Where the header of a table stands, by what the rows below it have in common. */

import { headsColumns } from '../../schemas/feeds/header-synonyms.js';

export interface GridRow {
  /** Physical line or sheet row. */
  line: number;
  cells: string[];
}

export interface FoundHeader {
  header: GridRow;
  rows: GridRow[];
  /** What speaks for it, in words. */
  why: string;
}

export const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;
const looksLikeValue = (cell: string): boolean => /^[\s\d.,/:+-]*\d[\s\d.,/:+-]*$/.test(cell);

/** Made of words, or of words that head columns with a number among them, as a year is. */
function areNames(cells: readonly string[]): boolean {
  const words = cells.filter((cell) => !looksLikeValue(cell));
  return words.length === cells.length || words.filter(headsColumns).length > Math.max(1, words.length / 2);
}

/**
 * The first row that is about as wide as the rows below it and made of words, most of them once: two addresses may be headed by the same words. What stands above is preamble.
 * @returns undefined when no row is: the file may have no header.
 */
export function findHeader(grid: readonly GridRow[]): FoundHeader | undefined {
  const width = commonest(grid.map(({ cells }) => filled(cells)).filter((cells) => cells > 0));
  const at = grid.findIndex(({ cells }) => {
    const words = cells.filter((cell) => cell.trim() !== '');
    return words.length >= Math.max(2, width * 0.6) && areNames(words) && new Set(words).size > words.length * 0.5;
  });
  const header = grid[at];
  if (header === undefined) return undefined;
  const rows = grid.slice(at + 1).filter(({ cells }) => filled(cells) > 0);
  const alike = rows.filter(({ cells }) => cells.length === header.cells.length).length;
  const why = `line ${header.line} has ${filled(header.cells)} names; ${alike} of ${rows.length} rows below it have as many cells`;
  return { header, rows, why };
}

function commonest(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].sort(([a, x], [b, y]) => y - x || b - a)[0]?.[0] ?? 0;
}
