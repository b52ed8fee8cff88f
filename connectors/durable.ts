/** Files that are there as a whole or not at all, also after kill -9 and a lost power supply. */

import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AssuranceError } from '../schemas/errors/error.js';

/** What a killed run left behind is nobody's after an hour: no write takes that long without touching its file. */
const leftoverMs = 3_600_000;

/** A new name in FOLDER/.tmp: on the same disk as what it will become. */
export async function temporaryFile(folder: string): Promise<string> {
  const tmp = join(folder, '.tmp');
  await mkdir(tmp, { recursive: true });
  return join(tmp, randomUUID());
}

/** Removes what killed runs left in FOLDER/.tmp. */
export async function removeLeftovers(folder: string, now = Date.now()): Promise<void> {
  const tmp = join(folder, '.tmp');
  for (const name of await readdir(tmp).catch(() => [])) {
    const path = join(tmp, name);
    const file = await stat(path).catch(() => undefined);
    if (file !== undefined && now - file.mtimeMs > leftoverMs) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** A new name in a folder survives a power cut only when the folder itself is on the disk. Some systems cannot sync folders. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/**
 * Writes a JSON document unless one is there: the first one stays.
 *
 * @param folder the staging folder, which holds the temporary files.
 * @returns whether it was written now.
 * @throws AssuranceError STORE_WRITE_FAILED
 */
export async function writeJsonOnce(folder: string, path: string, value: unknown): Promise<boolean> {
  return writing(path, async () => {
    const target = dirname(path);
    if (await exists(path)) return false;
    await mkdir(target, { recursive: true });
    const tmp = await temporaryFile(folder);
    try {
      const handle = await open(tmp, 'wx');
      try {
        await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      const written = await moveOnce(tmp, path);
      await syncFolder(target);
      await syncFolder(folder);
      return written;
    } finally {
      await unlink(tmp).catch(() => undefined);
    }
  });
}

/** A link fails when the name is taken, a rename would replace it. Where the disk has no links, the last writer wins with equal content. */
async function moveOnce(tmp: string, path: string): Promise<boolean> {
  try {
    await link(tmp, path);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EMLINK') throw error;
    await rename(tmp, path);
    return true;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );

/** Gives every failure of the disk its code. */
export async function writing<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof AssuranceError || code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    throw new AssuranceError('STORE_WRITE_FAILED', `The disk did not take what was written (${code})`, { where, cause: error });
  }
}
