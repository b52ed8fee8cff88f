/** `AB12`: where a cell stands. Letters are the column, digits the row. */

const A = 0x41;
const ZERO = 0x30;

/** @returns the column from 0; -1 when there is none. */
export function columnOf(source: string, from: number, to: number): number {
  let column = 0;
  for (let at = from; at < to; at++) {
    const code = source.charCodeAt(at);
    if (code < A || code >= A + 26) break;
    column = column * 26 + (code - A + 1);
  }
  return column - 1;
}

/** @returns the row from 1; -1 when what follows the letters is no number. */
export function rowOf(source: string, from: number, to: number): number {
  let at = from;
  while (at < to && source.charCodeAt(at) >= A) at++;
  return at === to ? -1 : wholeNumber(source, at, to);
}

/** Digits to a number; -1 when there is anything else, or nothing. */
export function wholeNumber(source: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = source.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return from < to ? number : -1;
}
