/** A key of `columns` that names a column by its position: `#7` is the seventh. For headers that stand twice, or are empty. */

/** No spreadsheet has more columns; a text file may. */
export const LAST_POSITION = 99_999;

/** @returns the position, counted from 1; undefined for a key that is a header. */
export function columnPosition(key: string): number | undefined {
  const digits = /^#([1-9]\d{0,4})$/.exec(key.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}
