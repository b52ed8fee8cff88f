/** Where judged deliveries wait for the registry worker. Pure names; the home folder is shared by the workers of a project. */

import type { ClearedRows } from './delivery.js';
import { literal } from './sql.js';

export const stagingPaths = (staging: string, deliveryId: string) => ({
  folder: `${staging}/${deliveryId}`,
  delivery: `${staging}/${deliveryId}/delivery.json`,
  sighting: `${staging}/${deliveryId}/sighting.json`,
  judgement: `${staging}/${deliveryId}/judgement.json`,
  accepted: `${staging}/${deliveryId}/accepted.parquet`,
  cleared: `${staging}/${deliveryId}/cleared.parquet`,
  rejected: `${staging}/${deliveryId}/rejected.parquet`,
  /** Of a corrected copy only: which row of it corrects which rejected row. */
  corrections: `${staging}/${deliveryId}/corrections.jsonl`,
});

/**
 * SQL for the rows that were accepted, whoever cleared them: sheet, line, item and the fields of the feed.
 * @param files paths of accepted.parquet and cleared.parquet.
 */
export function acceptedSql(files: { accepted: string; cleared: string }, cleared?: ClearedRows): string {
  const judged = `SELECT * FROM read_parquet(${literal(files.accepted)})`;
  if (cleared === undefined) return judged;
  const line = lineSql('file_row_number', cleared);
  return `SELECT NULL::VARCHAR AS sheet, CAST(${line} AS BIGINT) AS line, CAST(1 AS INTEGER) AS item, * EXCLUDE (not_clear, file_row_number)
    FROM read_parquet(${literal(files.cleared)}, file_row_number = true) WHERE not_clear IS NULL
    UNION ALL BY NAME ${judged}`;
}

/** Physical line of a row of cleared.parquet. */
export const lineOf = (row: number, { first_line, steps }: Pick<ClearedRows, 'first_line' | 'steps'>): number =>
  first_line + row + steps.filter((step) => step <= row).length;

const lineSql = (row: string, { first_line, steps }: ClearedRows): string =>
  [`${row} + ${first_line}`, ...steps.map((step) => `CASE WHEN ${row} >= ${step} THEN 1 ELSE 0 END`)].join(' + ');

/** All paths of a project's home, absolute once `home` is. */
export const homePaths = (home: string) => ({
  staging: `${home}/staging`,
  published: `${home}/published`,
  /** A folder for each source. */
  receipts: `${home}/receipts`,
  snapshot: `${home}/published/registry.duckdb`,
  temporal_db: `${home}/temporal.sqlite`,
  run_file: `${home}/engine.json`,
  lock: `${home}/engine.lock`,
});
