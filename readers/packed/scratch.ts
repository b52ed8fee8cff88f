/** A folder of our own for files that are unpacked, gone when they have been read; what a killed process left is swept by the next one. */

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'assurance-unpacked-';

/** @param parent where there is room for a delivery; without it the folder of the system for temporary files. */
export async function scratchFolder(parent = tmpdir()): Promise<string> {
  await mkdir(parent, { recursive: true });
  await sweep(parent);
  return mkdtemp(join(parent, `${PREFIX}${process.pid}-`)); // readable for its owner only
}

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
