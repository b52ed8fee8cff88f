/** Readers of .xlsx on one generated workbook, alternately, each in a process of its own. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { workbookReaders } from '../peers/workbook-peers.js';
import { makeFiles, type Files } from './files.js';
import { measure, type Measured } from './measure.js';

export interface ReaderRuns {
  name: string;
  runs: Pick<Measured, 'wall_seconds' | 'cpu_seconds' | 'peak_bytes'>[];
}

export interface Workbooks {
  bytes: number;
  readers: ReaderRuns[];
  skipped: { name: string; why: string }[];
}

export interface WorkbooksOptions {
  rows: number;
  rounds: number;
  /** Scratch folder. */
  work: string;
  tell: (line: string) => void;
}

/** @throws Error when a reader fails, or does not see every row. */
export async function measureWorkbooks({ rows, rounds, work, tell }: WorkbooksOptions): Promise<Workbooks> {
  const project = join(work, 'workbook');
  mkdirSync(project, { recursive: true });
  const { pos_files, bytes }: Files = await makeFiles(project, { rows, format: 'xlsx' });
  const there: { name: string; command: (file: string) => string[] }[] = [];
  const skipped: Workbooks['skipped'] = [];
  for (const { name, prepare } of workbookReaders) {
    const found = await prepare();
    if ('why' in found) skipped.push({ name, why: found.why });
    else there.push({ name, command: found.command });
  }
  const measured = there.map(({ name }): ReaderRuns => ({ name, runs: [] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [at, { name, command }] of there.entries()) {
      const { code, stdout, said, ...cost } = await measure(command(pos_files[0]!), { cwd: work });
      if (code !== 0 || Number(stdout) !== rows + 1) throw new Error(`${name} read ${stdout.trim()} of ${rows + 1} rows: ${said}`);
      tell(`round ${round}: ${name}: ${cost.wall_seconds.toFixed(1)} s`);
      measured[at]!.runs.push(cost);
    }
  }
  return { bytes, readers: measured, skipped };
}
