/** A virtual environment in the cache folder that is made once for each list of requirements. */

import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../registry/package-root.js';
import { cacheFor } from './cache.js';

export const pythonFolder = join(packageRoot, 'bench/peers/python');
const run = promisify(execFile);

export class PythonHome {
  private readonly list: string;
  private readonly folder: string;
  private installing: Promise<string | undefined> | undefined;

  /** @param kind of cache folder. @param requirements their list, in the folder of the programs. */
  constructor(kind: string, requirements: string) {
    this.list = join(pythonFolder, requirements);
    this.folder = cacheFor(kind, readFileSync(this.list));
  }

  /** Where the interpreter is, or will be. */
  get interpreter(): string {
    return join(this.folder, 'bin/python');
  }

  get installed(): boolean {
    return existsSync(this.ready);
  }

  /** Installs what is missing, once for all who ask. @returns why it cannot be had; undefined when it is there */
  install(): Promise<string | undefined> {
    this.installing ??= this.make();
    return this.installing;
  }

  private get ready(): string {
    return join(this.folder, '.complete');
  }

  private async make(): Promise<string | undefined> {
    if (this.installed) return undefined;
    try {
      // A virtual environment knows its own path, so it is made where it stays; what was left half-made is made again
      rmSync(this.folder, { recursive: true, force: true });
      await run('python3', ['-m', 'venv', this.folder]);
      await run(this.interpreter, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', this.list]);
      writeFileSync(this.ready, '');
      return undefined;
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string };
      return `Python with pip and these packages cannot be had: ${stderr?.trim().split('\n').at(-1) || message}`;
    }
  }
}
