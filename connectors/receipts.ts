/** Where receipts go to: a folder of the source below HOME, and the folder that its connector names for the partner. */

import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Receipt } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { Source } from '../schemas/project.js';
import { homePaths } from '../schemas/staging.js';
import { removeLeftovers, syncFolder, temporaryFile } from './durable.js';

export interface ReceiptsDelivery {
  source: Pick<Source, 'id' | 'connector'>;
  home: string;
  /** Where a relative path of the project file starts. */
  projectDir: string;
  receipts: readonly Receipt[];
  /** Whether the partner is to have them: not when it is unsure whose file it was. */
  toPartner: boolean;
}

/** What was written below HOME for this source before, under this name: what lay in the partner's folder may have been fetched. @throws RECEIPTS_NOT_WRITTEN */
export async function writtenReceipt(home: string, source_id: string, file_name: string): Promise<Buffer | undefined> {
  const folder = join(homePaths(home).receipts, source_id);
  try {
    return await readFile(join(folder, file_name));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw notWritten(source_id, folder, cause);
  }
}

/**
 * Each file is there as a whole or not at all; one that is there is replaced by the same bytes, so it can be done again.
 * @throws AssuranceError RECEIPTS_NOT_WRITTEN
 */
export async function deliverReceipts({ source, home, projectDir, receipts, toPartner }: ReceiptsDelivery): Promise<void> {
  if (receipts.length === 0) return;
  const { receipts: path } = source.connector;
  const folders = [join(homePaths(home).receipts, source.id), ...(path === undefined || !toPartner ? [] : [resolve(projectDir, path)])];
  for (const folder of folders) {
    try {
      await mkdir(folder, { recursive: true });
      await removeLeftovers(folder);
      for (const receipt of receipts) await put(folder, receipt);
      await syncFolder(folder);
    } catch (cause) {
      throw notWritten(source.id, folder, cause);
    }
  }
}

function notWritten(source_id: string, where: string, cause: unknown): AssuranceError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
  return new AssuranceError('RECEIPTS_NOT_WRITTEN', `Acknowledgements for source ${source_id} could not be written (${code})`, {
    where,
    cause,
  });
}

async function put(folder: string, { file_name, bytes }: Receipt): Promise<void> {
  const tmp = await temporaryFile(folder);
  try {
    const handle = await open(tmp, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(tmp, join(folder, file_name));
  } finally {
    await rm(tmp, { force: true });
  }
}
