/** Which columns of a header are which fields of a feed, by the words that partners use for them. */

import { feedFields } from '../../schemas/feeds/contract.js';
import { synonymRank } from '../../schemas/feeds/header-synonyms.js';
import type { Feed } from '../../schemas/vocabulary.js';
import type { Mapped } from './seen.js';

export interface FeedColumns {
  feed: Feed;
  /** In the order of the header. */
  columns: Mapped[];
  /** Fields that every report needs and no header names. */
  missing: string[];
  /** Of the fields that every report needs, the share that was found. */
  required: number;
}

/** Each column is at most one field, each field at most one column: the commonest word wins, then the first column. */
export function columnsOf(header: readonly string[], feed: Feed): FeedColumns {
  const fields = feedFields(feed);
  const pairs = fields
    .flatMap((field) => header.map((theirs, at) => ({ field, at, header: theirs, rank: synonymRank(theirs, field.name) })))
    .filter((pair): pair is Mapped & { rank: number } => pair.rank !== undefined)
    .sort((a, b) => a.rank - b.rank);
  const columns: Mapped[] = [];
  for (const { field, at, header: theirs } of pairs) {
    if (!columns.some((column) => column.at === at || column.field === field)) columns.push({ field, at, header: theirs });
  }
  const needed = fields.filter(({ column }) => column);
  const missing = needed.filter((field) => !columns.some((column) => column.field === field)).map((field) => field.name);
  return { feed, columns: columns.sort((a, b) => a.at - b.at), missing, required: (needed.length - missing.length) / needed.length };
}
