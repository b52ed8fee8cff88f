/** Readers of workbooks that only the bench needs, installed once into the cache folder for each list of versions. */

import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../registry/package-root.js';
import { cacheFor } from './cache.js';

const list = join(packageRoot, 'bench/peers/node/package.json');

/** @returns the folder they are installed in, or why they cannot be had. */
export async function installNodePackages(): Promise<{ folder: string } | { why: string }> {
  const folder = cacheFor('bench-node', readFileSync(list));
  const ready = join(folder, '.complete');
  if (existsSync(ready)) return { folder };
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    copyFileSync(list, join(folder, 'package.json'));
    await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error'], { cwd: folder });
    writeFileSync(ready, '');
    return { folder };
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return { why: `these packages cannot be had: ${stderr?.trim().split('\n').at(-1) || message}` };
  }
}
