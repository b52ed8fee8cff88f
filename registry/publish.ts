/** The snapshot that everybody reads: a copy of the registry file, and Parquet of its views, each replaced by a rename. */

import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AssuranceError } from '../schemas/errors/error.js';
import { literal, parquetOptions } from '../schemas/sql.js';
import { homePaths } from '../schemas/staging.js';
import { viewTexts } from '../schemas/views.js';
import type { Database } from './database.js';

/**
 * Publishes what is committed. An analyst's open connection goes on reading the file that it opened.
 * @returns the path of the snapshot.
 */
export async function publishSnapshot(database: Database, home: string): Promise<{ published: string }> {
  const { published: folder, snapshot } = homePaths(home);
  const manifest = join(folder, 'manifest.json');
  const state = await committedState(database);
  const before = await readFile(manifest, 'utf8').catch(() => '');
  if (before === state) return { published: snapshot };

  await mkdir(folder, { recursive: true });
  await database.run('CHECKPOINT');
  const temporary = join(folder, '.registry.duckdb.tmp');
  const stale = Object.keys(viewTexts).filter((view) => !long.includes(view) || !sameButForSights(before, state));
  const views = stale.map((view) => ({ view, file: join(folder, `.${view}.parquet.tmp`) }));
  // Nothing is written to the registry meanwhile; both have ended when this goes on, also when one of them failed.
  const ended = await Promise.allSettled([copyOutside(database.file, temporary), writeViews(views, database)]);
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  await replace(temporary, snapshot);
  for (const { view, file } of views) await replace(file, join(folder, `${view}.parquet`));
  await writeFile(`${manifest}.tmp`, state);
  await replace(`${manifest}.tmp`, manifest);
  return { published: snapshot };
}

/**
 * Views that grow with the registry, and say the same until something is committed: a known file that is seen again becomes a row of the ledger and
 * nothing else, so a pull that finds only those does not write them again.
 */
const long = ['assets', 'asset_history', 'coverage', 'support', 'evidence', 'rejected_rows', 'fixes'];

function sameButForSights(before: string, state: string): boolean {
  const committed = (text: string) => JSON.stringify({ ...(JSON.parse(text) as object), deliveries: null });
  try {
    return committed(before) === committed(state);
  } catch {
    // No manifest, or half of one
    return false;
  }
}

async function writeViews(views: { view: string; file: string }[], database: Database): Promise<void> {
  for (const { view, file } of views)
    await database.run(`COPY (FROM main.${view}) TO ${literal(file)} (${parquetOptions}, COMPRESSION snappy)`);
}

/** Names the last commit: the same text means that there is nothing new to publish. */
async function committedState(database: Database): Promise<string> {
  const [state] = await database.rows(`
    SELECT (SELECT max(committed_at) FROM core.batch) AS last_commit, (SELECT count(*) FROM core.delivery) AS deliveries,
      (SELECT list(name ORDER BY name) FROM core.migration) AS schema, (SELECT list(value ORDER BY key) FROM core.setting) AS settings`);
  return `${JSON.stringify(state, null, 2)}\n`;
}

/**
 * Copies in a child process: closing a second descriptor of the file in this process would drop DuckDB's POSIX lock on it.
 * A clone where the file system can, a copy otherwise.
 */
async function copyOutside(from: string, to: string): Promise<void> {
  const script =
    'const {copyFileSync,constants}=require("node:fs");copyFileSync(process.argv[1],process.argv[2],constants.COPYFILE_FICLONE)';
  const child = spawn(process.execPath, ['-e', script, from, to], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => (complaint += data.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0)
    throw new AssuranceError('PUBLISH_FAILED', 'The snapshot could not be written.', { where: to, cause: new Error(complaint) });
}

async function replace(temporary: string, target: string): Promise<void> {
  const file = await open(temporary, 'r+');
  await file.sync();
  await file.close();
  await rename(temporary, target);
}
