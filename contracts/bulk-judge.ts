/**
 * The judge in bulk: compiled checks clear what is surely right, all columns at once; every other row goes to zod, as it would without them.
 * One pass over the file writes the values of all rows; docs/decisions/130 has what was measured.
 */

import { rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { BulkReading, SettledLines } from '../schemas/bulk.js';
import type { Dialect } from '../schemas/feeds/field.js';
import type { FieldInfo } from '../schemas/feeds/contract.js';
import type { Source } from '../schemas/project.js';
import { literal, parquetOptions } from '../schemas/sql.js';
import { lineOf } from '../schemas/staging.js';
import { compileContract, type CompiledContract } from './compiled/compile.js';
import { all } from './compiled/sql.js';
import { setTypes } from './compiled/sets.js';
import type { JudgedFile } from './conclude.js';
import { atomically, type StagedRows } from './staged-rows.js';
import type { TableJudge } from './table-judge.js';

export interface BulkRequest {
  bulk: BulkReading;
  source: Source;
  dialect: Dialect;
  fields: readonly FieldInfo[];
  judge: TableJudge;
  rows: StagedRows;
  signal?: AbortSignal | undefined;
  onRows?: ((rows: number) => void) | undefined;
}

/** @returns undefined when the file has to be read row by row after all; nothing is staged then. */
export async function judgeInBulk(request: BulkRequest): Promise<Omit<JudgedFile, 'correction'> | undefined> {
  const { bulk, source, dialect, fields, judge, rows } = request;
  const { map } = judge;
  if (map.missing.length > 0 || map.ambiguous.length > 0) return undefined;
  const compiled = compileContract({
    feed: source.feed,
    dialect,
    fields,
    map,
    values: source.values,
    blanks: bulk.blanks,
    hashes: bulk.hashes,
    controls: bulk.controls,
  });
  if ('onlyZod' in compiled) return undefined;

  const settled = await clearRows(compiled, request);
  if (settled === undefined) {
    await rm(rows.paths.cleared, { force: true });
    return undefined;
  }
  const { lines, cleared, others } = settled;
  const judged = await judgeOthers(lines, request);
  // What is not cleared and not judged either would be lost without a word.
  if (judged.rows_seen !== others) throw new Error(`${others} rows were not cleared, and ${judged.rows_seen} were judged.`);
  const account = await lines.close(cleared);
  const counts = {
    rows_read: cleared + judged.rows_accepted + judged.rows_rejected,
    rows_accepted: cleared + judged.rows_accepted,
    rows_rejected: judged.rows_rejected,
  };
  return { tables: [judge], counts, account, cleared: { rows: cleared, ...lines.lines } };
}

/** One statement over the whole file. DuckDB's complaints about the file, or of its size, are left to the reader that
 * finds words for them and needs little room. */
async function clearRows(
  compiled: CompiledContract,
  { bulk, fields, judge, rows }: BulkRequest,
): Promise<{ lines: SettledLines; cleared: number; others: number } | undefined> {
  for (const type of setTypes()) await rows.run(type);
  const unnamed = judge.map.unnamed.map((at) => `trim(coalesce(c${at}, '')) = ''`);
  const cells = [...range(bulk.columns, 'c'), ...range(bulk.beyond, 'x')];
  const sql = `
    WITH raw AS (SELECT * FROM ${bulk.relation}),
    shown AS (SELECT *, ${compiled.texts.join(', ')} FROM raw),
    read AS (SELECT *, ${compiled.values.join(', ')} FROM shown)
    SELECT ${fields.map(({ name }) => name).join(', ')},
      CASE WHEN ${all([bulk.plain, ...unnamed, compiled.clear])}
        THEN NULL ELSE CAST(to_json([${cells.join(', ')}]) AS VARCHAR) END AS not_clear
    FROM read`;
  if (!(await keepsOrder(sql, rows))) return undefined;
  try {
    await atomically(rows.paths.cleared, (path) =>
      rows.run(`COPY (${sql}) TO ${literal(path)} (${parquetOptions}, ROW_GROUP_SIZE ${rowGroup})`),
    );
  } catch (error) {
    if (error instanceof Error && /^(Invalid Input|Parameter Not Allowed|Conversion|Out of Memory) Error/.test(error.message))
      return undefined;
    throw error;
  }
  const [counted] = await rows.read(
    `SELECT count(*) AS total, count(not_clear) AS others FROM read_parquet(${literal(rows.paths.cleared)})`,
  );
  const rejected = await rows.read(`SELECT line_byte_position AS "offset", error_type::VARCHAR AS error_type FROM ${bulk.rejects}`);
  const [total, others] = [Number(counted?.total), Number(counted?.others)];
  const lines = await bulk.settle(
    total,
    rejected.map(({ offset, error_type }) => ({ offset: Number(offset), error_type: String(error_type) })),
  );
  return lines && { lines, cleared: total - others, others };
}

/**
 * The place of a row in the file it writes says its line, so rows must not overtake each other. They cannot while they pass from the reader
 * through projections into the file; a join, whatever the optimizer made it of, would let them.
 */
async function keepsOrder(sql: string, rows: StagedRows): Promise<boolean> {
  const [plan] = await rows.read(`EXPLAIN (FORMAT json) ${sql}`);
  const names = (JSON.stringify(JSON.parse(String(plan?.explain_value))).match(/"name":"([A-Z_ ]+)"/g) ?? []).map((name) =>
    name.slice(8, -1).trim(),
  );
  return names.length > 0 && names.every((name) => name === 'PROJECTION' || name === 'READ_CSV');
}

/** Rows of one group are held in memory while it is written; DuckDB's own size takes half a gigabyte for 22 columns of text. */
const rowGroup = 30_720;

/** Everything that was not cleared, in the order of the file. */
async function judgeOthers(lines: SettledLines, { judge, rows, signal, onRows }: BulkRequest) {
  const counts = { rows_seen: 0, rows_accepted: 0, rows_rejected: 0 };
  const dropped = [...lines.dropped];
  const one = (line: number, cells: string[]): void => {
    const row = lines.take(line, cells);
    if (row !== undefined) counts[judge.row(row, rows) ? 'rows_accepted' : 'rows_rejected'] += 1;
  };
  const droppedBefore = (line: number): void => {
    for (let next = dropped[0]; next !== undefined && next.line < line; next = dropped[0]) {
      one(next.line, next.cells as string[]);
      dropped.shift();
    }
  };
  const others = rows.stream(
    `SELECT file_row_number, not_clear FROM read_parquet(${literal(rows.paths.cleared)}, file_row_number = true) WHERE not_clear IS NOT NULL`,
  );
  for await (const chunk of others) {
    signal?.throwIfAborted();
    for (const [row, cells] of chunk) {
      const line = lineOf(Number(row), lines.lines);
      droppedBefore(line);
      one(line, present(JSON.parse(String(cells)) as (string | null)[]));
      counts.rows_seen += 1;
    }
    onRows?.(counts.rows_accepted + counts.rows_rejected);
    await setImmediate();
  }
  droppedBefore(Infinity);
  return counts;
}

/** Cells behind the last one of the row are not there. */
function present(cells: (string | null)[]): string[] {
  const end = cells.indexOf(null);
  return (end === -1 ? cells : cells.slice(0, end)) as string[];
}

const range = (length: number, prefix: string): string[] => Array.from({ length }, (_, at) => `${prefix}${at}`);
