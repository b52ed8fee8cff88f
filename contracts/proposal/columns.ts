/** Which columns of a header are which fields of a feed, by the words that partners use for them. */

import { trimmed } from '../../schemas/cells/text.js';
import { feedFields } from '../../schemas/feeds/contract.js';
import { saidBy, sayings, type Said } from '../../schemas/feeds/header-synonyms.js';
import type { Feed } from '../../schemas/vocabulary.js';
import type { Mapped } from './seen.js';

/** A column whose header says a field. */
export interface Candidate extends Mapped, Said {}

export interface FeedColumns {
  feed: Feed;
  /** In the order of the header. */
  columns: Candidate[];
  /** Columns that are no field though their header says one: another one is it, or nobody knows whose they are. In the order of the header. */
  lost: Candidate[];
  /** Fields that every report needs and no header names. */
  missing: string[];
  /** Of the fields that every report needs, the share that was found. */
  required: number;
}

/** Each column is at most one field, each field at most one column: the word that says it best wins, of several the commonest, then the first column. */
export function columnsOf(header: readonly string[], feed: Feed): FeedColumns {
  const fields = feedFields(feed);
  const all = fields
    .flatMap((field) =>
      header.flatMap((theirs, at): Candidate[] => {
        const said = saidBy(theirs, field.name);
        return said === undefined ? [] : [{ field, at, header: theirs, ...said }];
      }),
    )
    .sort((a, b) => sayings.indexOf(a.how) - sayings.indexOf(b.how) || a.rank - b.rank);
  const columns: Candidate[] = [];
  for (const one of withoutOthers(all)) {
    if (!columns.some((column) => column.at === one.at || column.field === one.field)) columns.push(one);
  }
  // One that is headed alike lost nothing: the header does not tell the two apart
  const isAlike = (theirs: string) => columns.some((column) => trimmed(column.header) === trimmed(theirs));
  const lost = header.flatMap((theirs, at) => (isAlike(theirs) ? [] : (all.find((one) => one.at === at) ?? [])));
  const needed = fields.filter(({ column }) => column);
  const missing = needed.filter((field) => !columns.some((column) => column.field === field)).map((field) => field.name);
  return { feed, columns: columns.sort((a, b) => a.at - b.at), lost, missing, required: (needed.length - missing.length) / needed.length };
}

/**
 * An address is one as a whole, and so is who is asked for there. Where some columns say that they are the end user's, those that do not are rather
 * somebody else's: to fill up from them would make an address that nobody has.
 */
function withoutOthers(all: readonly Candidate[]): Candidate[] {
  const isOwn = ({ how }: Candidate) => how === 'own';
  const place = all.some((one) => isOwn(one) && isPlace(one));
  const contact = place || all.some((one) => isOwn(one) && isContact(one));
  return all.filter((one) => isOwn(one) || !((place && isPlace(one)) || (contact && isContact(one))));
}

const isPlace = ({ field }: Mapped): boolean =>
  /^(?:end_user|location)_(?:address_line\d|city|state|postal_code|country)$/.test(field.name);
const isContact = ({ field }: Mapped): boolean => /^end_user_(?:contact|email|phone)$/.test(field.name);
