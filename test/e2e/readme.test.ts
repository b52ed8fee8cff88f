/** What the README says of the sample program: the commands print what it shows, and the registry may be read while a pull is running. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assurance, type Run } from '../cli/run.js';
import { python } from '../support/python.js';
import { copySamples, registryOf } from './sample-project.js';

const run = promisify(execFile);

let folder: string;
let pull: Run;
beforeAll(async () => {
  folder = await copySamples(await realpath(await mkdtemp(join(tmpdir(), 'assurance-readme-'))));
  pull = await assurance(folder, ['pull']);
  expect(pull.code).toBe(3);
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Each command under "What you see" with the pieces of its output that are shown; `…` stands where something is left out. */
async function shownCommands(): Promise<{ args: string[]; pieces: string[] }[]> {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [, block = ''] = /## What you see\n\n```text\n(.*?)```/s.exec(readme) ?? [];
  const [, ...commands] = `\n${block}`.split('\n$ npx assurance ');
  return commands.map((command) => {
    const [line = '', ...output] = command.split('\n');
    return { args: line.split(' '), pieces: output.join('\n').trimEnd().split('\n…\n') };
  });
}

it('prints what the README shows, line by line', async () => {
  const commands = await shownCommands();
  expect(commands.map(({ args: [name] }) => name)).toEqual(['pull', 'asset']);
  for (const { args, pieces } of commands) {
    const { stdout } = args[0] === 'pull' ? pull : await assurance(folder, args);
    let rest = `\n${stdout}`;
    for (const [at, piece] of pieces.entries()) {
      const place = rest.indexOf(`\n${piece}\n`);
      expect(place, `${args.join(' ')} does not print\n${piece}\n\nbut\n${rest}`).toBe(at === 0 ? 0 : Math.max(place, 0));
      rest = rest.slice(place + piece.length + 1);
    }
  }
});

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
