/** The peers that are Python programs, with a virtual environment in the cache folder that is made once for each list of requirements. */

import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../registry/package-root.js';
import { cacheFor } from './cache.js';
import { writeJob } from './in-node.js';
import type { Peer } from './peer.js';

const folder = join(packageRoot, 'bench/peers/python');
const run = promisify(execFile);

/** Where the interpreter of these requirements is, or will be. */
const home = (): string => cacheFor('bench-python', readFileSync(join(folder, 'requirements.txt')));

const interpreter = (): string => join(home(), 'bin/python');
const ready = (): string => join(home(), '.complete');

export const pythonInstalled = (): boolean => existsSync(ready());

let installing: Promise<string | undefined> | undefined;

/** Installs what is missing, once for all peers. @returns why it cannot be had; undefined when it is there */
function install(): Promise<string | undefined> {
  installing ??= (async () => {
    if (pythonInstalled()) return undefined;
    try {
      // A virtual environment knows its own path, so it is made where it stays; what was left half-made is made again
      rmSync(home(), { recursive: true, force: true });
      await run('python3', ['-m', 'venv', home()]);
      await run(interpreter(), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', join(folder, 'requirements.txt')]);
      writeFileSync(ready(), '');
      return undefined;
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string };
      return `Python with pip and these packages cannot be had: ${stderr?.trim().split('\n').at(-1) || message}`;
    }
  })();
  return installing;
}

const program = (id: string, file: string, name: string, most_rows?: number): Peer => ({
  id,
  name,
  ...(most_rows === undefined ? {} : { most_rows }),
  missing: install,
  prepare: async (run) => ({ command: [interpreter(), join(folder, file), writeJob(run)], env: { PYTHONDONTWRITEBYTECODE: '1' } }),
  result: ({ job }) => ({ path: job.result, kind: 'peer' }),
});

export const pythonPeers: readonly Peer[] = [
  program('polars', 'polars_duckdb.py', 'polars + DuckDB'),
  program('pandera', 'pandas_pandera.py', 'pandas + pandera'),
  // Ten to thirty seconds for 100,000 rows
  program('dlt', 'dlt_pydantic.py', 'dlt with a pydantic contract', 100_000),
];
