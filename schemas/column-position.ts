/** A column named by its position: `#7` is the seventh. For headers that stand twice or are empty, and for files without a header. */

/** No spreadsheet has more columns; a text file may. */
export const LAST_POSITION = 99_999;

/** @param at from 0. */
export const positionName = (at: number): string => `#${at + 1}`;

/** @returns the position, counted from 1; undefined for a key that is a header. */
export function columnPosition(key: string): number | undefined {
  const digits = /^#([1-9]\d{0,4})$/.exec(key.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}
