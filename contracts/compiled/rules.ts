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
};

/** When the last change to a row leaves it as it is. */
export const settledSql = new Map<(row: Row) => Row, string>([[pos.settle!, 'quantity IS NULL OR quantity > 0']]);
