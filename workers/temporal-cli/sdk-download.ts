/**
 * The download that Temporal's SDK itself does for its test environment. It runs in a process of its own, because a native call
 * cannot be cancelled: behind a firewall that swallows packets it would wait for minutes.
 */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { builtFile } from '../built-file.js';
import { run } from './run.js';

/** A download that has not grown for this long is given up. */
const patienceMs = 15_000;

/**
 * @param folder an empty folder of our own
 * @returns the path of the executable below it
 * @throws Error in words for a log line.
 */
export async function fetchWithSdk(folder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = builtFile('workers/temporal-cli/sdk-download-child.js');
  const stalled = new AbortController();
  let size = 0;
  let grown = Date.now();
  const watch = setInterval(() => {
    void sizeOf(folder).then((now) => {
      if (now > size) [size, grown] = [now, Date.now()];
      else if (Date.now() - grown > patienceMs) stalled.abort();
    });
  }, 500);
  try {
    await run(process.execPath, [child, folder], { timeoutMs: 900_000, env, signal: stalled.signal });
  } catch (error) {
    throw stalled.signal.aborted ? new Error(`nothing came for ${patienceMs / 1000} s`) : error;
  } finally {
    clearInterval(watch);
  }
  const name = (await readdir(folder)).find((file) => file.startsWith('temporal-'));
  if (name === undefined) throw new Error('the SDK left no executable');
  return join(folder, name);
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name)).catch(() => null))?.size ?? 0));
  return sizes.reduce((sum, size) => sum + size, 0);
}
