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

/** Other text as it is compared: without case, punctuation and blanks. A postal code keeps what stands between its letters and digits otherwise. */
const keys = `
CREATE OR REPLACE TEMP MACRO text_key(said) AS regexp_replace(lower(said), '[^\\p{L}\\p{N}]+', '', 'g');
CREATE OR REPLACE TEMP MACRO postal_key(code) AS upper(regexp_replace(code, '[\\s-]', '', 'g'));
CREATE OR REPLACE TEMP MACRO term_text(starts, ends) AS
  CASE WHEN starts IS NOT NULL OR ends IS NOT NULL THEN coalesce(starts::VARCHAR, '…') || ' to ' || coalesce(ends::VARCHAR, '…') END`;

/**
 * The same row of the same source (all fields equal) is the same fact: its id is made of the source and every field. It is not stored,
 * because only facts that meet others of their unit are ever compared.
 */
const factId = (feed: Feed) => `
CREATE OR REPLACE TEMP MACRO ${feed}_fact_id(source, fact) AS
  md5(concat_ws(chr(31), source, ${feedFields(feed)
    .map(({ name }) => `coalesce(fact.${name}::VARCHAR, chr(30))`)
    .join(', ')}))`;

/**
 * The delivery that takes a fact's place, NULL while the fact counts. A row that its corrected copy set aside is replaced by its own delivery; else by
 * what its source does with later reports: the whole file, the period that a later one restates, or `row_by`, the next that says the same row.
 */
const supersededBy = `
CREATE OR REPLACE TEMP MACRO superseded_by(corrections, delivery, set_aside, file_by, rank, period_rank, period_by, row_by) AS
  CASE WHEN set_aside IS NOT NULL THEN delivery ELSE CASE corrections
    WHEN 'replace_file' THEN file_by
    WHEN 'replace_period' THEN CASE WHEN period_rank > rank THEN period_by END
    WHEN 'upsert' THEN row_by
  END END`;

/** The same finding of the same unit or party, in the same words, is the same one. */
const findingId = `
CREATE OR REPLACE TEMP MACRO finding_id(kind, product, serial, party, detail) AS
  left(md5(concat_ws('|', kind, product, serial, party, detail)), 16)`;

/** What people write where a system is asked for and there is none, in the languages of the reports; only as the whole cell. */
const noSystem =
  'none|no|nothing|na|nil|null|no system|not yet|tbd|planned|pending|keine?s?|nein|entfällt|geplant|aucune?|non|néant|ningun[oa]?|ningún|nada';

/** Steps that write sentences for people share their words. */
const sentences = [
  `CREATE OR REPLACE TEMP MACRO is_none(name) AS coalesce(regexp_full_match(lower(regexp_replace(name, '[^\\p{L}\\p{N} ]+', '', 'g')), '(${noSystem})?'), true)`,
  `CREATE OR REPLACE TEMP MACRO counted(amount, thing) AS amount || ' ' || thing || CASE amount WHEN 1 THEN '' ELSE 's' END`,
  `CREATE OR REPLACE TEMP MACRO ordinal(place) AS
     CASE place WHEN 1 THEN 'only' WHEN 2 THEN 'second' WHEN 3 THEN 'third' WHEN 4 THEN 'fourth' WHEN 5 THEN 'fifth' ELSE place || 'th' END`,
  `CREATE OR REPLACE TEMP MACRO day_in_words(day) AS strftime(day, '%-d %B %Y')`,
];

export async function makeMacros(database: Pick<Database, 'run'>): Promise<void> {
  for (const macro of [endUserKey, keys, supersededBy, findingId, ...sentences]) await database.run(macro);
  for (const feed of ['shipments', 'pos', 'sales_out'] as const) await database.run(factId(feed));
}
