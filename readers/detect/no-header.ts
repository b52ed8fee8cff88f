/** A text without a header: its first row is data like the rows below it. Never where any row could be a header: then a person has to say so. */

import { asNumbers, isDay, isMail, mostly } from '../../schemas/cells/looks.js';
import { positionName } from '../../schemas/column-position.js';
import { headsColumns } from '../../schemas/feeds/header-synonyms.js';
import { filled, type FoundHeader, type GridRow } from './grid.js';

/** Below the first row; fewer cells of a column tell nothing. */
const LEAST = 2;
/** A header stands among so many rows. */
const TOP = 30;

interface TypedColumn {
  at: number;
  /** In words, of one cell. */
  says: string;
  is: (cell: string) => boolean;
  /** Nobody heads such a column with the like, as years head columns of numbers. */
  sure: boolean;
}

/**
 * @param width how many cells most rows have.
 * @returns every row as data, under columns without names, on line 0; undefined when the text may have a header.
 */
export function withoutHeader(grid: readonly GridRow[], width: number): FoundHeader | undefined {
  const rows = grid.filter(({ cells }) => filled(cells) > 0);
  const [first, ...below] = rows;
  if (first === undefined || first.cells.length !== width || filled(first.cells) < width * 0.6) return undefined;
  const top = rows.slice(0, TOP);
  if (first.cells.some(headsColumns) || top.some(({ cells }) => cells.filter(headsColumns).length > 1)) return undefined;

  const typed = first.cells.flatMap((_, at) => typedColumn(at, below) ?? []);
  const odd = ({ cells }: GridRow) => typed.filter(({ at, is }) => !isBlank(cells[at]) && !is(cells[at]!)).length;
  // One cell of another row may be broken; a header that stands lower is at odds with more than one column
  if (odd(first) > 0 || top.some((row) => odd(row) > 1)) return undefined;
  const alike = typed.filter(({ at }) => !isBlank(first.cells[at]));
  if (alike.length < 2 || !alike.some(({ sure }) => sure)) return undefined;
  const told = alike.map(({ at, says }) => `${positionName(at)} ${says}`).join(', ');
  const why = `line ${first.line} is no header: its cells are what those of the ${below.length} rows below it are (${told}), and none is a word that heads columns`;
  return { header: { line: 0, cells: Array.from({ length: width }, () => '') }, rows, why };
}

const isBlank = (cell: string | undefined): boolean => (cell ?? '').trim() === '';

const kinds: readonly Omit<TypedColumn, 'at'>[] = [
  { says: 'a day', is: isDay, sure: true },
  { says: 'an e-mail address', is: isMail, sure: true },
  { says: 'a number', is: (cell) => asNumbers(cell).length > 0, sure: false },
];

/** What the cells of a column are; undefined where they are words, or too few. */
function typedColumn(at: number, rows: readonly GridRow[]): TypedColumn | undefined {
  const cells = rows.flatMap((row) => (isBlank(row.cells[at]) ? [] : [row.cells[at]!]));
  if (cells.length < LEAST) return undefined;
  const kind = kinds.find(({ is }) => mostly(cells, is)) ?? oneShape(cells);
  return kind && { at, ...kind };
}

/** As serial numbers are: letters and digits at the same places in all of them. */
function oneShape(cells: readonly string[]): Omit<TypedColumn, 'at'> | undefined {
  const shape = shapeOf(cells[0]!);
  const is = (cell: string) => shapeOf(cell) === shape;
  const isNumbered = /A/.test(shape) && shape.replace(/[^9]/g, '').length >= 3;
  return isNumbered && mostly(cells, is) ? { says: 'letters and digits at the same places', is, sure: true } : undefined;
}

const shapeOf = (cell: string): string => cell.trim().replace(/\p{L}/gu, 'A').replace(/\d/g, '9');
