/**
 * One field as SQL over the text of its cells: the value it reads, and when that value is surely what zod would read. Whatever is not sure is
 * left to zod, so a condition may be too narrow and never too wide: test/contracts/compiled.property.test.ts holds both against each other.
 */

import type { FieldInfo } from '../../schemas/feeds/contract.js';
import { shortened } from '../../schemas/cells/digits.js';
import type { Dialect } from '../../schemas/feeds/field.js';
import { literal } from '../../schemas/sql.js';
import { dateSql } from './dates.js';
import { all, any, cut, isAscii, isIn, isOneOf } from './sql.js';

export interface CompiledField {
  /** Gives the field's SQL type; NULL where there is no value. */
  value: string;
  /** Whether zod would read that value from a cell that is not empty. Over the cell's text and `field`, the value. */
  clear: string;
}

/**
 * @param controls whether cells may hold control characters.
 * @returns undefined when nothing can be said about cells of this kind without zod.
 */
export function compileField(field: FieldInfo, dialect: Dialect, controls: boolean): CompiledField | undefined {
  const shown = cut(field.name);
  const filled = `nullif(${shown}, '')`;
  switch (field.kind) {
    case 'text':
    case 'email':
      return { value: filled, clear: 'true' };
    case 'code':
      return {
        value: filled,
        clear: all([
          any([...(controls ? [] : [isAscii(shown)]), `regexp_full_match(${shown}, ${literal(visible)})`]),
          // What is short, or does not begin with a sign or a digit, need not be looked through
          any([`strlen(${shown}) < 4`, `${shown} >= ':'`, `NOT regexp_full_match(${shown}, ${literal(`(?i)${shortened}`)})`]),
        ]),
      };
    case 'serial':
      return { value: `upper(${filled})`, clear: serial(shown, dialect) };
    case 'date':
      return dateSql(shown, field.name, dialect.date);
    case 'time':
      return { value: time(shown), clear: `strftime(${field.name}, '%Y-%m-%dT%H:%M:%SZ') = ${shown} AND ${inCalendar(field.name)}` };
    case 'whole':
      return {
        value: `TRY_CAST(${shown} AS BIGINT)`,
        // As written back it is the same: no sign, blank, grouping or zero in front that would have to be interpreted
        clear: all([`strlen(${shown}) <= 14`, any(asWhole(field.name, shown, dialect)), ...range(field)]),
      };
    case 'decimal': {
      const [sign, group] = dialect.decimal === '.' ? ['.', ','] : [',', '.'];
      return {
        value: `TRY_CAST(replace(replace(${shown}, '${group}', ''), '${sign}', '.') AS DECIMAL(18,4))`,
        clear: all([
          `regexp_full_match(${shown}, '-?([0-9]{1,14}|[0-9]{1,3}([${group}][0-9]{3}){1,3})([${sign}][0-9]{0,4})?')`,
          `${field.name} IS NOT NULL`,
          ...range(field),
        ]),
      };
    }
    case 'boolean':
      return {
        value: `CASE WHEN ${isOneOf(shown, spellings('true'))} THEN true WHEN ${isOneOf(shown, spellings('false'))} THEN false END`,
        clear: `${field.name} IS NOT NULL`,
      };
    case 'one_of':
      return { value: oneOf(shown, field.values ?? []), clear: `${field.name} IS NOT NULL` };
    case 'country':
      return { value: `upper(${filled})`, clear: `strlen(${shown}) = 2 AND ${isIn(field.name, 'country')}` };
    case 'currency':
      return { value: `upper(${filled})`, clear: `strlen(${shown}) = 3 AND ${isIn(field.name, 'currency')}` };
    case 'pattern':
      return undefined;
  }
}

/** ASCII and the Latin letters behind it: none of them is a character that nobody can see. */
const visible = '[ -~\u00c0-\u024f]*';

/** Spreadsheets write 1 as 1.0 too. */
const asWhole = (name: string, shown: string, { decimal }: Dialect): string[] => [
  `${shown} = CAST(${name} AS VARCHAR)`,
  ...(decimal === '.' ? [`${shown} = CAST(${name} AS VARCHAR) || '.0'`] : []),
];

/** Without these characters nothing in it can be a number that a spreadsheet wrote, nor several serials. */
function serial(shown: string, { serial_separator: separator }: Dialect): string {
  const one = `regexp_full_match(${shown}, '[A-Za-z0-9 _/-]+')`;
  return separator === undefined ? one : all([one, `NOT contains(${shown}, ${literal(separator)})`]);
}

const time = (shown: string): string => `CASE WHEN strlen(${shown}) = 20 THEN TRY_CAST(left(${shown}, 19) AS TIMESTAMP) END`;
const inCalendar = (field: string): string => `${field} >= TIMESTAMP '1990-01-01' AND ${field} < TIMESTAMP '2101-01-01'`;

const range = ({ name, min, max }: FieldInfo): string[] => [
  ...(min === undefined ? [] : [`${name} >= ${min}`]),
  ...(max === undefined ? [] : [`${name} <= ${max}`]),
];

const spellings = (value: string): string[] => [
  ...new Set([value, value.toLowerCase(), value.toUpperCase(), value[0]!.toUpperCase() + value.slice(1)]),
];

/** As people write a word of a list; other cases of its letters are read by zod. */
function oneOf(shown: string, values: readonly string[]): string {
  return `CASE ${values.map((value) => `WHEN ${isOneOf(shown, spellings(value))} THEN ${literal(value)}`).join(' ')} END`;
}

/**
 * The source's `values` for one field: exact words are translated here, everything that only a comparison without case would find is left to zod.
 * @param words their word to ours, outer blanks cut.
 */
export function translated(shown: string, words: Record<string, string>): { value: string; clear: string } {
  const pairs = Object.entries(words);
  if (pairs.length === 0) return { value: shown, clear: 'true' };
  const theirWords = pairs.map(([theirs]) => theirs);
  return {
    value: `CASE ${shown} ${pairs.map(([theirs, ours]) => `WHEN ${literal(theirs)} THEN ${literal(ours)}`).join(' ')} ELSE ${shown} END`,
    clear: `${isOneOf(shown, theirWords)} OR (${isAscii(shown)} AND NOT ${isOneOf(
      `lower(${shown})`,
      theirWords.map((word) => word.toLowerCase()),
    )})`,
  };
}
