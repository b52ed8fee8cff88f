/**
 * STAGING/cases/ holds what was asked of cases until the registry has it: summaries, notes and names are personal and must not stand in
 * a workflow's history. Written by the client, read by the registry's activity.
 */

import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CaseRequest } from '../schemas/case/request.js';
import { AssuranceError } from '../schemas/errors/error.js';

const keptDays = 30;

export class CaseRequests {
  private readonly folder: string;

  constructor(staging: string) {
    this.folder = path.join(staging, 'cases');
  }

  async put(request: CaseRequest): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await this.forgetOld();
    const file = this.fileOf(request.event_id);
    await writeFile(`${file}.new`, JSON.stringify(request), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  /** @throws AssuranceError CASE_REQUEST_GONE */
  async get(eventId: string): Promise<CaseRequest> {
    const file = this.fileOf(eventId);
    try {
      return JSON.parse(await readFile(file, 'utf8')) as CaseRequest;
    } catch (cause) {
      throw new AssuranceError('CASE_REQUEST_GONE', 'What was asked of a case is gone.', { where: file, cause });
    }
  }

  async remove(eventId: string): Promise<void> {
    await rm(this.fileOf(eventId), { force: true });
  }

  /** Ids are made by the client; what is not plain could lead out of the folder. */
  private fileOf(eventId: string): string {
    return path.join(this.folder, `${eventId.replace(/[^A-Za-z0-9_-]/g, '_')}.json`);
  }

  /** A client that was killed leaves its request behind. */
  private async forgetOld(now = Date.now()): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const file = path.join(this.folder, name);
      const seen = await stat(file).catch(() => undefined);
      if (seen && now - seen.mtimeMs > keptDays * 86_400_000) await rm(file, { force: true });
    }
  }
}
