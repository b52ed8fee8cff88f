/** The references of a corrected copy: which of its rows corrects which rejected row. */

import { stagingPaths } from '../schemas/staging.js';
import { literal, type Database } from './database.js';
import type { StagedDelivery } from './staged.js';

/** Delete and insert by delivery id, like facts. Rows that carry no reference are not in the file. */
export async function loadCorrections({ taken, judgement }: StagedDelivery, staging: string, database: Database): Promise<void> {
  const id = taken.delivery_id;
  await database.run('DELETE FROM core.correction WHERE delivery_id = $id', { id });
  if (judgement.corrects === undefined || judgement.corrects.length === 0) return;
  const columns = `{sheet: 'VARCHAR', line: 'BIGINT', corrects_delivery: 'VARCHAR', corrects_sheet: 'VARCHAR', corrects_line: 'BIGINT', accepted: 'BOOLEAN'}`;
  await database.run(
    `INSERT INTO core.correction BY NAME SELECT ${literal(id)} AS delivery_id, *
     FROM read_json(${literal(stagingPaths(staging, id).corrections)}, format = 'newline_delimited', columns = ${columns})`,
  );
}
