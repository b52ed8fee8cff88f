/** Rows of whatever columns as cells of a sheet. */

/** A column's name as a heading. */
export const heading = (name: string): string => name.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase());

/** Any value of a row as text. */
export function cellWords(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(cellWords).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Columns of the rows in which something stands. */
export const columnsOf = (rows: readonly Record<string, unknown>[]): string[] =>
  Object.keys(rows[0] ?? {}).filter((name) => rows.some((row) => cellWords(row[name]) !== ''));
