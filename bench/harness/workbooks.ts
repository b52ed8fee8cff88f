/** Readers of .xlsx on one generated workbook, alternately, each in a process of its own. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../registry/package-root.js';
import { installNodePackages } from '../peers/node-packages.js';
import { makeFiles, type Files } from './files.js';
import { measure, type Measured } from './measure.js';

const program = join(packageRoot, 'dist/bench/peers/workbook-readers.js');

/** In the order of the table; the first is this product's, the last two are installed for the bench alone. */
const readers = [
  { id: 'product', name: 'this product: typed cells, account, worker thread', ours: true },
  { id: 'sheetjs', name: 'SheetJS, values', ours: true },
  { id: 'read-excel-file', name: 'read-excel-file, values', ours: false },
  { id: 'exceljs', name: 'exceljs, streaming, values', ours: false },
] as const;

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
  const packages = await installNodePackages();
  const there = readers.filter(({ ours }) => ours || 'folder' in packages);
  const measured = there.map(({ name }): ReaderRuns => ({ name, runs: [] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [at, { id, name }] of there.entries()) {
      const folder = 'folder' in packages ? packages.folder : '';
      const { code, stdout, said, ...cost } = await measure([process.execPath, program, id, pos_files[0]!, folder], { cwd: work });
      if (code !== 0 || Number(stdout) !== rows + 1) throw new Error(`${name} read ${stdout.trim()} of ${rows + 1} rows: ${said}`);
      tell(`round ${round}: ${name}: ${cost.wall_seconds.toFixed(1)} s`);
      measured[at]!.runs.push(cost);
    }
  }
  const skipped = 'why' in packages ? readers.filter(({ ours }) => !ours).map(({ name }) => ({ name, why: packages.why })) : [];
  return { bytes, readers: measured, skipped };
}
