/** Pulls of this product alone: the first one of a project, and those that find nothing new. */

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assurance, freshProject } from '../peers/product.js';
import { makeFiles } from './files.js';
import { measure, type Measured } from './measure.js';

type Cost = Pick<Measured, 'wall_seconds' | 'cpu_seconds' | 'peak_bytes'>;

export interface Pulls {
  deliveries: number;
  /** POS rows in all; as many units are in the registry afterwards. */
  rows: number;
  first: Cost;
  /** Each on the same registry, one after the other. */
  nothing_new: Cost[];
}

export interface PullsOptions {
  deliveries: number;
  /** In each delivery. */
  rows: number;
  rounds: number;
  /** Scratch folder; what it holds is gone afterwards. */
  work: string;
}

export async function measurePulls({ deliveries, rows, rounds, work }: PullsOptions): Promise<Pulls> {
  const [project, folder] = [join(work, 'files'), join(work, 'pulled')];
  mkdirSync(folder, { recursive: true });
  await makeFiles(project, { rows, deliveries });
  freshProject(project, folder);
  const pull = async (): Promise<Cost> => {
    const { code, said, wall_seconds, cpu_seconds, peak_bytes } = await measure(
      [process.execPath, assurance, 'pull', '--project', folder, '--json'],
      { cwd: folder },
    );
    if (code !== 0 && code !== 3) throw new Error(`assurance pull ended with exit code ${code}: ${said}`);
    return { wall_seconds, cpu_seconds, peak_bytes };
  };
  const first = await pull();
  const nothing_new: Cost[] = [];
  for (let round = 1; round <= rounds; round += 1) nothing_new.push(await pull());
  for (const path of [project, folder]) rmSync(path, { recursive: true });
  return { deliveries, rows: rows * deliveries, first, nothing_new };
}
