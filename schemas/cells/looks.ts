/** What cells look like before it is known how their source writes: for proposals, never to read a file with. */

import type { RawCell } from '../rows.js';
import { dayReader } from './date.js';
import { numberReader } from './number.js';
import { seen } from './text.js';

/** The ways in which partners write days. Of two digits any may be the year: each order counts that anybody uses, lest one is taken for the only one. */
// prettier-ignore
export const datePatterns = [
  'YYYY-MM-DD', 'DD.MM.YYYY', 'MM/DD/YYYY', 'DD/MM/YYYY', 'YYYY/MM/DD', 'DD-MM-YYYY', 'MM-DD-YYYY', 'YYYYMMDD',
  'DD.MM.YY', 'YY.MM.DD', 'MM/DD/YY', 'DD/MM/YY', 'YY/MM/DD', 'DD-MM-YY', 'MM-DD-YY', 'YY-MM-DD',
];

/** Of `YYYYMMDD` a number could be a day as well. */
const certain = datePatterns.filter((pattern) => pattern !== 'YYYYMMDD').map(dayReader);

/** A day in whatever order, beyond doubt. */
export const isDay = (cell: RawCell | undefined): boolean =>
  (typeof cell === 'object' && cell.date !== undefined) || certain.some((read) => read(seen(cell), seen(cell)) !== undefined);

const readers = (['.', ','] as const).map(numberReader);

/** What a cell is as a number, under each decimal sign under which it is one. */
export const asNumbers = (cell: RawCell | undefined): string[] => readers.flatMap((read) => read(cell, seen(cell)) ?? []);

export const isMail = (cell: RawCell | undefined): boolean => /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(seen(cell));

/** Whether as many of these cells are something as have to be for all of them to be meant so: some cells of every long file are broken. */
export const mostly = <T>(cells: readonly T[], is: (cell: T) => boolean): boolean => cells.filter(is).length >= cells.length * 0.9;
