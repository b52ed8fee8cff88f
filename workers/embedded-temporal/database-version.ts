/**
 * Which server made the database: the development server creates its tables once and never migrates them, so another version comes up
 * on an old database, looks well, and fails at the first workflow. Patch releases share their tables.
 */

import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Connection } from '@temporalio/client';
import { AssuranceError } from '../../schemas/errors/error.js';
import { identityOf } from '../temporal-cli/identity.js';

const recordFile = (dbFile: string) => `${dbFile}.version`;

/** @throws AssuranceError TEMPORAL_DATABASE_OTHER_VERSION */
export async function checkDatabaseVersion(dbFile: string, cliPath: string): Promise<void> {
  if ((await stat(dbFile).catch(() => null)) === null) return;
  const made = (await readFile(recordFile(dbFile), 'utf8').catch(() => '')).trim();
  const { server: ours } = await identityOf(cliPath).catch(() => ({ server: '' }));
  if (made === '' || ours === '' || minor(made) === minor(ours)) return;
  throw new AssuranceError(
    'TEMPORAL_DATABASE_OTHER_VERSION',
    `The embedded Temporal's database was made by server ${made}, and ${cliPath} is server ${ours}.`,
    {
      where: dbFile,
    },
  );
}

/** Told by the running server itself. */
export async function recordDatabaseVersion(dbFile: string, { workflowService }: Connection): Promise<void> {
  const { serverVersion } = await workflowService.getClusterInfo({});
  if (serverVersion) await writeFile(recordFile(dbFile), `${serverVersion}\n`);
}

const minor = (version: string) => version.split('.').slice(0, 2).join('.');
