/** Checks on what people type after a flag. A wrong value is wrong use: commander names the flag, exit 2. */

import { InvalidArgumentError } from 'commander';

/** A day of the calendar as YYYY-MM-DD. */
export function day(text: string): string {
  const exists = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  if (!exists || new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('Expected a day as YYYY-MM-DD.');
  return text;
}

/** A whole number from 1 on. */
export function positive(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n) || n < 1) throw new InvalidArgumentError('Expected a whole number from 1 on.');
  return n;
}

/** Something to read, not blanks: a role, a reason. */
export function words(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected some words.');
  return text.trim();
}
