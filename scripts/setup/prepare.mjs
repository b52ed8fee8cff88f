/** Packages and dist/, made when they are missing or stale. Costs a few milliseconds when nothing is to be done. */

import { build, built } from './build.mjs';
import { install, installed } from './install.mjs';
import { locked } from './lock.mjs';

/** Progress goes to standard error: standard output belongs to the command that the set-up precedes. @param {string} line */
export const say = (line) => void process.stderr.write(`setup: ${line}\n`);

export async function prepare() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 3)) throw new Error(`Node 20.3 or newer is needed, and this is ${process.version}`);
  if (installed() && built()) return;
  await locked(async () => {
    await install(say);
    await build(say);
  }, say);
}

/** Why the set-up failed and what to do, for a person. @param {Error & {code?: string, where?: string, fix?: string}} error */
export function explain({ message, code, where, fix }) {
  say(`failed${code ? ` (${code})` : ''}: ${message}`);
  for (const line of [where, fix]) if (line) say(line);
}
