/** This product: `assurance pull` from the command line on a project that has never been pulled. Settings are those a user has. */

import { cpSync, linkSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../registry/package-root.js';
import type { Peer, Run } from './peer.js';

/** The entry of the command line. */
export const assurance = join(packageRoot, 'bin/assurance.js');

export const product: Peer = {
  id: 'assurance',
  name: 'assurance pull, end to end',
  prepare: async ({ folder, project }) => {
    freshProject(project, folder);
    return { command: [process.execPath, assurance, 'pull', '--project', folder, '--json'] };
  },
  // Rows were rejected: something waits for a person
  good_codes: [0, 3],
  result: ({ folder }: Run) => ({ path: join(folder, 'var/published/registry.duckdb'), kind: 'product' }),
};

/** A project folder of its own with the same files: linked, so that nothing is copied, and stored by the pull as if they were new. */
export function freshProject(project: string, folder: string): void {
  cpSync(join(project, 'assurance.yaml'), join(folder, 'assurance.yaml'));
  for (const name of readdirSync(join(project, 'inbox'), { recursive: true, encoding: 'utf8' })) {
    const [from, to] = [join(project, 'inbox', name), join(folder, 'inbox', name)];
    if (statSync(from).isDirectory()) mkdirSync(to, { recursive: true });
    else linkSync(from, to);
  }
}
