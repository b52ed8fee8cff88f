/** Runs the steps: from the keys that were touched to assets, terms, evidence and findings as they are to stand. */

import { deriveAnswers } from './answers.js';
import type { Database } from './database.js';
import { sqlFiles } from './sql-files.js';

export interface Derived {
  assets_derived: number;
  assets_changed: number;
  findings_open: number;
}

/** Every key that any fact or derived asset has. */
export const everyKey = `
  SELECT product_number, serial_number FROM core.fact_shipments
  UNION SELECT product_number, serial_number FROM core.fact_pos
  UNION SELECT product_number, serial_number FROM core.fact_sales_out
  UNION SELECT product_number, serial_number FROM core.asset`;

/** Makes `touched` from the deliveries named in batch_delivery and the keys in touched_before. */
export async function touchBatch(database: Database): Promise<void> {
  await deriveAnswers(database);
  await runSteps(database, (name) => name < '10');
}

/**
 * Derives the assets named in the temporary table `touched` again, inside the caller's transaction.
 * Expects the variables of `applySettings` and `now`.
 */
export async function deriveTouched(database: Database): Promise<Derived> {
  await runSteps(database, (name) => name >= '10');
  const [counts] = await database.rows<Derived>(`
    SELECT (SELECT count(*) FROM affected) AS assets_derived,
      (SELECT count(*) FROM changed) + (SELECT count(*) FROM gone) AS assets_changed,
      (SELECT count(*) FROM core.finding WHERE state = 'open') AS findings_open`);
  return counts ?? { assets_derived: 0, assets_changed: 0, findings_open: 0 };
}

async function runSteps(database: Database, wanted: (name: string) => boolean): Promise<void> {
  for (const { name, sql } of sqlFiles('steps')) if (wanted(name)) await database.run(sql);
}
