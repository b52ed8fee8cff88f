/** Where peers are installed: below the user's cache folder, one folder for each list of what is to be installed. */

import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';

export function cacheFor(kind: string, list: Buffer): string {
  const key = createHash('sha256').update(list).digest('hex').slice(0, 12);
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'assurance', kind, key);
}
