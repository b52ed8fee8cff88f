/**
 * A Python that has `duckdb` at the version of ours, for the test that reads the snapshot as an analyst would. Nothing of the user's own
 * Python is touched: the package goes into the cache folder, and a small script beside it starts Python with it.
 * Run by itself it prints that script's path.
 */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const version = '1.5.5';

/**
 * @returns {Promise<string>} an executable that is Python with duckdb
 * @throws Error in words when Python or pip is missing.
 */
export async function pythonWithDuckdb() {
  if (process.env.ASSURANCE_TEST_PYTHON) return process.env.ASSURANCE_TEST_PYTHON;
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'assurance', 'test-python');
  const abi = await python('-c', 'import sys; print(*sys.version_info[:2], sep=".")');
  const folder = join(cache, `duckdb-${version}-python-${abi}`);
  const executable = join(folder, 'python');
  if (!existsSync(executable)) {
    await mkdir(cache, { recursive: true });
    const scratch = await mkdtemp(join(cache, '.installing-'));
    await python(
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--target',
      join(scratch, 'packages'),
      `duckdb==${version}`,
    );
    await writeFile(join(scratch, 'python'), `#!/bin/sh\nPYTHONPATH='${join(folder, 'packages')}' exec python3 "$@"\n`, { mode: 0o755 });
    // Whoever was quicker has made the same.
    await rename(scratch, folder).catch(() => rm(scratch, { recursive: true }));
  }
  return executable;
}

/** @param {string[]} args */
async function python(...args) {
  try {
    const { stdout } = await promisify(execFile)('python3', args);
    return stdout.trim();
  } catch (cause) {
    const { stderr, message } = /** @type {Error & {stderr?: string}} */ (cause);
    const said = stderr?.trim().split('\n').at(-1) || message;
    throw new Error(
      `The tests read the snapshot from Python too: they need python3 with pip on the PATH, or ASSURANCE_TEST_PYTHON. (${said})`,
      { cause },
    );
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) console.log(await pythonWithDuckdb());
