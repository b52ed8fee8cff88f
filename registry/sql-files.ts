import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root.js';

export interface SqlFile {
  name: string;
  sql: string;
}

type Folder = 'migrations' | 'answers' | 'steps' | 'partner-assets' | 'views';

/** They belong to the program and are read once: the steps run at every commit. */
const read = new Map<Folder, SqlFile[]>();

/** The SQL files of one folder of the registry in the order of their names, which is the order in which they run. */
export function sqlFiles(folder: Folder): SqlFile[] {
  const files = read.get(folder) ?? readFolder(join(packageRoot, 'registry', folder));
  read.set(folder, files);
  return files;
}

function readFolder(path: string): SqlFile[] {
  return readdirSync(path)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(path, name), 'utf8') }));
}
