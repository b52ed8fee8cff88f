/** Numbers before it is known which sign divides off their fractions. */

import { numberReader } from '../../schemas/cells/number.js';
import { seen } from '../../schemas/cells/text.js';
import type { RawCell } from '../../schemas/rows.js';

const readers = (['.', ','] as const).map(numberReader);

/** What a cell is as a number, under each decimal sign under which it is one. */
export const asNumbers = (cell: RawCell | undefined): string[] => readers.flatMap((read) => read(cell, seen(cell)) ?? []);
