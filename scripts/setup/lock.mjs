/**
 * One set-up at a time for a checkout: `npm test` and a command in another terminal may both find that a build is due.
 * The lock names its holder's process, so a set-up that was killed does not block the next one.
 */

import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './root.mjs';

const lockFile = join(root, '.setup.lock');
const longestWait = 15 * 60_000;

/**
 * @template T
 * @param {() => Promise<T>} work
 * @param {(line: string) => void} say
 * @returns {Promise<T>}
 */
export async function locked(work, say) {
  const until = Date.now() + longestWait;
  for (let told = false; !take();) {
    const holder = readHolder();
    if (holder !== undefined && !alive(holder)) {
      breakLock(holder);
      continue;
    }
    if (Date.now() > until)
      throw new Error(`another set-up (process ${holder}) holds ${lockFile} for too long; end it, or delete the file`);
    if (!told) say(`waiting for another set-up of this checkout (process ${holder})`);
    told = true;
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function take() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (code(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The holder's process id; undefined while the file is gone or just being written. */
function readHolder() {
  try {
    const text = readFileSync(lockFile, 'utf8');
    if (text !== '') return Number(text);
    return Date.now() - statSync(lockFile).mtimeMs > 5_000 ? 0 : undefined;
  } catch (error) {
    if (code(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes a dead holder's lock away; when somebody else was quicker and holds it by now, it is given back. @param {number} holder */
function breakLock(holder) {
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    renameSync(lockFile, aside);
    if (Number(readFileSync(aside, 'utf8')) !== holder) renameSync(aside, lockFile);
    else rmSync(aside);
  } catch (error) {
    if (code(error) !== 'ENOENT') throw error;
  }
}

/** @param {number} pid */
function alive(pid) {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return code(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function code(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
