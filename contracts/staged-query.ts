/** SQL over the two files that a judge has staged, whichever judge wrote them. */

import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { ClearedRows } from '../schemas/delivery.js';
import { literal } from '../schemas/sql.js';
import { acceptedSql, type stagingPaths } from '../schemas/staging.js';

/** Runs a statement in which `accepted` and `rejected` are the staged rows; every value comes back as text or null. */
export type Ask = (sql: string) => Promise<Record<string, string | null>[]>;

/** One database for the whole process, as opening one takes longer than most questions; it holds no data of its own. */
let shared: Promise<DuckDBInstance> | undefined;

/** Most files are asked nothing: the database is opened with the first question. */
export async function withStaged<T>(
  paths: ReturnType<typeof stagingPaths>,
  cleared: ClearedRows | undefined,
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  let opening: Promise<DuckDBConnection> | undefined;
  try {
    return await work(async (sql) => {
      const connection = await (opening ??= open(paths, cleared));
      const reader = await connection.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM (${sql})`);
      return reader.getRowObjects() as Record<string, string | null>[];
    });
  } finally {
    (await opening)?.closeSync();
  }
}

async function open(paths: ReturnType<typeof stagingPaths>, cleared: ClearedRows | undefined): Promise<DuckDBConnection> {
  shared ??= DuckDBInstance.create(':memory:', { memory_limit: '256MB', threads: '2' });
  const connection = await (await shared).connect();
  await connection.run(`CREATE TEMP VIEW accepted AS ${acceptedSql(paths, cleared)}`);
  await connection.run(`CREATE TEMP VIEW rejected AS SELECT * FROM read_parquet(${literal(paths.rejected)})`);
  return connection;
}
