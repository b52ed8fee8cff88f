/**
 * Large deliveries come into the registry in two transactions: first their rows, then what is derived from them together with their ledger
 * rows. DuckDB reads with one thread what its own transaction wrote (docs/decisions/122-rows-before-the-ledger.md). Nobody sees the rows
 * in between: the next turn of the registry begins by taking back what was not settled.
 */

import { literal } from '../schemas/sql.js';
import type { Database } from './database.js';
import { loadRows, withStatus } from './load.js';
import type { StagedDelivery } from './staged.js';

/**
 * Only deliveries that are all new: what is replaced must go in the transaction that brings its replacement.
 * @param least accepted rows below which it is not worth a transaction
 */
export async function loadAhead(staged: StagedDelivery[], least: number, staging: string, database: Database): Promise<void> {
  if (staged.length === 0 || staged.reduce((sum, { judgement }) => sum + judgement.rows_accepted, 0) < least) return;
  const ids = staged.map(({ taken }) => literal(taken.delivery_id)).join(', ');
  const known = await database.rows(`SELECT 1 FROM core.delivery WHERE delivery_id IN (${ids}) LIMIT 1`);
  if (known.length > 0) return;
  const loaded = await withStatus(staged, database);
  await database.transaction(async () => {
    const rows = loaded.map(({ taken }) => `(${literal(taken.delivery_id)}, ${literal(taken.feed)})`);
    await database.run(`INSERT INTO core.loading VALUES ${rows.join(', ')}`);
    await loadRows(loaded, staging, database);
  });
}

/** Inside the transaction that writes the ledger. @returns whether the rows of the batch are there already. */
export async function settleLoading(database: Database): Promise<boolean> {
  const loading = await database.rows('SELECT 1 FROM core.loading LIMIT 1');
  if (loading.length > 0) await database.run('DELETE FROM core.loading');
  return loading.length > 0;
}

/** Rows without a ledger row, left by a turn that was killed or failed, go: the batch is told again. */
export async function takeBackLoading(database: Database): Promise<void> {
  const loading = await database.rows<{ feed: string }>('SELECT DISTINCT feed FROM core.loading');
  if (loading.length === 0) return;
  await database.transaction(async () => {
    for (const table of ['rejected_row', 'mention', ...loading.map(({ feed }) => `fact_${feed}`)])
      await database.run(`DELETE FROM core.${table} WHERE delivery_id IN (SELECT delivery_id FROM core.loading)`);
    await database.run('DELETE FROM core.loading');
  });
}
