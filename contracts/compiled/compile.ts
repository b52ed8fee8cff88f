/**
 * A contract compiled to SQL that judges whole columns at once. It clears the rows that are surely right and reads their values; it never rejects.
 * What it does not clear goes to zod, which is the judge. Written from the metadata of the fields and the names of the rules, see
 * docs/decisions/130.
 */

import { definitions, type FieldInfo } from '../../schemas/feeds/contract.js';
import type { Dialect } from '../../schemas/feeds/field.js';
import type { Row, RowRule } from '../../schemas/feeds/rule.js';
import type { Feed } from '../../schemas/vocabulary.js';
import { trimmed } from '../../schemas/cells/text.js';
import { literal } from '../../schemas/sql.js';
import type { HeaderMap } from '../header.js';
import { compileField, translated } from './fields.js';
import { ruleSql, settledSql } from './rules.js';
import { all, cut } from './sql.js';

export interface CompileRequest {
  feed: Feed;
  dialect: Dialect;
  fields: readonly FieldInfo[];
  map: HeaderMap;
  /** The source's `values`. */
  values: Record<string, Record<string, string>>;
  /** Blanks besides U+0020 that cells may hold where the row's `odd_blank` is true. */
  blanks: readonly string[];
  /** Whether cells may begin with `#`, as what a spreadsheet could not compute does. */
  hashes: boolean;
  /** Whether cells may hold control characters. */
  controls: boolean;
}

/** Three layers, each over the one before: texts as they are seen, values, and whether the row is clear. */
export interface CompiledContract {
  /** `expression AS cut_field`, over the raw columns c0, c1 …; NULL in a raw column is a cell that is not there. */
  texts: string[];
  /** `expression AS field`, over the texts; also what a rule needs more than once. */
  values: string[];
  /** Over texts and values; NULL is no. Where rows are chosen by it (WHERE, CASE WHEN) DuckDB looks at what follows for those only that are still in. */
  clear: string;
}

const takesAnyText: readonly FieldInfo['kind'][] = ['text', 'code', 'email'];

/** Cutting blanks walks through every letter, looking for them at both ends does not. */
function shownOf(cell: string, blanks: readonly string[]): string {
  const plain = `WHEN starts_with(${cell}, ' ') OR ends_with(${cell}, ' ') THEN trim(${cell})`;
  const odd = blanks.length === 0 ? '' : `WHEN odd_blank THEN trim(${cell}, ${literal(` ${blanks.join('')}`)})`;
  return `CASE ${odd} ${plain} ELSE coalesce(${cell}, '') END`;
}

/** @returns why a contract cannot be compiled: the fields and rules that only zod knows. */
export function compileContract({
  feed,
  dialect,
  fields,
  map,
  values,
  blanks,
  hashes,
  controls,
}: CompileRequest): CompiledContract | { onlyZod: string[] } {
  const { rules = [], settle } = definitions[feed] as { rules?: readonly RowRule[]; settle?: (row: Row) => Row };
  const place = new Map(map.columns.map(({ field, at }) => [field, at]));
  const onlyZod: string[] = [];
  const compiled: CompiledContract = { texts: [], values: [], clear: '' };
  const clear: string[] = [];
  const edgesOnly: string[] = [];

  for (const field of fields) {
    const at = place.get(field.name);
    const read = compileField(field, dialect, controls);
    const required = field.required === 'yes' && field.default === undefined;
    const shown = cut(field.name);
    if (at === undefined) {
      compiled.texts.push(`'' AS ${shown}`);
      compiled.values.push(`CAST(${field.default === undefined ? 'NULL' : `'${field.default}'`} AS ${field.sql_type}) AS ${field.name}`);
      if (required) clear.push('false');
      continue;
    }
    const words = Object.fromEntries(Object.entries(values[field.name] ?? {}).map(([theirs, ours]) => [theirs, trimmed(ours)]));
    const word = translated(shownOf(`c${at}`, blanks), words);
    compiled.texts.push(`${word.value} AS ${shown}`);
    if (word.clear !== 'true') clear.push(word.clear);
    edgesOnly.push(...blanks.map((blank) => `NOT contains(${shown}, ${literal(blank)})`));
    // Fields of other kinds are clear in signs that a broken cell does not begin with. To compare costs less than to look for the sign
    if (takesAnyText.includes(field.kind) && (hashes || Object.values(words).some((ours) => ours.startsWith('#'))))
      clear.push(`${shown} >= '$' OR NOT starts_with(${shown}, '#')`);
    if (read === undefined) {
      // Where the cell is empty there is nothing to judge
      if (required) onlyZod.push(field.name);
      compiled.values.push(`CAST(NULL AS ${field.sql_type}) AS ${field.name}`);
      clear.push(`${shown} = ''`);
      continue;
    }
    compiled.values.push(
      `${field.default === undefined ? read.value : `CASE WHEN ${shown} = '' THEN '${field.default}' ELSE ${read.value} END`} AS ${field.name}`,
    );
    if (read.clear === 'true') {
      if (required) clear.push(`${shown} <> ''`);
    } else {
      clear.push(required ? `${shown} <> '' AND (${read.clear})` : `${shown} = '' OR (${read.clear})`);
    }
  }
  // Between other signs patterns of the two judges take such a blank for different things; what stands at the edges is cut by both
  if (edgesOnly.length > 0) clear.push(`NOT odd_blank OR ${all(edgesOnly)}`);
  for (const rule of rules) {
    const { columns = [], clear: condition } = ruleSql[rule.name](rule);
    compiled.values.push(...columns);
    clear.push(condition);
  }
  if (settle !== undefined) {
    const settled = settledSql.get(settle);
    if (settled === undefined) onlyZod.push(`the last change to rows of ${feed}`);
    else clear.push(settled);
  }
  if (onlyZod.length > 0) return { onlyZod };
  return { ...compiled, clear: all([...new Set(clear)]) };
}
