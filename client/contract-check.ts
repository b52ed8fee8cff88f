/** A file tried against a source: read and judged as a pull would, in a folder that is gone afterwards. */

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { judgeInForce } from '../activities/judge-in-force.js';
import { withStaged } from '../contracts/staged-query.js';
import { receivedDay } from '../registry/load.js';
import type { Judgement, RejectedCell, TakenDelivery } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { Source } from '../schemas/project.js';
import { stagingPaths } from '../schemas/staging.js';
import { writeAnnotated } from './contract-annotated.js';

export interface CheckRequest {
  source: Source;
  /** From the current folder. */
  file: string;
  /** Writes a copy of the file there, with reason and fix beside each rejected row. */
  annotated?: string | undefined;
  signal?: AbortSignal | undefined;
}

export interface CheckedFile {
  file_name: string;
  judgement: Judgement;
  rejected: RejectedLine[];
}

export interface RejectedLine {
  sheet: string | null;
  line: number;
  errors: RejectedCell[];
}

/**
 * Judged by the contract and in the layout of its period, and compared with the last delivery if there is a published registry.
 * Errors: FILE_NOT_FOUND, COMMAND_USAGE when the copy would overwrite the file. A file that cannot be read is a result, as in a pull.
 */
export async function checkFile(loaded: LoadedProject, { source, file, annotated, signal }: CheckRequest): Promise<CheckedFile> {
  const path = resolve(file);
  const seen = await stat(path).catch(() => undefined);
  if (seen?.isFile() !== true) throw new AssuranceError('FILE_NOT_FOUND', 'There is no such file.', { where: file });
  if (annotated !== undefined && (await isSame(path, resolve(annotated)))) {
    throw new AssuranceError('COMMAND_USAGE', 'The annotated copy would take the place of the file itself.', {
      where: annotated,
      fix: 'Name another file with `--annotated`.',
    });
  }
  const staging = await mkdtemp(join(tmpdir(), 'assurance-check-'));
  try {
    const now = new Date().toISOString();
    const taken: TakenDelivery = {
      delivery_id: 'trial',
      source_id: source.id,
      feed: source.feed,
      party_id: source.party,
      file_name: basename(path),
      // Of no use here but as the last sign in the order of deliveries, where it comes behind every other
      sha256: 'f'.repeat(64),
      bytes: seen.size,
      modified_at: seen.mtime.toISOString(),
      received_at: now,
    };
    const judgement = await judgeInForce({
      taken,
      source,
      timezone: loaded.project.timezone,
      path,
      home: loaded.home,
      received_on: receivedDay(now, loaded.project),
      staging,
      ...(signal && { signal }),
    });
    const rejected = await rejectedLines(staging, judgement);
    if (annotated !== undefined) await writeAnnotated({ path, out: resolve(annotated), source, judgement, rejected });
    return { file_name: taken.file_name, judgement, rejected };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Also under another name: a link, or the letters in another case. */
async function isSame(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all([stat(path), stat(other).catch(() => undefined)]);
  return two !== undefined && one.dev === two.dev && one.ino === two.ino;
}

async function rejectedLines(staging: string, { delivery_id, cleared }: Judgement): Promise<RejectedLine[]> {
  return withStaged(stagingPaths(staging, delivery_id), cleared, async (ask) => {
    const rows = await ask('SELECT sheet, line, errors FROM rejected ORDER BY sheet, rejected.line');
    return rows.map(({ sheet = null, line, errors }) => ({
      sheet,
      line: Number(line),
      errors: JSON.parse(errors ?? '[]') as RejectedCell[],
    }));
  });
}
