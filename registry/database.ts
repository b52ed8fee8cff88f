import { DuckDBInstance, type DuckDBConnection, type DuckDBValue, type Json } from '@duckdb/node-api';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { AssuranceError } from '../schemas/errors/error.js';
import { toJson } from './json-values.js';
import { makeMacros } from './macros.js';
import { sqlFiles } from './sql-files.js';

export type Row = Record<string, Json>;

/** One connection to one DuckDB file. Statements run one after the other; the registry worker is the only writer (principle: one writer). */
export class Database {
  private constructor(
    readonly file: string,
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  /**
   * Opens (or makes) the file and brings its schema up to date.
   * @throws AssuranceError REGISTRY_LOCKED when another process has it open, REGISTRY_UNREADABLE when DuckDB cannot read it.
   */
  static async open(file: string): Promise<Database> {
    mkdirSync(dirname(file), { recursive: true });
    let instance: DuckDBInstance;
    try {
      instance = await DuckDBInstance.create(file, settingsFor(file));
    } catch (cause) {
      const locked = /lock/i.test(String(cause));
      throw new AssuranceError(
        locked ? 'REGISTRY_LOCKED' : 'REGISTRY_UNREADABLE',
        locked ? 'Another process has the registry open for writing.' : 'DuckDB cannot open the registry.',
        { where: file, cause },
      );
    }
    const database = new Database(file, instance, await instance.connect());
    // One way of writing text instead of trying all of them (docs/decisions/121-registry-instance.md).
    await database.run("SET force_compression = 'dict_fsst'");
    await database.migrate();
    return database;
  }

  close(): void {
    this.connection.disconnectSync();
    this.instance.closeSync();
  }

  async run(sql: string, values?: Record<string, DuckDBValue> | DuckDBValue[]): Promise<void> {
    await this.connection.run(sql, values);
  }

  async rows<T = Row>(sql: string, values?: Record<string, DuckDBValue> | DuckDBValue[]): Promise<T[]> {
    const reader = await this.connection.runAndReadAll(sql, values);
    return reader.convertRowObjects(toJson) as T[];
  }

  /** Runs `work` in one transaction: everything or nothing, also when the process is killed in the middle. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run('BEGIN TRANSACTION');
    try {
      const result = await work();
      await this.run('COMMIT');
      return result;
    } catch (error) {
      // A failed COMMIT has rolled back by itself.
      await this.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  private async migrate(): Promise<void> {
    await makeMacros(this);
    await this.run('CREATE SCHEMA IF NOT EXISTS core');
    await this.run('CREATE TABLE IF NOT EXISTS core.migration (name VARCHAR, applied_at TIMESTAMP)');
    const applied = new Set((await this.rows<{ name: string }>('SELECT name FROM core.migration')).map((row) => row.name));
    const views = sqlFiles('views');
    const viewsVersion = `views ${createHash('sha256').update(JSON.stringify(views)).digest('hex').slice(0, 12)}`;
    const pending = sqlFiles('migrations').filter((file) => !applied.has(file.name));
    if (pending.length === 0 && applied.has(viewsVersion)) return;
    await this.transaction(async () => {
      for (const { name, sql } of pending) {
        await this.run(sql);
        await this.run('INSERT INTO core.migration VALUES ($name, now()::TIMESTAMP)', { name });
      }
      for (const { sql } of views) await this.run(sql);
      await this.run("DELETE FROM core.migration WHERE name LIKE 'views %'");
      await this.run('INSERT INTO core.migration VALUES ($name, now()::TIMESTAMP)', { name: viewsVersion });
    });
    await this.run('CHECKPOINT');
  }
}

/**
 * Memory is bounded whatever the registry holds: what does not fit is spilled beside it. The order of rows means nothing in any table.
 * Files of this storage version are read by DuckDB 1.3 and later (docs/decisions/121-registry-instance.md).
 */
const settingsFor = (file: string): Record<string, string> => ({
  memory_limit: '400MB',
  temp_directory: `${file}.tmp`,
  preserve_insertion_order: 'false',
  storage_compatibility_version: 'v1.3.0',
});
