/** The references of a corrected copy: which of its rows corrects which rejected row. */

import { literal } from '../schemas/sql.js';
import { stagingPaths } from '../schemas/staging.js';
import type { Database } from './database.js';
import type { StagedDelivery } from './staged.js';

const columns = `{sheet: 'VARCHAR', line: 'BIGINT', corrects_delivery: 'VARCHAR', corrects_sheet: 'VARCHAR', corrects_line: 'BIGINT', accepted: 'BOOLEAN'}`;

/** For deliveries of which core.correction has nothing. Rows that carry no reference are not in the file. */
export async function loadCorrections(deliveries: StagedDelivery[], staging: string, database: Database): Promise<void> {
  for (const { taken, judgement } of deliveries) {
    if (judgement.corrects === undefined || judgement.corrects.length === 0) continue;
    await database.run(
      `INSERT INTO core.correction BY NAME SELECT ${literal(taken.delivery_id)} AS delivery_id, *
       FROM read_json(${literal(stagingPaths(staging, taken.delivery_id).corrections)}, format = 'newline_delimited', columns = ${columns})`,
    );
  }
}
