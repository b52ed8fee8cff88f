/** `AB12`: where a cell stands. Letters are the column, digits the row. */

const A = 0x41;
const ZERO = 0x30;

/** @returns the column from 0; -1 when there is none. */
export function columnOf(bytes: Uint8Array, from: number, to: number): number {
  let column = 0;
  for (let at = from; at < to; at++) {
    const code = bytes[at] as number;
    if (code < A || code >= A + 26) break;
    column = column * 26 + (code - A + 1);
  }
  return column - 1;
}

/** @returns the row from 1; -1 when what follows the letters is no number. */
export function rowOf(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] as number) >= A) at++;
  return at === to ? -1 : wholeNumber(bytes, at, to);
}

/** Digits to a number; -1 when there is anything else, or nothing. */
export function wholeNumber(bytes: Uint8Array, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return from < to ? number : -1;
}
