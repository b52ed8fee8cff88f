/**
 * Pythons with one package each, for tests: `duckdb` at the version of ours reads the snapshot as an analyst would, `pyx12` reads X12 files
 * beside our own reader. Nothing of the user's own Python is touched: a package goes into the cache folder, and a small script beside it
 * starts Python with it. Run by itself with the name of the package it prints that script's path.
 */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const packages = {
  duckdb: {
    version: '1.5.5',
    given: process.env.ASSURANCE_TEST_PYTHON,
    variable: 'ASSURANCE_TEST_PYTHON',
    why: 'read the snapshot from Python too',
  },
  pyx12: {
    version: '4.0.0',
    given: process.env.ASSURANCE_TEST_PYX12,
    variable: 'ASSURANCE_TEST_PYX12',
    why: 'read X12 files with pyx12 too',
  },
};

/**
 * @returns {Promise<string>} an executable that is Python with duckdb
 * @throws Error in words when Python or pip is missing.
 */
export const pythonWithDuckdb = () => pythonWith('duckdb');

/**
 * @returns {Promise<string>} an executable that is Python with pyx12, which needs Python 3.11
 * @throws Error in words when Python or pip is missing.
 */
export const pythonWithPyx12 = () => pythonWith('pyx12');

/** @param {keyof typeof packages} name */
async function pythonWith(name) {
  const { version, given } = packages[name];
  if (given) return given;
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'assurance', 'test-python');
  const abi = await python(name, '-c', 'import sys; print(*sys.version_info[:2], sep=".")');
  const folder = join(cache, `${name}-${version}-python-${abi}`);
  const executable = join(folder, 'python');
  if (!existsSync(executable)) {
    await mkdir(cache, { recursive: true });
    const scratch = await mkdtemp(join(cache, '.installing-'));
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', join(scratch, 'packages')];
    await python(name, ...install, `${name}==${version}`);
    await writeFile(join(scratch, 'python'), `#!/bin/sh\nPYTHONPATH='${join(folder, 'packages')}' exec python3 "$@"\n`, { mode: 0o755 });
    // Whoever was quicker has made the same.
    await rename(scratch, folder).catch(() => rm(scratch, { recursive: true }));
  }
  return executable;
}

/**
 * @param {keyof typeof packages} name
 * @param {string[]} args
 */
async function python(name, ...args) {
  try {
    const { stdout } = await promisify(execFile)('python3', args);
    return stdout.trim();
  } catch (cause) {
    const { stderr, message } = /** @type {Error & {stderr?: string}} */ (cause);
    const said = stderr?.trim().split('\n').at(-1) || message;
    const { why, variable } = packages[name];
    throw new Error(`The tests ${why}: they need python3 with pip on the PATH, or ${variable}. (${said})`, { cause });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(await pythonWith(process.argv[2] === 'pyx12' ? 'pyx12' : 'duckdb'));
}
