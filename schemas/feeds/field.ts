/**
 * The fields that feeds are made of. Each is a zod schema that reads one raw cell into one typed value, and each carries, in
 * `fieldMeta`, what it is in data: the header check, the data dictionary, the registry's columns and compiled checks read that.
 */

import { z } from 'zod';
import { dayReader } from '../cells/date.js';
import { isShortened, isTooLong } from '../cells/digits.js';
import { numberReader, type DecimalSign } from '../cells/number.js';
import { serialReader } from '../cells/serial.js';
import { invisibleIn, isBroken, isFormula, seen } from '../cells/text.js';
import { timeReader } from '../cells/time.js';
import { isCountry, isCurrency } from '../cells/codes.js';
import { patternProblem } from '../cells/pattern.js';
import { rowMessage, type RowErrorCode } from '../errors/row.js';
import type { RawCell } from '../rows.js';
import type { CorrectionMode } from '../vocabulary.js';

/** How a source writes its values. */
export interface Dialect {
  date: string;
  decimal: DecimalSign;
  serial_separator?: string | undefined;
  corrections: CorrectionMode;
  /** Zone of times that a workbook stores without one; default UTC. */
  timezone?: string;
}

export type SqlType = 'VARCHAR' | 'DATE' | 'TIMESTAMP' | 'BIGINT' | 'DECIMAL(18,4)' | 'BOOLEAN';

export interface FieldMeta {
  kind:
    | 'text'
    | 'code'
    | 'serial'
    | 'date'
    | 'time'
    | 'whole'
    | 'decimal'
    | 'boolean'
    | 'one_of'
    | 'country'
    | 'currency'
    | 'email'
    | 'pattern';
  sql_type: SqlType;
  /** Whether every row needs a value: yes, no, or for which rows. */
  required: string;
  /** Whether the header needs the column. */
  column: boolean;
  /** End-user data and names of people: never in logs, messages, ids or workflow histories. */
  personal: boolean;
  description: string;
  /** The code of a row without a value, when `required` is yes. */
  absent: RowErrorCode;
  /** The whole list for one_of, as written in the registry. */
  values?: readonly string[];
  /** What an absent value means. */
  default?: string;
  min?: number;
  max?: number;
}

export const fieldMeta = z.registry<FieldMeta>();

export interface FieldOptions {
  description: string;
  required?: string;
  column?: boolean;
  personal?: boolean;
  absent?: RowErrorCode;
  /** The code of a value that is not of this kind, where the feed has a reason code of its own for it. */
  invalid?: RowErrorCode;
  /** What an absent value means. */
  default?: string;
  /** A broken cell counts as empty: for what no sale is rejected for. */
  lenient?: boolean;
}

export interface RangeOptions extends FieldOptions {
  min?: number;
  max?: number;
}

/** One cell, as the reader handed it over; `undefined` when the file has no such column. */
type Cell = RawCell | undefined;
type Context = Parameters<Parameters<typeof z.transform<Cell, unknown>>[0]>[1];
type Value<T, O extends FieldOptions> = O extends { required: 'yes' } | { default: string } ? T : T | undefined;

/** An issue that lets the checks behind it run: a row is told all of its errors. */
export const issue = (code: RowErrorCode, expected?: string, path: string[] = []) =>
  ({ code: 'custom', input: undefined, continue: true, path, params: { code }, message: rowMessage(code, expected) }) as const;

/** Tells the row's partner about the cell; the cell has no value then. */
function fail(context: Context, code: RowErrorCode, expected?: string): undefined {
  context.issues.push(issue(code, expected));
}

function field<T, const O extends FieldOptions>(
  shape: Pick<FieldMeta, 'kind' | 'sql_type'> & Partial<FieldMeta>,
  options: O,
  read: (cell: Cell, text: string, context: Context) => T | undefined,
): z.ZodTransform<Value<T, O>, Cell> {
  const { required = 'no', lenient = false, description, personal = false, absent = 'REQUIRED' } = options;
  const mandatory = required === 'yes';
  const missing = mandatory ? absent : undefined;
  const schema = z.transform<Cell, Value<T, O>>((cell, context) => {
    const text = seen(cell);
    let value: T | undefined;
    if (isBroken(cell, text)) {
      if (!lenient) fail(context, isFormula(cell) ? 'CELL_FORMULA' : 'CELL_ERROR');
      if (missing !== undefined && missing !== 'REQUIRED') fail(context, missing);
    } else {
      if (text !== '') value = read(cell, text, context);
      if (value === undefined && missing !== undefined && context.issues.length === 0) fail(context, missing);
    }
    return (value ?? options.default) as Value<T, O>;
  });
  const byDefault = options.default === undefined ? {} : { default: options.default };
  fieldMeta.add(schema, { ...shape, required, column: options.column ?? mandatory, personal, description, absent, ...byDefault });
  return schema;
}

/** The fields of one dialect. */
export function fieldsFor(dialect: Dialect) {
  const day = dayReader(dialect.date);
  const time = timeReader(dialect.timezone ?? 'UTC');
  const number = numberReader(dialect.decimal);
  const group = dialect.decimal === '.' ? ',' : '.';
  const serials = serialReader(dialect.serial_separator);

  return {
    dialect,

    /** Free text, outer blanks cut. */
    text: <const O extends FieldOptions>(options: O) => field({ kind: 'text', sql_type: 'VARCHAR' }, options, asText),

    /** Text that names something: a number of an invoice, a party, a product. It is compared with others, so all of it has to be seen. */
    code: <const O extends FieldOptions>(options: O) =>
      field({ kind: 'code', sql_type: 'VARCHAR' }, options, (cell, text, context): string | undefined => {
        if (isShortened(text) || isTooLong(cell, text)) return fail(context, 'DIGITS_LOST');
        const invisible = invisibleIn(text);
        return invisible.length === 0 ? text : fail(context, 'CHARACTER_INVISIBLE', without(invisible));
      }),

    /** An address of electronic mail, taken as it stands: no sale is rejected for a contact. */
    email: <const O extends FieldOptions>(options: O) => field({ kind: 'email', sql_type: 'VARCHAR' }, options, asText),

    /** One serial number or, when the source declares a separator, several: one line in the registry for each. */
    serial: <const O extends FieldOptions>(options: O) =>
      field({ kind: 'serial', sql_type: 'VARCHAR' }, options, (cell, text, context): string[] | undefined => {
        const read = serials(cell, text);
        if (read.problem !== undefined) return fail(context, read.problem, read.invisible && without(read.invisible));
        return read.serials.length === 0 ? undefined : read.serials;
      }),

    /** YYYY-MM-DD. */
    date: <const O extends FieldOptions>(options: O) =>
      field(
        { kind: 'date', sql_type: 'DATE' },
        options,
        (cell, text, context): string | undefined => day(cell, text) ?? fail(context, 'DATE_INVALID', dialect.date),
      ),

    /** YYYY-MM-DDTHH:MM:SS.mmmZ. */
    time: <const O extends FieldOptions>(options: O) =>
      field(
        { kind: 'time', sql_type: 'TIMESTAMP' },
        options,
        (cell, text, context): string | undefined => time(cell, text) ?? fail(context, 'TIME_INVALID'),
      ),

    /** A whole number; `2.0` and `2,00` are whole. */
    whole: <const O extends RangeOptions>(options: O) =>
      field({ kind: 'whole', sql_type: 'BIGINT', ...bounds(options) }, options, (cell, text, context): number | undefined => {
        const digits = number(cell, text);
        if (digits === undefined) return fail(context, 'NUMBER_INVALID', `a whole number such as 1200 or 1${group}200`);
        if (digits.includes('.')) return fail(context, 'NUMBER_NOT_WHOLE');
        return inRange(Number(digits), options, context);
      }),

    /** An exact decimal, as digits with a point: `1234.5`. */
    decimal: <const O extends RangeOptions>(options: O) =>
      field({ kind: 'decimal', sql_type: 'DECIMAL(18,4)', ...bounds(options) }, options, (cell, text, context): string | undefined => {
        const digits = number(cell, text);
        if (digits === undefined) return fail(context, 'NUMBER_INVALID', `a number such as 1200${dialect.decimal}50`);
        return inRange(Number(digits), options, context) === undefined ? undefined : digits;
      }),

    boolean: <const O extends FieldOptions>(options: O) =>
      field({ kind: 'boolean', sql_type: 'BOOLEAN' }, options, (cell, text, context): boolean | undefined => {
        if (typeof cell === 'object' && cell.boolean !== undefined) return cell.boolean;
        const word = text.toLowerCase();
        return word === 'true' ? true : word === 'false' ? false : fail(context, 'BOOLEAN_INVALID');
      }),

    /** One word of a list, any case in, as in the list out. */
    oneOf: <const V extends string, const O extends FieldOptions>(values: readonly V[], options: O) => {
      const byWord = new Map(values.map((value) => [value.toLowerCase(), value]));
      return field(
        { kind: 'one_of', sql_type: 'VARCHAR', values },
        options,
        (_cell, text, context): V | undefined => byWord.get(text.toLowerCase()) ?? fail(context, 'VALUE_UNKNOWN', values.join(', ')),
      );
    },

    /** ISO 3166-1 alpha-2, any case in, upper case out. */
    country: <const O extends FieldOptions>(options: O) =>
      field({ kind: 'country', sql_type: 'VARCHAR' }, options, (_cell, text, context): string | undefined =>
        isCountry(text.toUpperCase())
          ? text.toUpperCase()
          : fail(context, options.invalid ?? 'COUNTRY_UNKNOWN', 'a country code of two letters, such as US or DE'),
      ),

    /** ISO 4217, any case in, upper case out. */
    currency: <const O extends FieldOptions>(options: O) =>
      field({ kind: 'currency', sql_type: 'VARCHAR' }, options, (_cell, text, context): string | undefined =>
        isCurrency(text.toUpperCase()) ? text.toUpperCase() : fail(context, 'CURRENCY_UNKNOWN'),
      ),

    /** A regular expression that the registry can compare serial numbers with. */
    pattern: <const O extends FieldOptions>(options: O) =>
      field({ kind: 'pattern', sql_type: 'VARCHAR' }, options, (_cell, text, context): string | undefined =>
        patternProblem(text) ? fail(context, 'PATTERN_INVALID') : text,
      ),
  };
}

export type Fields = ReturnType<typeof fieldsFor>;

const without = (invisible: readonly string[]): string => `the same without ${invisible.join(' and ')}`;

const asText = (_cell: Cell, text: string): string => text;

const bounds = ({ min, max }: RangeOptions): Pick<FieldMeta, 'min' | 'max'> => ({
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});

function inRange(number: number, { min = -Infinity, max = Infinity }: RangeOptions, context: Context): number | undefined {
  if (number >= min && number <= max) return number;
  return fail(context, 'NUMBER_OUT_OF_RANGE', max === Infinity ? `${min} or more` : `${min} to ${max}`);
}
