/** Negative quantities: returns under one mode of `corrections`, rejections under every other, so a person has to say which is meant. */

import { asNumbers } from '../../schemas/cells/looks.js';
import { seen } from '../../schemas/cells/text.js';
import type { RawCell } from '../../schemas/rows.js';
import { toldLines } from '../../schemas/told-lines.js';
import type { Evidence, Mapped, SeenRow } from './seen.js';

/** Whatever the decimal sign is: it does not change whether a number is negative. */
const isNegative = (cell: RawCell | undefined): boolean => asNumbers(cell).some((number) => number.startsWith('-'));

/** As accounts write it, which no contract reads as a number: `5-`, `(5)`, a minus that is not the hyphen. */
const isOddNegative = (cell: RawCell | undefined): boolean =>
  /^(?:[\d.,]*\d[\d.,]*-|\([\d.,]*\d[\d.,]*\)|[\u2212\u2013][\d.,]*\d[\d.,]*)$/.test(seen(cell).replace(/\s+/g, '')) &&
  asNumbers(cell).length === 0;

export function negativeQuantities(columns: readonly Mapped[], rows: readonly SeenRow[]): Evidence[] {
  const at = columns.find(({ field }) => field.name === 'quantity')?.at;
  if (at === undefined) return [];
  const filled = rows.filter(({ cells }) => seen(cells[at]) !== '');
  const linesOf = (is: (cell: RawCell | undefined) => boolean) => filled.filter(({ cells }) => is(cells[at])).map(({ line }) => line);
  const question = (lines: number[], says: string): Evidence[] =>
    lines.length === 0
      ? []
      : [
          {
            about: 'corrections',
            says: `${lines.length} of ${filled.length} quantities are ${says.replace('%', toldLines(lines))}`,
            open: true,
          },
        ];
  return [
    ...question(
      linesOf(isNegative),
      'negative (%): with `corrections: signed_quantity` each of these rows is a return, in every other mode it is rejected (QUANTITY_NEGATIVE): say which is meant',
    ),
    ...question(
      linesOf(isOddNegative),
      'negative as an account writes them, with a minus behind, a long minus or in parentheses (%), and no number in any mode (NUMBER_INVALID): ask for `-5`',
    ),
  ];
}
