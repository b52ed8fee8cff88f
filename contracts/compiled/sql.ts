/** Pieces of SQL. Column names are ours (field names of the contracts), never a partner's. */

import { literal } from '../../schemas/sql.js';

export const all = (conditions: readonly string[]): string => (conditions.length === 0 ? 'true' : conditions.map(own).join(' AND '));
export const any = (conditions: readonly string[]): string => conditions.map(own).join(' OR ');

const own = (condition: string): string => `(${condition})`;

/** Whether a text is one of a few. Not IN: DuckDB turns longer lists into a join, and rows leave a join in another order than that of the file. */
export const isOneOf = (expression: string, values: readonly string[]): string =>
  `list_contains([${values.map(literal).join(', ')}], ${expression})`;

/** What a cell shows, outer blanks cut; the empty text when there is none. */
export const cut = (field: string): string => `cut_${field}`;

/** Whether an expression gives nothing but ASCII: case and folding mean the same in JavaScript and in DuckDB there. */
export const isAscii = (expression: string): string => `strlen(${expression}) = length(${expression})`;

/**
 * Sets of texts as DuckDB's enumerations: a cast looks a text up in a hash table, wherever in an expression it stands; a list
 * would be searched from its beginning.
 */
export const sets = {
  country: 'assurance_country',
  currency: 'assurance_currency',
  placeholder: 'assurance_placeholder',
  placeholder_start: 'assurance_placeholder_start',
  placeholder_end: 'assurance_placeholder_end',
  placeholder_part: 'assurance_placeholder_part',
  state: 'assurance_state',
} as const;

export const isIn = (expression: string, set: keyof typeof sets): string => `TRY_CAST(${expression} AS ${sets[set]}) IS NOT NULL`;
