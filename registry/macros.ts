/** Temporary macros that the steps use. They belong to the connection, not to the file. */

import { feedFields } from '../schemas/feeds/contract.js';
import type { Feed } from '../schemas/vocabulary.js';
import type { Database } from './database.js';

/**
 * A name as it is compared: without case, punctuation, blanks and a legal form at the end. A name that is nothing but a legal
 * form stays as it is.
 */
const legalForms =
  'inc|incorporated|corp|corporation|ltd|limited|llc|llp|lp|plc|gmbh|mbh|ag|kg|kgaa|ohg|ug|se|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|co|company|pty|pte|kk';
const endUserKey = `
CREATE OR REPLACE TEMP MACRO end_user_key(name) AS
  replace(
    regexp_replace(
      trim(regexp_replace(regexp_replace(lower(name), '[.''’]', '', 'g'), '[^\\p{L}\\p{N}]+', ' ', 'g')),
      '( (${legalForms}))+$', ''),
    ' ', '')`;

/**
 * The same row of the same source (all fields equal) is the same fact: its id is made of the source and every field. It is not stored,
 * because only facts that meet others of their unit are ever compared.
 */
const factId = (feed: Feed) => `
CREATE OR REPLACE TEMP MACRO ${feed}_fact_id(source, fact) AS
  md5(concat_ws(chr(31), source, ${feedFields(feed)
    .map(({ name }) => `coalesce(fact.${name}::VARCHAR, chr(30))`)
    .join(', ')}))`;

export async function makeMacros(database: Pick<Database, 'run'>): Promise<void> {
  await database.run(endUserKey);
  for (const feed of ['shipments', 'pos', 'sales_out'] as const) await database.run(factId(feed));
}
