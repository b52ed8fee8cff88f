/**
 * Judged rows on their way to Parquet. Each row crosses into DuckDB as one JSON array (one value, not one per cell) and waits there in
 * a table that spills to disk; at the end one COPY for each file gives the columns their types. Memory stays bounded for files of any size.
 */

import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { DuckDBDataChunk, DuckDBInstance, VARCHAR, type DuckDBAppender, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { FieldInfo } from '../schemas/feeds/contract.js';
import { literal } from '../schemas/sql.js';
import { stagingPaths } from '../schemas/staging.js';
import { json } from './json.js';

/** Rows in one crossing: DuckDB's vector size, or fewer when they are heavy. */
const vectorRows = 2048;
const crossingWeight = 4_000_000;
/** Compiled checks hold some groups of whole columns; rows on their way from zod wait in little room. */
const settings = { memory_limit: '640MB', threads: '2' };
/** DuckDB works on 2048 rows at a time, whatever they weigh: for cells of many kilobytes its usual room is too small. */
const roomForHeavyRows = "SET memory_limit = '4GB'; SET threads = 1";

/** For all small deliveries of this process; it holds only what is being judged. */
let shared: Promise<DuckDBInstance> | undefined;

const rejectedColumns = [
  ['sheet', 'VARCHAR'],
  ['line', 'BIGINT'],
  ['cells', 'VARCHAR'],
  ['errors', 'VARCHAR'],
  ['codes', 'VARCHAR[]'],
  ['product_number', 'VARCHAR'],
  ['serial_numbers', 'VARCHAR[]'],
  ['business_date', 'DATE'],
] as const;

type Kind = 'accepted' | 'rejected';
type Paths = ReturnType<typeof stagingPaths>;

export class StagedRows {
  private readonly waiting: Record<Kind, string[]> = { accepted: [], rejected: [] };
  private readonly weight: Record<Kind, number> = { accepted: 0, rejected: 0 };
  private readonly appenders: Partial<Record<Kind, DuckDBAppender>> = {};
  private streaming: DuckDBConnection | undefined;

  private constructor(
    private readonly instance: DuckDBInstance,
    /** Where it spills; the instance is closed with the rows, unless other deliveries share it and it has none. */
    private readonly spill: string | undefined,
    private readonly connection: DuckDBConnection,
    readonly paths: Paths,
    private readonly columns: Record<Kind, readonly (readonly [name: string, type: string])[]>,
  ) {}

  /**
   * An empty pair of tables for one delivery; its folder is made when it is not there.
   * @param small a delivery that needs no room of its own: opening and closing a database takes longer than judging it.
   */
  static async open(staging: string, deliveryId: string, fields: readonly FieldInfo[], small: boolean): Promise<StagedRows> {
    const paths = stagingPaths(staging, deliveryId);
    const spill = small ? undefined : `${paths.folder}/spill-${randomUUID()}.tmp`;
    await mkdir(paths.folder, { recursive: true });
    const instance = await (spill === undefined
      ? (shared ??= DuckDBInstance.create(':memory:', settings))
      : DuckDBInstance.create(':memory:', { ...settings, temp_directory: spill }));
    const connection = await instance.connect();
    const accepted = [
      ['sheet', 'VARCHAR'],
      ['line', 'BIGINT'],
      ['item', 'INTEGER'],
      ...fields.map((field) => [field.name, field.sql_type] as const),
    ] as const;
    const rows = new StagedRows(instance, spill, connection, paths, { accepted, rejected: rejectedColumns });
    await rows.empty();
    return rows;
  }

  /** @param values in the order of the file's columns; absent ones are null or undefined. */
  add(kind: Kind, values: unknown[]): void {
    const row = json(values);
    this.waiting[kind].push(row);
    this.weight[kind] += row.length;
    if (this.waiting[kind].length === vectorRows || this.weight[kind] > crossingWeight) this.hand(kind);
  }

  /** Forgets all rows: the file turned out to be unreadable further on. */
  async empty(): Promise<void> {
    for (const kind of ['accepted', 'rejected'] as const) {
      this.waiting[kind] = [];
      this.weight[kind] = 0;
      this.appenders[kind]?.closeSync();
      await this.connection.run(`CREATE OR REPLACE TEMP TABLE ${kind} (row_json VARCHAR)`);
      this.appenders[kind] = await this.connection.createAppender(kind, 'main', 'temp');
    }
  }

  /** Writes both Parquet files, each as a whole or not at all. A judgement of before is gone from then on: it was of other files. */
  async write(): Promise<void> {
    await rm(this.paths.judgement, { force: true });
    for (const kind of ['accepted', 'rejected'] as const) {
      this.hand(kind);
      this.appenders[kind]?.closeSync();
      delete this.appenders[kind];
      await atomically(this.paths[kind], (path) => this.copy(kind, path));
    }
  }

  /** A statement of the judge's own. */
  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  async read(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.connection.runAndReadAll(sql)).getRowObjects();
  }

  /**
   * Rows by position, as many at a time as DuckDB hands over. On a connection of its own: whatever else runs on the same one, also an appender that
   * brings its rows in by itself after 204,800 of them, ends an open stream, and that looks like the end of the rows.
   */
  async *stream(sql: string): AsyncGenerator<DuckDBValue[][]> {
    const connection = await this.instance.connect();
    this.streaming = connection;
    try {
      const result = await connection.stream(sql);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        yield chunk.getRows();
      }
    } finally {
      this.streaming = undefined;
      connection.closeSync();
    }
  }

  /** Stops a running COPY; what waits for it fails. */
  interrupt(): void {
    this.connection.interrupt();
    this.streaming?.interrupt();
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    if (this.spill === undefined) return;
    this.instance.closeSync();
    await rm(this.spill, { recursive: true, force: true });
  }

  private hand(kind: Kind): void {
    const rows = this.waiting[kind];
    if (rows.length === 0) return;
    this.waiting[kind] = [];
    this.weight[kind] = 0;
    const chunk = DuckDBDataChunk.create([VARCHAR], rows.length);
    chunk.setColumnValues(0, rows);
    this.appenders[kind]!.appendDataChunk(chunk);
  }

  private async copy(kind: Kind, path: string): Promise<void> {
    const columns = this.columns[kind].map(([name, type], at) => {
      const cell = `cells[${at + 1}]`;
      return `${type.endsWith('[]') ? `from_json(${cell}, '["VARCHAR"]')` : `CAST(${cell} AS ${type})`} AS ${name}`;
    });
    const sql = `COPY (SELECT ${columns.join(', ')} FROM (SELECT from_json(row_json, '["VARCHAR"]') AS cells FROM ${kind}))
      TO ${literal(path)} (FORMAT parquet)`;
    await this.connection.run(sql).catch(async (error: unknown) => {
      if (!(error instanceof Error) || !error.message.startsWith('Out of Memory')) throw error;
      await this.connection.run(roomForHeavyRows);
      await this.connection.run(sql);
    });
  }
}

/** Writes beside, brings to the disk, moves into place. */
export async function atomically(path: string, write: (path: string) => Promise<unknown>): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await write(beside);
    const file = await open(beside, 'r+');
    await file.sync().finally(() => file.close());
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}
