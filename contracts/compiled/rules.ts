/** The rules of rows as SQL over the values of the fields: when a row whose cells are clear surely keeps them. */

import { pos } from '../../schemas/feeds/pos.js';
import type { RowRule, RuleName } from '../../schemas/feeds/rule.js';
import type { Row } from '../../schemas/feeds/rule.js';
import { usableEndUser } from './end-user.js';

export interface CompiledRule {
  /** Over the texts of the cells: what the condition needs more than once. */
  columns?: string[];
  clear: string;
}

/** A rule without an entry does not compile: what it asks for stays with zod alone, and with it every row of its feed. */
export const ruleSql: Record<RuleName, (rule: RowRule) => CompiledRule> = {
  something_sold: () => ({ clear: 'quantity IS NULL OR quantity > 0' }),
  one_serial_each: () => ({ clear: 'serial_number IS NULL OR quantity IS NULL OR quantity = 1' }),
  in_order: ({ of: [earlier, later] = [] }) => ({ clear: `coalesce(${later} >= ${earlier}, true)` }),
  usable_end_user: usableEndUser,
  together: ({ of: [one, other] = [] }) => ({ clear: `(${one} IS NULL) = (${other} IS NULL)` }),
  needed_by: ({ of: [field, value, ...needed] = [] }) => ({
    clear: `coalesce(${field} <> '${value}', true) OR (${needed.map((name) => `${name} IS NOT NULL`).join(' AND ')})`,
  }),
  // Rows that are asked are left to zod, which knows the rule itself: they are few.
  only_for: ({ of: [field, value] = [] }) => ({ clear: `coalesce(${field} <> '${value}', true)` }),
};

/** When the last change to a row leaves it as it is. */
export const settledSql = new Map<(row: Row) => Row, string>([[pos.settle!, 'quantity IS NULL OR quantity > 0']]);
