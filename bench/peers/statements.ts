/** How the peers in Node talk to DuckDB: the settings that every peer makes, and whole SQL files. */

import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from './job.js';
import { referenceTables } from './reference.js';

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A new database with the lists that the rules need and the variables that the SQL files read. DuckDB's own settings stay as they are. */
export async function openResult(job: Job): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(job.result)).connect();
  await connection.run(`
    SET VARIABLE pos_files = [${job.pos_files.map(text).join(', ')}];
    SET VARIABLE parties_file = ${text(job.parties_file)};
    SET VARIABLE shipments_file = ${text(job.shipments_file)};
    SET VARIABLE today = DATE ${text(job.today)};
    SET VARIABLE reporter = ${text(job.reporter)};`);
  for (const table of referenceTables)
    await connection.run(
      `CREATE TEMP TABLE ${table} AS FROM read_csv(${text(join(job.reference, `${table}.csv`))}, header = true, all_varchar = true, nullstr = '\\N')`,
    );
  await connection.run(`
    SET VARIABLE real_names = (SELECT list(name) FROM real_name);
    SET VARIABLE countries_with_states = (SELECT list(code) FROM country_with_states);
    SET VARIABLE real_towns = (SELECT list(key) FROM real_town);`);
  return connection;
}

export async function runFile(connection: DuckDBConnection, job: Job, name: string): Promise<void> {
  await connection.run(readFileSync(join(job.sql, name), 'utf8'));
}

/**
 * Whether a postal code has the form of its country, as one CASE with a constant expression for each form: a pattern from a column would be
 * compiled for every row.
 */
export async function definePostalCodes(connection: DuckDBConnection): Promise<void> {
  const rows = (
    await connection.runAndReadAll('SELECT form, list(country) FROM postal_form GROUP BY form ORDER BY count(*) DESC, form')
  ).getRowsJson();
  const branches = (rows as [string, string[]][]).map(
    ([form, countries]) => `WHEN country IN (${countries.map(text).join(', ')}) THEN regexp_full_match(code, ${text(form)})`,
  );
  await connection.run(`
    CREATE TEMP MACRO has_form(country, code) AS CASE ${branches.join('\n')} ELSE true END;
    CREATE TEMP MACRO postal_code_fits(country, code) AS
      CASE WHEN has_form(country, code) THEN true
      ELSE has_form(country, regexp_replace(regexp_replace(code, '\\s+', '', 'g'), '^[A-Z]{1,2}-?(\\d)', '\\1')) END;`);
}
