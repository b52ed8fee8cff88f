/**
 * STAGING/pulls/<pull>/ holds what a pull saw: lists of any length, with file names, that must not stand in a workflow's history.
 * Written by the activities of a pull; read by the reconciler (refusals) and by the client (what to tell a person).
 */

import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Refusal } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { PlannedSight } from '../schemas/runs.js';

/** What was found at the source. */
export interface Manifest {
  source_id: string;
  taken: { file_name?: string; delivery_id: string; sighting_id: string; bytes: number; first_sight: boolean }[];
  refusals: Refusal[];
  waiting: { file_name: string; why: string }[];
}

/** Which of it is new to the registry, settled once so that every page of the pull sees the same. */
export interface Plan {
  todo: PlannedSight[];
  /** Sighting ids, also of those that the registry has heard of before. */
  duplicates: string[];
}

/** Why the source could not be listed, in words that name files and therefore stay on this machine. */
export interface Trouble {
  code: string;
  message: string;
  where: string | null;
  fix: string;
}

interface Contents {
  manifest: Manifest;
  plan: Plan;
  trouble: Trouble;
}

const keptDays = 30;
const pulls = (staging: string) => path.join(staging, 'pulls');

export class PullFolder {
  private readonly folder: string;

  constructor(
    private readonly staging: string,
    pullId: string,
  ) {
    // A schedule puts colons into ids; what else is not plain could lead out of the folder.
    this.folder = path.join(pulls(staging), pullId.replace(/[^A-Za-z0-9_-]/g, '_'));
  }

  async write<K extends keyof Contents>(kind: K, contents: Contents[K]): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const file = path.join(this.folder, `${kind}.json`);
    await writeFile(`${file}.new`, JSON.stringify(contents));
    await rename(`${file}.new`, file);
  }

  /** @returns undefined when it was not written, or is gone after its time. */
  async read<K extends keyof Contents>(kind: K): Promise<Contents[K] | undefined> {
    try {
      return JSON.parse(await readFile(path.join(this.folder, `${kind}.json`), 'utf8')) as Contents[K];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** @throws AssuranceError PULL_FOLDER_GONE */
  async need<K extends keyof Contents>(kind: K): Promise<Contents[K]> {
    const contents = await this.read(kind);
    if (contents === undefined) throw new AssuranceError('PULL_FOLDER_GONE', `The ${kind} of a pull is gone.`, { where: this.folder });
    return contents;
  }

  /** Removes the folders of pulls that nobody asks for any more. */
  async forgetOld(now = Date.now()): Promise<void> {
    for (const name of await readdir(pulls(this.staging)).catch(() => [])) {
      const folder = path.join(pulls(this.staging), name);
      const seen = await stat(folder).catch(() => undefined);
      if (seen && now - seen.mtimeMs > keptDays * 86_400_000) await rm(folder, { recursive: true, force: true });
    }
  }
}
