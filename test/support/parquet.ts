/** Reads what the judge left, as DuckDB reads it. */

import { DuckDBInstance } from '@duckdb/node-api';

export async function queryFile(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
