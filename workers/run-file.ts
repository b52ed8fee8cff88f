/** HOME/engine.json: where the engine of a running `assurance up` can be reached. */

import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { LoadedProject } from '../schemas/loaded-project.js';
import { homePaths } from '../schemas/staging.js';

export interface RunFile {
  pid: number;
  /** host:port of Temporal. */
  address: string;
  namespace: string;
  /** URL of Temporal's own web UI; null when it is somebody else's server. */
  ui: string | null;
  started_at: string;
  /** Tells one version of the project file from another. */
  project: string;
}

export const projectVersion = ({ project }: LoadedProject) =>
  createHash('sha256').update(JSON.stringify(project)).digest('hex').slice(0, 16);

export async function writeRunFile(home: string, contents: RunFile): Promise<void> {
  const file = homePaths(home).run_file;
  await writeFile(`${file}.new`, `${JSON.stringify(contents, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

/** @returns undefined when there is none. A process that was killed leaves its file behind: ask the lock who lives. */
export async function readRunFile(home: string): Promise<RunFile | undefined> {
  const text = await readFile(homePaths(home).run_file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as RunFile);
}

export const removeRunFile = (home: string) => rm(homePaths(home).run_file, { force: true });
