/** One feed: its fields in file order, the rules of its rows, and the day that puts a row into a period. */

import type { z } from 'zod';
import type { Fields } from './field.js';
import type { Row, RowRule } from './rule.js';

export interface FeedDefinition<Shape extends z.ZodRawShape> {
  description: string;
  fields: (f: Fields) => Shape;
  rules?: readonly RowRule[];
  /** The row's business date. A feed without one has no periods. */
  dated_by?: keyof Shape & string;
  /** Last change to a row whose cells are all right. */
  settle?: (row: Row) => Row;
}

/** Names a definition and checks it; nothing happens until a contract is asked for. */
export const feed = <Shape extends z.ZodRawShape>(definition: FeedDefinition<Shape>): FeedDefinition<Shape> => definition;
