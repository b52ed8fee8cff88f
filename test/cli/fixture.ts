/** A project whose snapshot was made by fixtures/snapshot.sql. */

import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll } from 'vitest';

const projectFile = `version: 1
home: ./var
timezone: UTC
as_of: 2026-03-20
sources:
  - id: northgate-pos
    party: NORTHGATE
    feed: pos
    connector: { type: folder, path: ./inbox/northgate }
    format: { type: csv, delimiter: ";", encoding: windows-1252, header_row: 3 }
    columns: { Invoice: invoice_number, Serial: serial_number, Qty: quantity, Customer: end_user_name, Street: end_user_address_line1,
               Date: invoice_date, Product: product_number, City: end_user_city, Country: end_user_country }
  - id: shipments
    party: MANUFACTURER
    feed: shipments
    connector: { type: folder, path: ./inbox/shipments }
  - id: wrong-pos
    party: WRONG
    feed: pos
    connector: { type: folder, path: ./inbox/wrong }
`;

/** A folder with a project file, and with a snapshot unless told otherwise; made before the tests of a file and removed after them. */
export function fixtureProject({ published = true } = {}): { readonly folder: string } {
  let folder = '';
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'assurance-cli-')));
    await writeFile(path.join(folder, 'assurance.yaml'), projectFile);
    if (published) await publish(path.join(folder, 'var/published'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return {
    get folder() {
      return folder;
    },
  };
}

async function publish(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const instance = await DuckDBInstance.create(path.join(folder, 'registry.duckdb'));
  const connection = await instance.connect();
  await connection.run(await readFile(new URL('fixtures/snapshot.sql', import.meta.url), 'utf8'));
  connection.disconnectSync();
  instance.closeSync();
}
