/** On what it was measured, in one line, and when. */

import { DuckDBInstance } from '@duckdb/node-api';
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { benchFolder } from './sections.js';

export async function machine(): Promise<string> {
  const model = cpus()[0]?.model.trim() ?? '';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB of memory`;
  const cores = `${availableParallelism()} cores${/^unknown$|^$/i.test(model) ? '' : ` (${model})`}`;
  return `${cores}, ${memory}, ${type()} ${release()}, Node ${process.versions.node}, DuckDB ${await duckdbVersion()}`;
}

async function duckdbVersion(): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const [row] = (await connection.runAndReadAll('SELECT version() AS version')).getRowObjectsJson();
  instance.closeSync();
  return row?.['version'] as string;
}

/** The commit that was measured, and whether something was changed since. */
export function commit(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: benchFolder, encoding: 'utf8' }).trim();
    const changed = git('status', '--porcelain', '--', '..', ':!../bench/RESULTS.md', ':!../bench/charts') === '' ? '' : ', with changes';
    return `commit ${git('rev-parse', '--short', 'HEAD')}${changed}`;
  } catch {
    return 'no commit';
  }
}
