/** Whether a spreadsheet has kept all digits of a number that names something. */

import type { RawCell } from '../rows.js';

/** `1.2E+12` and `1,2E+12` are how spreadsheets show a number; `1E5` and `314E59` are numbers that people print on units. */
export const shortened = String.raw`-?[0-9]+([.,][0-9]+)?E\+[0-9]+|-?[0-9][.,][0-9]+E-[0-9]{2,3}`;

const whole = new RegExp(`^(?:${shortened})$`, 'i');

export const isShortened = (text: string): boolean => whole.test(text);

/** Of a cell that is a number: it has more digits than a spreadsheet keeps. Zeros that only a number format shows are not stored. */
export const isTooLong = (cell: RawCell | undefined, text: string): boolean =>
  typeof cell === 'object' &&
  cell.number !== undefined &&
  (Math.abs(cell.number) >= 1e15 || text.replace(/\D/g, '').replace(/^0+/, '').length > 15);
