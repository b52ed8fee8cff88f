/** What corrected copies answer, derived as a whole before the steps: most programs have few copies, and many commits have none. */

import type { Database } from './database.js';
import { sqlFiles } from './sql-files.js';

/** Inside the caller's transaction, after deliveries were loaded. Does nothing as long as there is no corrected copy. */
export async function deriveAnswers(database: Database): Promise<void> {
  const some = await database.rows(
    'SELECT 1 FROM core.correction UNION ALL SELECT 1 FROM core.correction_hop LIMIT 1', // the last copy may have been taken back
  );
  if (some.length === 0) return;
  for (const { sql } of sqlFiles('answers')) await database.run(sql);
}
