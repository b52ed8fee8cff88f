/** A command as the leader of a process group of its own, so that a test can kill everything that it started. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../../bin/assurance.js', import.meta.url));

/** Kills the whole group as soon as `moment` says so. @returns whether it was still running then. */
export async function killDuring(folder: string, args: string[], moment: () => boolean): Promise<boolean> {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, detached: true, stdio: 'ignore' });
  const exit = once(child, 'exit').then(() => true);
  let ended = false;
  while (!ended && !moment())
    ended = (await Promise.race([exit, new Promise<false>((resolve) => setTimeout(() => resolve(false), 10))])) === true;
  if (!ended) process.kill(-child.pid!, 'SIGKILL');
  await exit;
  return !ended;
}
