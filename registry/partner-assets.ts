/** Partners' own lists of units, compared with the registry as a whole after the steps: most programs have no list, and then nothing is read. */

import type { Database } from './database.js';
import { sqlFiles } from './sql-files.js';

/** Inside the caller's transaction, when core.asset stands. Expects what the steps of the phase `once` make. */
export async function comparePartnerAssets(database: Database): Promise<void> {
  const some = await database.rows(
    "SELECT 1 FROM core.delivery WHERE feed = 'partner_assets' UNION ALL SELECT 1 FROM core.partner_difference LIMIT 1", // the last list may have been taken back
  );
  if (some.length === 0) return;
  for (const { sql } of sqlFiles('partner-assets')) await database.run(sql);
}
