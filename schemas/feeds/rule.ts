/** Rules that need more than one cell of a row. They run also when cells failed: a row is told all of its errors at once. */

import type { RowErrorCode } from '../errors/row.js';
import type { Dialect } from './field.js';

/** A row as its fields read it; a cell that is empty or failed is undefined. */
export type Row = Readonly<Record<string, unknown>>;

/** Tells what is wrong with a field; without a field, with the row. */
export type Report = (field: string | undefined, code: RowErrorCode, expected?: string) => void;

/** Names of the rules, so that each has one place where it is compiled for the database. */
export type RuleName = 'something_sold' | 'one_serial_each' | 'in_order' | 'usable_end_user' | 'together' | 'needed_by' | 'only_for';

export interface RowRule {
  name: RuleName;
  /** The fields that it compares, where one rule serves several feeds. */
  of?: readonly string[];
  /** For the contract guide: what the rule asks for, in one sentence. */
  says: string;
  codes: readonly RowErrorCode[];
  check: (row: Row, report: Report, dialect: Dialect) => void;
}

/** `later` may not lie before `earlier`, where both are there. Days are text that sorts by time. */
export function inOrder(earlier: string, later: string, code: RowErrorCode = 'DATES_OUT_OF_ORDER'): RowRule {
  return {
    name: 'in_order',
    of: [earlier, later],
    says: `${later} is not before ${earlier}.`,
    codes: [code],
    check: (row, report) => {
      const first = row[earlier];
      const last = row[later];
      if (typeof first === 'string' && typeof last === 'string' && last < first) report(later, code);
    },
  };
}

/** Two fields that say something only together: both are filled, or neither. */
export function together(one: string, other: string): RowRule {
  return {
    name: 'together',
    of: [one, other],
    says: `${one} and ${other} are both filled, or both empty.`,
    codes: ['REQUIRED_HERE'],
    check: (row, report) => {
      if (row[one] === undefined && row[other] !== undefined) report(one, 'REQUIRED_HERE');
      if (row[other] === undefined && row[one] !== undefined) report(other, 'REQUIRED_HERE');
    },
  };
}

/** In rows whose `field` is `value`, fields are needed that other rows may leave empty. */
export function neededBy(field: string, value: string, needed: Readonly<Record<string, RowErrorCode>>): RowRule {
  const names = Object.keys(needed);
  return {
    name: 'needed_by',
    of: [field, value, ...names],
    says: `Where ${field} is ${value}, ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} filled.`,
    codes: [...new Set(Object.values(needed))],
    check: (row, report) => {
      if (row[field] !== value) return;
      for (const [name, code] of Object.entries(needed)) if (row[name] === undefined) report(name, code);
    },
  };
}

/** A rule that is asked only of rows whose `field` is `value`. */
export function onlyFor(field: string, value: string, rule: RowRule): RowRule {
  return {
    ...rule,
    name: 'only_for',
    of: [field, value],
    says: `Where ${field} is ${value}: ${rule.says}`,
    check: (row, report, dialect) => {
      if (row[field] === value) rule.check(row, report, dialect);
    },
  };
}

/** As many serial numbers as units, whether they were sold or came back; a row without a serial number names none. */
export const oneSerialEach: RowRule = {
  name: 'one_serial_each',
  says: 'A cell with serial numbers names one for each unit of the quantity.',
  codes: ['SERIAL_COUNT_MISMATCH'],
  check: ({ serial_number: serials, quantity }, report) => {
    if (!Array.isArray(serials) || typeof quantity !== 'number' || quantity === 0) return;
    if (serials.length !== Math.abs(quantity)) report('serial_number', 'SERIAL_COUNT_MISMATCH');
  },
};

/** The same rule without some of its codes: what an earlier, laxer version of a contract asked for. */
export function tolerating(rule: RowRule, tolerated: readonly RowErrorCode[], says: string): RowRule {
  return {
    ...rule,
    says,
    codes: rule.codes.filter((code) => !tolerated.includes(code)),
    check: (row, report, dialect) =>
      rule.check(
        row,
        (field, code, expected) => {
          if (!tolerated.includes(code)) report(field, code, expected);
        },
        dialect,
      ),
  };
}
