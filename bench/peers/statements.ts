/** How the peers in Node talk to DuckDB: the settings that every peer makes, and whole SQL files. */

import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from './job.js';
import { readReference } from './reference.js';

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A new database with the variables that the SQL files read. DuckDB's own settings stay as they are. */
export async function openResult(job: Job): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(job.result)).connect();
  await connection.run(`
    SET VARIABLE pos_files = [${job.pos_files.map(text).join(', ')}];
    SET VARIABLE parties_file = ${text(job.parties_file)};
    SET VARIABLE shipments_file = ${text(job.shipments_file)};
    SET VARIABLE today = DATE ${text(job.today)};
    SET VARIABLE reporter = ${text(job.reporter)};`);
  return connection;
}

export async function runFile(connection: DuckDBConnection, job: Job, name: string): Promise<void> {
  await connection.run(readFileSync(join(job.sql, name), 'utf8'));
}

/**
 * What the SQL by hand asks of the lists, as macros: `in_NAME(t)`, whether a list has a text, and `postal_code_fits(country, code)`.
 *
 * Each is one constant expression, because a join with a list, which a long IN becomes, loses the order of the file, and with it the line of a row; and a pattern
 * from a column would be compiled for every row.
 */
export async function defineLists(connection: DuckDBConnection, job: Job): Promise<void> {
  for (const { name, rows } of readReference(job.reference).filter(({ name }) => name !== 'postal_form')) {
    const words = rows.map(([word]) => word!.replace(/[^\p{L}\p{N}]/gu, '\\$&'));
    await connection.run(`CREATE TEMP MACRO in_${name}(t) AS regexp_full_match(t, ${text(words.join('|'))})`);
  }
  const forms = readReference(job.reference).find(({ name }) => name === 'postal_form')!.rows;
  const branches = [...new Set(forms.map(([, form]) => form!))].map((form) => {
    const countries = forms.filter(([, other]) => other === form).map(([country]) => country!);
    return `WHEN regexp_full_match(country, ${text(countries.join('|'))}) THEN regexp_full_match(code, ${text(form)})`;
  });
  await connection.run(`
    CREATE TEMP MACRO has_form(country, code) AS CASE ${branches.join('\n')} ELSE true END;
    CREATE TEMP MACRO postal_code_fits(country, code) AS
      CASE WHEN has_form(country, code) THEN true
      ELSE has_form(country, regexp_replace(regexp_replace(code, '\\s+', '', 'g'), '^[A-Z]{1,2}-?(\\d)', '\\1')) END;`);
}
