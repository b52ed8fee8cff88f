/**
 * What an executable said of itself, kept in the user's cache folder: asking it takes a tenth of a second, and every command that needs Temporal asks.
 * It counts for as long as the file stands where it stood and nothing of it has changed.
 */

import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache.js';
import { askVersion, type Identity } from './version.js';

interface Known extends Identity {
  /** Path, inode, size, and the times at which contents and attributes were last changed. */
  file: string;
}

/** @throws Error saying why the file cannot serve; that is never kept. */
export async function identityOf(path: string, env: NodeJS.ProcessEnv = process.env): Promise<Identity> {
  const known = join(cacheFolder(env), 'temporal-cli', 'identity.json');
  const file = await stampOf(path);
  const before = await readFile(known, 'utf8')
    .then((text) => JSON.parse(text) as Known)
    .catch(() => undefined);
  if (before?.file === file) return before;
  const identity = await askVersion(path);
  // Whoever cannot write there asks again the next time.
  await keep(known, { file, ...identity }).catch(() => undefined);
  return identity;
}

async function stampOf(path: string): Promise<string> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return [path, ino, size, mtimeNs, ctimeNs].join(' ');
}

async function keep(path: string, known: Known): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(known));
  await rename(draft, path);
}
