/** Where a compiled file of this package is: child processes are started from dist/, also when the sources run directly in a test. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @param path from dist/, such as `workers/guard.js` */
export function builtFile(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'dist', path);
}
