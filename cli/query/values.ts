/** Values of a result in the three text forms. They come as plain JavaScript: days and times as text, lists as arrays. */

import { escapeActive } from '../render/json.js';

export type Value = unknown;

/** For JSON: integers that JavaScript cannot hold exactly stay exact as text. */
export function jsonValue(value: Value): string {
  return escapeActive(JSON.stringify(value, (_key, v: unknown) => (typeof v === 'bigint' ? exact(v) : v)) ?? 'null');
}

/** For CSV: null is the empty cell, an empty text is quoted, lists and structs are JSON. */
export function csvRow(values: Value[]): string {
  return `${values.map(csvCell).join(',')}\n`;
}

/** For a table. */
export function plainText(value: Value): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : typeof value === 'bigint' ? String(value) : jsonValue(value);
}

function csvCell(value: Value): string {
  if (value === null || value === undefined) return '';
  const text = plainText(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function exact(n: bigint): number | string {
  return n >= Number.MIN_SAFE_INTEGER && n <= Number.MAX_SAFE_INTEGER ? Number(n) : String(n);
}
