/** One feed: its contract as it holds now, what earlier versions asked for instead, and the day that puts a row into a period. */

import type { z } from 'zod';
import type { Fields } from './field.js';
import type { Row, RowRule } from './rule.js';

/** draft: may be tried, judges nothing. active: judges. retired: judges only what is restated of the days it holds for. */
export const contractStatuses = ['draft', 'active', 'retired'] as const;

export interface VersionInfo {
  /** MAJOR.MINOR.PATCH: a row that was accepted may be rejected from a new major version on. */
  version: string;
  status: (typeof contractStatuses)[number];
  /** Days, YYYY-MM-DD, both included; without an end it goes on. Versions that judge follow each other without a gap. */
  holds: { from?: string; to?: string };
}

/** A version that held before, or a draft of the next: what differs from the definition that it stands in, and nothing else. */
export interface OtherVersion extends VersionInfo {
  /** In one sentence, for partners and for the guide. */
  differs: string;
  /** Fields that were asked for otherwise; their names are those of the definition. */
  fields?: (f: Fields) => z.ZodRawShape;
  /** All rules, when they were others. */
  rules?: readonly RowRule[];
}

export interface FeedDefinition<Shape extends z.ZodRawShape> extends VersionInfo {
  description: string;
  /** Newest first. */
  others?: readonly OtherVersion[];
  fields: (f: Fields) => Shape;
  rules?: readonly RowRule[];
  /** The row's business date. A feed without one has no periods. */
  dated_by?: keyof Shape & string;
  /** Last change to a row whose cells are all right. */
  settle?: (row: Row) => Row;
}

type Definition<Shape extends z.ZodRawShape> = Omit<FeedDefinition<Shape>, keyof VersionInfo> & Partial<VersionInfo>;

/** Names a definition and checks it; nothing happens until a contract is asked for. A contract that never changed is 1.0.0. */
export const feed = <Shape extends z.ZodRawShape>(definition: Definition<Shape>): FeedDefinition<Shape> => ({
  version: '1.0.0',
  status: 'active',
  holds: {},
  ...definition,
});
