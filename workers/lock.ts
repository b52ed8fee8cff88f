/**
 * One engine for a project at a time: two Temporal servers on one database, or two writers of one registry, would damage it. The lock is
 * a file under the project's home; one whose process was killed is taken over.
 */

import { randomUUID } from 'node:crypto';
import { link, mkdir, rm, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AssuranceError } from '../schemas/errors/error.js';
import { homePaths } from '../schemas/staging.js';
import { isAlive, myself, readHolder, touchEveryMs, type Holder } from './lock/holder.js';

export interface Lock {
  release(): Promise<void>;
}

export interface LockOptions {
  role: Holder['role'];
  /** Told once when somebody else is at work. */
  log: (line: string) => void;
  signal?: AbortSignal;
  patienceMs?: number;
}

const lookEveryMs = 150;

/**
 * Waits until nobody else holds the project.
 *
 * @returns the lock, or who runs `assurance up` on this project: that engine is to be used.
 * @throws AssuranceError PROJECT_BUSY after `patienceMs` (default ten minutes); INTERRUPTED.
 */
export async function acquireLock(home: string, options: LockOptions): Promise<Lock | Holder> {
  const file = homePaths(home).lock;
  const mine = await myself(options.role, randomUUID());
  const until = Date.now() + (options.patienceMs ?? 600_000);
  await mkdir(home, { recursive: true });
  for (let told = false; ;) {
    if (options.signal?.aborted) throw new AssuranceError('INTERRUPTED', 'Interrupted while waiting for the project.');
    if (await create(file, mine)) return hold(file, mine);
    const holder = await readHolder(file);
    if (holder === undefined) continue;
    if (!(await isAlive(holder, file))) {
      await removeDead(file, holder);
      continue;
    }
    if (holder.role === 'up') return holder;
    if (Date.now() > until) {
      throw new AssuranceError('PROJECT_BUSY', `Another command (process ${holder.pid} on ${holder.host}) is at work on this project.`, {
        where: file,
      });
    }
    if (!told) options.log(`another command (process ${holder.pid}) is at work on this project; waiting for it`);
    told = true;
    await sleep(lookEveryMs);
  }
}

export const isLock = (got: Lock | Holder): got is Lock => 'release' in got;

/** Who holds the project now, if that process lives. */
export async function currentHolder(home: string): Promise<Holder | undefined> {
  const file = homePaths(home).lock;
  const holder = await readHolder(file);
  return holder !== undefined && (await isAlive(holder, file)) ? holder : undefined;
}

/** A link puts the file there with its content, or not at all when somebody was quicker. */
async function create(file: string, mine: Holder): Promise<boolean> {
  const draft = `${file}.${mine.token}`;
  await writeFile(draft, JSON.stringify(mine));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

function hold(file: string, mine: Holder): Lock {
  const touching = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), touchEveryMs);
  touching.unref();
  return {
    async release() {
      clearInterval(touching);
      if ((await readHolder(file))?.token === mine.token) await rm(file, { force: true });
    },
  };
}

/** Under a second lock, so that of two who see the same dead holder none removes the living one that follows it. */
async function removeDead(file: string, dead: Holder): Promise<void> {
  const turn = path.join(path.dirname(file), 'engine.lock.taking');
  try {
    await mkdir(turn);
  } catch {
    const since = await stat(turn).catch(() => undefined);
    if (since !== undefined && Date.now() - since.mtimeMs > 10_000) await rmdir(turn).catch(() => undefined);
    return sleep(lookEveryMs);
  }
  try {
    if ((await readHolder(file))?.token === dead.token) await rm(file, { force: true });
  } finally {
    await rmdir(turn).catch(() => undefined);
  }
}
