/**
 * Serial numbers: compared as written once outer blanks are cut and letters are upper case. A spreadsheet that took one for a
 * number or a date has damaged it, and a damaged serial is rejected, whatever the product's pattern says.
 */

import type { RowErrorCode } from '../errors/row.js';
import type { RawCell } from '../rows.js';
import { isShortened, isTooLong } from './digits.js';
import { invisibleIn, trimmed } from './text.js';

export type Serials = { serials: string[]; problem?: undefined } | { problem: RowErrorCode; invisible?: string[] };

const joined = /[,;\r\n]/;

/** A reader for cells of one source. `text` is the cell's text, outer blanks cut and not empty. */
export function serialReader(separator: string | undefined): (cell: RawCell | undefined, text: string) => Serials {
  return (cell, text) => {
    if (typeof cell === 'object') {
      if (cell.date !== undefined) return { problem: 'SERIAL_IS_DATE' };
      if (cell.number !== undefined && isShortened(text)) return { problem: 'SERIAL_SCIENTIFIC' };
      if (isTooLong(cell, text)) return { problem: 'SERIAL_TOO_MANY_DIGITS' };
    }
    const serials = separator === undefined ? [text.toUpperCase()] : split(text, separator);
    const invisible = invisibleIn(serials.join(' '));
    if (invisible.length > 0) return { problem: 'CHARACTER_INVISIBLE', invisible };
    if (serials.some(isShortened)) return { problem: 'SERIAL_SCIENTIFIC' };
    if (serials.some((serial) => joined.test(serial))) return { problem: 'SERIAL_SEPARATOR_UNDECLARED' };
    if (new Set(serials).size < serials.length) return { problem: 'SERIAL_REPEATED' };
    return { serials };
  };
}

function split(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((piece) => trimmed(piece).toUpperCase())
    .filter((piece) => piece !== '');
}
