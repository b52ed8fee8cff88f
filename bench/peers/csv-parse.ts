/** Peer: the classical way in Node, row by row: csv-parse, zod, DuckDB's appender. The contract is the product's own. */

import { createReadStream } from 'node:fs';
import { DuckDBDateValue, DuckDBDecimalValue, type DuckDBAppender } from '@duckdb/node-api';
import { parse } from 'csv-parse';
import { contractFor, feedFields } from '../../schemas/feeds/contract.js';
import { readJob } from './job.js';
import { openResult, runFile } from './statements.js';

const job = readJob();
const fields = feedFields('pos');
const contract = contractFor('pos', { date: 'YYYY-MM-DD', decimal: '.', corrections: 'append' });

const connection = await openResult(job);
await connection.run(`
  CREATE TABLE accepted (line BIGINT, ${fields.map(({ name, sql_type }) => `${name} ${sql_type}`).join(', ')});
  CREATE TABLE rejected (line BIGINT, code VARCHAR, product_number VARCHAR, serial_number VARCHAR, business_date DATE);`);
const accepted = await connection.createAppender('accepted');
const rejected = await connection.createAppender('rejected');

/** Counted on over all files: line 2 is the first row of the first file. */
let line = 1;
for (const path of job.pos_files) {
  let header: string[] | undefined;
  for await (const cells of createReadStream(path).pipe(parse({ relax_column_count: true })) as AsyncIterable<string[]>) {
    if (header === undefined) header = cells;
    else judge(header, cells);
  }
}
accepted.closeSync();
rejected.closeSync();
for (const file of ['master-data.sql', 'registry.sql']) await runFile(connection, job, file);
connection.closeSync();

function judge(header: string[], cells: string[]): void {
  line += 1;
  if (cells.length < header.length || cells.slice(header.length).some((cell) => cell.trim() !== '')) return reject('CELL_COUNT', {});
  const raw = Object.fromEntries(header.map((name, at) => [name, cells[at]]));
  const { data, error } = contract.safeParse(raw);
  if (error !== undefined) {
    const { params } = error.issues[0] as unknown as { params: { code: string } };
    return reject(params.code, raw);
  }
  accepted.appendBigInt(BigInt(line));
  for (const { name, sql_type } of fields) append(accepted, sql_type, data[name as keyof typeof data]);
  accepted.endRow();
}

function reject(code: string, raw: Record<string, string | undefined>): void {
  const read = (name: 'product_number' | 'serial_number' | 'invoice_date') => contract.shape[name].safeParse(raw[name]).data;
  rejected.appendBigInt(BigInt(line));
  append(rejected, 'VARCHAR', code);
  append(rejected, 'VARCHAR', read('product_number'));
  append(rejected, 'VARCHAR', read('serial_number'));
  append(rejected, 'DATE', read('invoice_date'));
  rejected.endRow();
}

function append(to: DuckDBAppender, type: string, value: unknown): void {
  if (value === undefined) to.appendNull();
  else if (type === 'DATE') to.appendDate(new DuckDBDateValue(Date.parse(value as string) / 86_400_000));
  else if (type === 'BIGINT') to.appendBigInt(BigInt(value as number));
  else if (type === 'DECIMAL(18,4)') to.appendDecimal(new DuckDBDecimalValue(BigInt(Math.round(Number(value) * 10_000)), 18, 4));
  // A cell of these files names one serial number
  else to.appendVarchar(Array.isArray(value) ? (value[0] as string) : (value as string));
}
