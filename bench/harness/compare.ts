/** Whether a run came to the results of the product: the same accepted and rejected rows, and for every unit the same verdict. */

import { DuckDBInstance } from '@duckdb/node-api';
import { literal } from '../../schemas/sql.js';

/** What must agree of a unit. */
const unit = `product_number, serial_number, status, shipped_on, sold_on, sold_by, end_user_name, end_user_address_line1, end_user_city,
  end_user_state, end_user_postal_code, end_user_country, eligibility, grace_ends`;

/** Lines counted on over all POS files in the order of their names, as the peers do: line 2 is the first row of the first file. */
const ofProduct = `
  WITH file AS (
    SELECT delivery_id, coalesce(sum(rows_read) OVER (ORDER BY file_name ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
    FROM deliveries WHERE feed = 'pos'
  )
  SELECT DISTINCT r.line + f.before AS line, r.code FROM rejected_rows r JOIN file f USING (delivery_id)`;

const results = {
  peer: {
    accepted: 'SELECT count(*) FROM accepted',
    rejected: 'SELECT line, code FROM rejected',
    units: `SELECT ${unit}, reason FROM assets`,
  },
  product: {
    accepted: `SELECT sum(rows_accepted) FROM deliveries WHERE feed = 'pos'`,
    rejected: ofProduct,
    units: `SELECT ${unit}, reasons[1] FROM assets`,
  },
};

export interface Result {
  path: string;
  kind: keyof typeof results;
}

export interface Counts {
  accepted: number;
  rejected: number;
  eligible: number;
  grace: number;
  ineligible: number;
  in_channel: number;
}

/** Copies what is compared out of a result, so that its folder may go. @returns what it holds, in numbers */
export async function keep({ path, kind }: Result, into: string): Promise<Counts> {
  const { accepted, rejected, units } = results[kind];
  return query<Counts>(
    `ATTACH ${literal(path)} AS result (READ_ONLY);
     ATTACH ${literal(into)} AS kept;
     USE result;
     CREATE TABLE kept.accepted AS SELECT (${accepted})::BIGINT AS rows;
     CREATE TABLE kept.rejected AS ${rejected};
     CREATE TABLE kept.units AS ${units};`,
    `SELECT (SELECT rows FROM kept.accepted) AS accepted, (SELECT count(DISTINCT line) FROM kept.rejected) AS rejected,
       ${(['eligible', 'grace', 'ineligible', 'in_channel'] as const).map((word) => `count(*) FILTER (eligibility = '${word}') AS ${word}`).join(', ')}
     FROM kept.units`,
  );
}

/** @param one what was kept of the product @param other what was kept of a run @returns differences in words; none when they agree */
export async function differences(one: string, other: string): Promise<string[]> {
  const found = await query<Record<string, number>>(
    `ATTACH ${literal(one)} AS a (READ_ONLY); ATTACH ${literal(other)} AS b (READ_ONLY);`,
    `SELECT
       abs((SELECT rows FROM a.accepted) - (SELECT rows FROM b.accepted)) AS "accepted rows more or fewer",
       (SELECT count(*) FROM (SELECT line FROM a.rejected EXCEPT SELECT line FROM b.rejected)) AS "rejected lines missing",
       (SELECT count(*) FROM (SELECT line FROM b.rejected EXCEPT SELECT line FROM a.rejected)) AS "rejected lines too many",
       -- A peer stops at the first reason against a row, the product tells all
       (SELECT count(*) FROM b.rejected ANTI JOIN a.rejected USING (line, code)) AS "reasons that the product does not give",
       (SELECT count(*) FROM (FROM a.units EXCEPT FROM b.units)) AS "units missing or otherwise",
       (SELECT count(*) FROM (FROM b.units EXCEPT FROM a.units)) AS "units too many or otherwise"`,
  );
  return Object.entries(found).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]));
}

async function query<T>(before: string, sql: string): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    await connection.run(before);
    const [row] = (await connection.runAndReadAll(sql)).getRowObjectsJS();
    return Object.fromEntries(Object.entries(row!).map(([key, value]) => [key, Number(value)])) as T;
  } finally {
    instance.closeSync();
  }
}
