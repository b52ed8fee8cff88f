import { DuckDBInstance } from '@duckdb/node-api';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { queryParquet, queryRows, readSnapshot } from '../../registry/snapshot.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import { feedFields } from '../../schemas/feeds/contract.js';
import { homePaths } from '../../schemas/staging.js';
import { viewTexts } from '../../schemas/views.js';
import { feeds } from '../../schemas/vocabulary.js';
import { product, Program, sale, shipment } from './support/program.js';

let program: Program;
beforeEach(async () => {
  program = await Program.make({ as_of: undefined });
});
afterEach(async () => program.close());

it('says that nothing was published yet', async () => {
  await expect(readSnapshot(program.folder, 'SELECT 1')).rejects.toMatchObject({ code: 'SNAPSHOT_MISSING' });
});

it('replaces the snapshot while an open connection goes on reading the old one', async () => {
  await program.deliver({ source: 'shipments', rows: [shipment('S1')] });
  const { published } = await program.registry.publish();
  const instance = await DuckDBInstance.create(published, { access_mode: 'READ_ONLY' });
  const analyst = await instance.connect();
  const count = async () => (await analyst.runAndReadAll('SELECT count(*)::INTEGER FROM assets')).getRows()[0]?.[0];
  expect(await count()).toBe(1);
  await program.deliver({ source: 'shipments', rows: [shipment('S2')] });
  await program.registry.publish();
  expect(await count()).toBe(1);
  analyst.disconnectSync();
  instance.closeSync();
  expect(await program.read('SELECT count(*) AS n FROM assets')).toEqual([{ n: 2 }]);
});

it('writes Parquet of every view beside the snapshot', async () => {
  await program.deliver({ source: 'shipments', rows: [shipment('S1')] });
  await program.registry.publish();
  for (const view of Object.keys(viewTexts)) {
    const file = join(homePaths(program.folder).published, `${view}.parquet`);
    expect(await program.read(`SELECT count(*) = (SELECT count(*) FROM ${view}) AS same FROM read_parquet('${file}')`)).toEqual([
      { same: true },
    ]);
  }
});

it('writes nothing when nothing was committed', async () => {
  await program.deliver({ source: 'shipments', rows: [shipment('S1')] });
  const { published } = await program.registry.publish();
  const before = await stat(published);
  await program.registry.decide();
  await program.registry.publish();
  expect((await stat(published)).ino).toBe(before.ino);
});

it('writes what grows with the registry only after a commit, and not for a file that was seen again', async () => {
  const parquet = async (view: string) => (await stat(join(homePaths(program.folder).published, `${view}.parquet`))).ino;
  const [id] = await program.deliver({ source: 'shipments', rows: [shipment('S1')] });
  await program.registry.publish();
  const long = ['assets', 'asset_history', 'coverage', 'evidence', 'rejected_rows', 'fixes'];
  const before = { long: await Promise.all(long.map(parquet)), deliveries: await parquet('deliveries') };

  await program.seeAgain(id!, 'again.csv');
  expect(await program.read('SELECT file_name FROM deliveries WHERE status = $$duplicate$$')).toEqual([{ file_name: 'again.csv' }]);
  expect(await Promise.all(long.map(parquet))).toEqual(before.long);
  expect(await parquet('deliveries')).not.toBe(before.deliveries);

  await program.deliver({ source: 'shipments', rows: [shipment('S2')] });
  await program.registry.publish();
  for (const [at, inode] of before.long.entries()) expect(await parquet(long[at]!), long[at]).not.toBe(inode);
});

it('keeps known_at and history when the same is said again, and adds a version when something changed', async () => {
  await program.deliver(
    { source: 'products', rows: [product()] },
    { source: 'shipments', rows: [shipment('S1', { shipped_on: '2026-11-01' })] },
  );
  const first = await program.asset('S1');
  await program.deliver({ source: 'shipments', rows: [shipment('S1', { shipped_on: '2026-11-01' })], file: 'again.csv' });
  expect(await program.asset('S1')).toEqual(first);
  await program.deliver({ source: 'dist-pos', rows: [sale('S1', { invoice_date: '2026-11-10' })] });
  const history = await program.read('SELECT status, known_from, known_to FROM asset_history ORDER BY known_from');
  expect(history).toEqual([
    { status: 'in_channel', known_from: first['known_at'], known_to: expect.any(String) },
    { status: 'sold', known_from: history[0]!['known_to'], known_to: null },
  ]);
});

it('answers as of a day with what was known at its end', async () => {
  await program.deliver({ source: 'shipments', rows: [shipment('S1')] });
  await program.registry.publish();
  const today = new Date().toISOString().slice(0, 10);
  const asOf = (day: string) => readSnapshot(program.folder, 'SELECT count(*) AS n FROM assets', undefined, { asOf: day });
  expect(await asOf(today)).toEqual([{ n: 1 }]);
  expect(await asOf('2026-01-01')).toEqual([{ n: 0 }]);
});

it('refuses SQL that reaches outside of the snapshot or writes to it', async () => {
  await program.deliver({ source: 'shipments', rows: [shipment('S1')] });
  await program.registry.publish();
  for (const sql of [
    "SELECT * FROM read_csv('/etc/passwd')",
    "COPY assets TO '/tmp/out.csv'",
    'DELETE FROM core.asset',
    "ATTACH '/tmp/other.duckdb'",
    'SET enable_external_access = true',
    'SELECT nothing FROM nowhere',
  ]) {
    const refused = (async () => {
      const result = await queryRows(program.folder, sql);
      try {
        for await (const chunk of result.chunks) void chunk;
      } finally {
        result.close();
      }
    })();
    await expect(refused, sql).rejects.toSatisfy((error) => error instanceof AssuranceError && error.code === 'QUERY_INVALID');
  }
});

it('writes the result of a query to Parquet, and nowhere else', async () => {
  await program.deliver({ source: 'shipments', rows: [shipment('S1')] });
  await program.registry.publish();
  const file = join(program.folder, 'out.parquet');
  expect(await queryParquet(program.folder, 'SELECT serial_number FROM assets;', file)).toEqual({ rows: 1 });
  expect(await program.read(`SELECT * FROM read_parquet('${file}')`)).toEqual([{ serial_number: 'S1' }]);
});

it('has a fact table for each feed with the columns of its contract', async () => {
  await program.registry.publish();
  for (const feed of feeds) {
    const columns = await program.read(
      `SELECT column_name AS name, data_type AS type FROM duckdb_columns() WHERE schema_name = 'core' AND table_name = 'fact_${feed}' ORDER BY column_index`,
    );
    expect(columns.slice(4)).toEqual(feedFields(feed).map(({ name, sql_type }) => ({ name, type: sql_type })));
  }
});

it('has the views and columns that the data dictionary describes', async () => {
  await program.registry.publish();
  const columns = await program.read(
    "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'main' AND database_name = 'registry' ORDER BY 1, 2",
  );
  const described = Object.entries(viewTexts).flatMap(([view, text]) =>
    Object.keys(text.columns).map((column) => ({ table_name: view, column_name: column })),
  );
  const order = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  expect(columns.sort(order)).toEqual(described.sort(order));
});
