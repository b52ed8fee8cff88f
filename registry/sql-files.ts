import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root.js';

export interface SqlFile {
  name: string;
  sql: string;
}

/** The SQL files of one folder of the registry in the order of their names, which is the order in which they run. */
export function sqlFiles(folder: 'migrations' | 'steps' | 'views'): SqlFile[] {
  const path = join(packageRoot, 'registry', folder);
  return readdirSync(path)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(path, name), 'utf8') }));
}
