/** What the check of the project file has to know of a feed. */

import type { Feed } from '../vocabulary.js';
import { definitions, feedFields } from './contract.js';

export function feedShape(feed: Feed) {
  const fields = feedFields(feed);
  return {
    fields: fields.map(({ name }) => name),
    numbers: fields.filter(({ kind }) => kind === 'whole' || kind === 'decimal').map(({ name }) => name),
    /** Fields with a closed list of values. */
    choices: Object.fromEntries(fields.flatMap(({ name, values }) => (values === undefined ? [] : [[name, values]]))),
    /** The field whose date puts a row into a period; without one no period can be replaced. */
    dated_by: definitions[feed].dated_by as string | undefined,
  };
}
