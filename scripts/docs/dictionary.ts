/** docs/data-dictionary.md: every field of every feed, and every column of every view that analysts read. */

import { Database } from '../../registry/database.js';
import { definitions, feedFields, type FieldInfo } from '../../schemas/feeds/contract.js';
import { viewTexts } from '../../schemas/views.js';
import { feeds, type Feed } from '../../schemas/vocabulary.js';
import { code, generated, page, table } from './markdown.js';

export async function dictionaryPage(): Promise<string> {
  return page([
    generated,
    '# Data dictionary',
    '## Feeds',
    "What distributors, partners and the manufacturer report. File headers, contracts and the registry's columns have the same names; a source maps other headers under `columns`. Personal data never enters logs, error messages, ids or workflow histories.",
    ...feeds.flatMap(feedSection),
    '## Views',
    'What analysts read, in `published/registry.duckdb` and in the Parquet files beside it. An asset is one `product_number` with one `serial_number`.',
    ...(await viewSections()),
  ]);
}

function feedSection(feed: Feed): string[] {
  const { description, dated_by, rules = [] } = definitions[feed];
  const rows = feedFields(feed).map((field) => [
    code(field.name),
    typeText(field),
    field.required,
    field.personal ? 'yes' : '',
    field.description,
  ]);
  return [
    `### ${code(feed)}`,
    description,
    ...(dated_by === undefined ? [] : [`The business date of a row is ${code(dated_by)}.`]),
    table(['Field', 'Type', 'Required', 'Personal', 'Description'], rows),
    ...(rules.length === 0 ? [] : [rules.map(({ says, codes }) => `- ${says} (${codes.map(code).join(', ')})`).join('\n')]),
  ];
}

/** The registry's type, and what narrows it. */
function typeText({ sql_type, kind, values, min, max, default: absent }: FieldInfo): string {
  const kinds: Partial<Record<FieldInfo['kind'], string>> = {
    country: 'ISO 3166-1 alpha-2',
    currency: 'ISO 4217',
    serial: 'serial number',
    pattern: 'regular expression',
    one_of: values?.join(', '),
  };
  const range = min === undefined ? [] : [max === undefined ? `${min} or more` : `${min} to ${max}`];
  const notes = [kinds[kind], ...range, absent === undefined ? undefined : `empty: ${absent}`].filter((note) => note !== undefined);
  return notes.length === 0 ? sql_type : `${sql_type} (${notes.join('; ')})`;
}

/** Columns and types from the registry itself, words from schemas/views.ts: where they differ the document is not made. */
async function viewSections(): Promise<string[]> {
  const columns = await realColumns();
  const described = Object.entries(viewTexts).flatMap(([view, text]) => Object.keys(text.columns).map((name) => `${view}.${name}`));
  const real = columns.map(({ view, name }) => `${view}.${name}`);
  const different = [...described.filter((name) => !real.includes(name)), ...real.filter((name) => !described.includes(name))];
  if (different.length > 0) throw new Error(`schemas/views.ts and the views of the registry differ in ${different.join(', ')}`);

  return Object.entries(viewTexts).flatMap(([view, text]) => {
    const rows = columns.filter((column) => column.view === view).map(({ name, type }) => [code(name), type, text.columns[name]!]);
    return [`### ${code(view)}`, text.row, table(['Column', 'Type', 'Description'], rows)];
  });
}

async function realColumns(): Promise<{ view: string; name: string; type: string }[]> {
  const registry = await Database.open(':memory:');
  try {
    return await registry.rows(
      `SELECT table_name AS view, column_name AS name, data_type AS type
       FROM information_schema.columns
       SEMI JOIN (FROM duckdb_views() WHERE NOT internal) ON view_name = table_name AND schema_name = table_schema
       WHERE table_schema = 'main'
       ORDER BY table_name, ordinal_position`,
    );
  } finally {
    registry.close();
  }
}
