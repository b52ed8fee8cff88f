/** The published snapshot, as the commands ask it. DuckDB is loaded with the first question, not with the command line. */

import type { LoadedProject } from '../../client/project.js';

export interface Snapshot {
  /** The day that was asked about; undefined for now. */
  asOf?: string;
  /** Trusted SQL with $1, $2 …; days come as YYYY-MM-DD, times as ISO 8601, counts and amounts as numbers. */
  rows<T = Record<string, unknown>>(sql: string, params?: string[]): Promise<T[]>;
}

/**
 * @param asOf YYYY-MM-DD: answers as it was known at the end of that day.
 * Errors: SNAPSHOT_MISSING at the first question when nothing was published yet.
 */
export async function openSnapshot(loaded: LoadedProject, asOf?: string): Promise<Snapshot> {
  const { readSnapshot } = await import('../../client/read.js');
  return { asOf, rows: (sql, params = []) => readSnapshot(loaded.home, sql, params, { asOf }) };
}
