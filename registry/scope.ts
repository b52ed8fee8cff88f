/** What a pass of the steps is about. */

import { literal } from '../schemas/sql.js';
import type { Database } from './database.js';

/** Which part of all units a pass of the steps is about: some keys or all of them, and of these one part of `parts`. */
export interface Scope {
  keys: 'all' | 'touched';
  part: number;
  parts: number;
}

/**
 * `in_scope(product_number, serial_number)`, and `serial_fits(serial_number, pattern)` for the patterns that products declare: a pattern
 * that is a constant is compiled once, one that comes from a column is compiled for each row.
 */
export async function makeScope({ keys, part, parts }: Scope, database: Database): Promise<void> {
  const conditions = ['product IS NOT NULL AND serial IS NOT NULL'];
  if (parts > 1) conditions.push(`hash(serial) % ${parts} = ${part}`);
  if (keys === 'touched') {
    // Names of its own: a macro's argument is put in as it is written, and an unqualified column would be the one of this table.
    await database.run(
      `CREATE OR REPLACE TEMP TABLE scope_key AS SELECT product_number AS scope_product, serial_number AS scope_serial FROM touched_key ${parts > 1 ? `WHERE hash(serial_number) % ${parts} = ${part}` : ''}`,
    );
    conditions.push('EXISTS (SELECT 1 FROM scope_key WHERE scope_product = product AND scope_serial = serial)');
  }
  await database.run(`CREATE OR REPLACE TEMP MACRO in_scope(product, serial) AS ${conditions.join(' AND ')}`);
}

export async function makeSerialPatterns(database: Database): Promise<void> {
  const patterns = await database.rows<{ pattern: string }>(
    'SELECT DISTINCT serial_pattern AS pattern FROM core.product WHERE serial_pattern IS NOT NULL ORDER BY ALL',
  );
  const cases = patterns.map(({ pattern }) => `WHEN ${literal(pattern)} THEN regexp_full_match(serial, ${literal(pattern)})`);
  const fits = cases.length === 0 ? 'true' : `CASE pattern ${cases.join(' ')} END`;
  await database.run(`CREATE OR REPLACE TEMP MACRO serial_fits(serial, pattern) AS ${fits}`);
}
