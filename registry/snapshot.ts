/** Readers of the published snapshot. Each call opens it for itself, so a snapshot that is replaced meanwhile disturbs nobody. */

import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { existsSync } from 'node:fs';
import { AssuranceError } from '../schemas/errors/error.js';
import { literal } from '../schemas/sql.js';
import { homePaths } from '../schemas/staging.js';
import type { Row } from './database.js';
import { toJson } from './json-values.js';

export interface ReadOptions {
  /** YYYY-MM-DD: `assets` as it was known at the end of that day in the project's time zone. */
  asOf?: string;
}

export interface QueryResult {
  columns: { name: string; type: string }[];
  /** Values by column position, as JSON (see json-values.ts). */
  chunks: AsyncGenerator<unknown[][]>;
  close(): void;
}

/**
 * Runs a statement of ours on the snapshot.
 * @param values positional ($1 …) or named parameters.
 * @throws AssuranceError SNAPSHOT_MISSING when nothing was published yet.
 */
export async function readSnapshot<T = Row>(
  home: string,
  sql: string,
  values?: Record<string, DuckDBValue> | DuckDBValue[],
  options: ReadOptions = {},
): Promise<T[]> {
  return withSnapshot(home, options, async (connection) => {
    const reader = await connection.runAndReadAll(sql, values);
    return reader.convertRowObjects(toJson) as T[];
  });
}

/** A statement of ours on the snapshot that stands when it is opened. */
export type Ask = <T = Row>(sql: string, values?: Record<string, DuckDBValue> | DuckDBValue[]) => Promise<T[]>;

/**
 * Runs several statements of ours on one and the same snapshot, whatever is published meanwhile.
 * @throws AssuranceError SNAPSHOT_MISSING when nothing was published yet.
 */
export async function readTogether<R>(home: string, work: (ask: Ask) => Promise<R>): Promise<R> {
  return withSnapshot(home, {}, async (connection) =>
    work(async <T>(sql: string, values?: Record<string, DuckDBValue> | DuckDBValue[]) => {
      const reader = await connection.runAndReadAll(sql, values);
      return reader.convertRowObjects(toJson) as T[];
    }),
  );
}

/**
 * Runs a person's SQL: read-only, nothing outside the snapshot can be reached, and the settings are locked.
 * @throws AssuranceError SNAPSHOT_MISSING, QUERY_INVALID with DuckDB's own message.
 */
export async function queryRows(home: string, sql: string, options: ReadOptions = {}): Promise<QueryResult> {
  const { connection, close } = await open(home, options);
  try {
    await lock(connection, []);
    const result = await refuse(sql, connection.stream(sql));
    const names = result.columnNames();
    const types = result.columnTypes();
    async function* chunks() {
      for (;;) {
        const chunk = await refuse(sql, result.fetchChunk());
        if (!chunk || chunk.rowCount === 0) return;
        yield chunk.getRows().map((row) => row.map((value, i) => toJson(value, types[i]!, toJson)));
      }
    }
    return { columns: names.map((name, i) => ({ name, type: String(types[i]) })), chunks: chunks(), close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Writes the result of a person's SQL to a Parquet file; only that file can be written. */
export async function queryParquet(home: string, sql: string, file: string, options: ReadOptions = {}): Promise<{ rows: number }> {
  return withSnapshot(home, options, async (connection) => {
    await lock(connection, [file]);
    const statement = sql.trim().replace(/;\s*$/, '');
    const result = await refuse(
      sql,
      connection.runAndReadAll(`COPY (${statement}\n) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`),
    );
    return { rows: Number(result.getRows()[0]?.[0] ?? 0) };
  });
}

async function withSnapshot<T>(home: string, options: ReadOptions, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const { connection, close } = await open(home, options);
  try {
    return await work(connection);
  } finally {
    close();
  }
}

async function open(home: string, { asOf }: ReadOptions): Promise<{ connection: DuckDBConnection; close: () => void }> {
  const { snapshot } = homePaths(home);
  if (!existsSync(snapshot)) throw new AssuranceError('SNAPSHOT_MISSING', 'There is no published registry yet.', { where: snapshot });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const close = () => {
    connection.disconnectSync();
    instance.closeSync();
  };
  try {
    await connection.run(`ATTACH ${literal(snapshot)} AS registry (READ_ONLY)`);
    await connection.run('USE registry');
    if (asOf !== undefined) await connection.run(assetsAsOf(asOf));
  } catch (error) {
    close();
    throw error;
  }
  return { connection, close };
}

/** The temporary view stands before main.assets in the search path: the same SQL asks about another day. */
const assetsAsOf = (day: string) => `
  CREATE TEMP VIEW assets AS
  WITH day_end AS (
    SELECT ((${literal(day)}::DATE + 1)::TIMESTAMP AT TIME ZONE value) AT TIME ZONE 'UTC' AS instant FROM registry.core.setting WHERE key = 'timezone'
  )
  SELECT h.* EXCLUDE (known_from, known_to)
  FROM registry.main.asset_history h, day_end
  WHERE h.known_from < day_end.instant AND (h.known_to IS NULL OR h.known_to >= day_end.instant)`;

async function lock(connection: DuckDBConnection, writable: string[]): Promise<void> {
  await connection.run(`SET allowed_paths = [${writable.map(literal).join(', ')}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

async function refuse<T>(sql: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new AssuranceError('QUERY_INVALID', cause instanceof Error ? cause.message : String(cause), { where: sql, cause });
  }
}
