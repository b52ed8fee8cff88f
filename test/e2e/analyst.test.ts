import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { assurance } from '../cli/run.js';
import { python } from '../support/python.js';
import { tempFolder } from '../support/temp-folder.js';
import { copySamples, registryOf } from './sample-project.js';

const run = promisify(execFile);

// Opens the published file again and again until the pull has said that it is done; prints how often it was read.
const analyst = `
import duckdb, os, sys
path, stop = sys.argv[1], sys.argv[2]
reads = 0
while not os.path.exists(stop) or reads == 0:
    with duckdb.connect(path, read_only=True) as db:
        rows = db.sql("select eligibility, count(*) from assets group by 1").fetchall()
        assert sum(count for _, count in rows) > 80, rows
    reads += 1
print(reads)
`;

it("reads the published registry from Python's duckdb while a pull is running, and the pull changes nothing that is known", async () => {
  const folder = await copySamples(tempFolder());
  expect((await assurance(folder, ['pull'])).code).toBe(3);
  const before = await assurance(folder, ['query', 'select * from assets order by all', '--json']);
  const registry = await registryOf(folder);

  const script = join(folder, 'analyst.py');
  const stop = join(folder, 'stop');
  await writeFile(script, analyst);
  const reading = run(await python(), [script, join(folder, 'var/published/registry.duckdb'), stop]);
  const again = await assurance(folder, ['pull', '--json']);
  await writeFile(stop, '');
  expect(Number((await reading).stdout)).toBeGreaterThan(0);

  const { deliveries } = JSON.parse(again.stdout) as { deliveries: { status: string }[] };
  expect(new Set(deliveries.map((delivery) => delivery.status))).toEqual(new Set(['duplicate', 'held']));
  const after = await assurance(folder, ['query', 'select * from assets order by all', '--json']);
  expect(after.stdout).toBe(before.stdout);
  expect(await registryOf(folder)).toEqual(registry);
}, 300_000);
