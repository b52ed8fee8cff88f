/**
 * The user's cache folder, where a fetched executable stays for every project on the machine:
 * CACHE/temporal-cli/<where it came from>/temporal. Its folder names the version, so another pin fetches anew.
 */

import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { askVersion } from './version.js';

const scratchPrefix = '.fetching-';
const executableName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** XDG_CACHE_HOME where it is set, else what the platform has for this. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const home = env.HOME ?? homedir();
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'assurance');
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'assurance');
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'assurance');
  return join(home, '.cache', 'assurance');
}

export class CliCache {
  private readonly folder: string;

  constructor(env: NodeJS.ProcessEnv) {
    this.folder = join(cacheFolder(env), 'temporal-cli');
  }

  /** Where the executable of one origin (such as `wheel-1.9.1`) is kept, or null when it is not there. */
  async get(origin: string): Promise<string | null> {
    const path = join(this.folder, origin, executableName);
    return (await stat(path).catch(() => null))?.isFile() ? path : null;
  }

  /**
   * Lets `fetch` put an executable somewhere below a folder of its own, proves that it runs, and moves it into place in one step:
   * of two processes that fetch at once the later one replaces the same bytes, and nobody ever sees half a file.
   * @param fetch returns the path of what it fetched
   */
  async keep(origin: string, fetch: (folder: string) => Promise<string>): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    await this.sweep();
    const scratch = await mkdtemp(join(this.folder, scratchPrefix));
    try {
      const fetched = await fetch(scratch);
      await chmod(fetched, 0o755);
      await askVersion(fetched);
      const path = join(this.folder, origin, executableName);
      await mkdir(dirname(path), { recursive: true });
      await rename(fetched, path);
      return path;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  /** What a killed fetch left behind. A fetch that runs is younger than a day. */
  private async sweep(): Promise<void> {
    for (const name of (await readdir(this.folder)).filter((entry) => entry.startsWith(scratchPrefix))) {
      const path = join(this.folder, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > 86_400_000) await rm(path, { recursive: true, force: true });
    }
  }
}
