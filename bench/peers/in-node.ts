/** The peers that are programs of this folder, run by the Node that runs the bench. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../registry/package-root.js';
import type { Peer, Run } from './peer.js';

/** Writes the job beside the run's results. @returns its path */
export function writeJob({ folder, job }: Run): string {
  const path = join(folder, 'job.json');
  writeFileSync(path, JSON.stringify(job, null, 2));
  return path;
}

const program = (id: string, name: string): Peer => ({
  id,
  name,
  prepare: async (run) => ({ command: [process.execPath, join(packageRoot, `dist/bench/peers/${id}.js`), writeJob(run)] }),
  result: ({ job }) => ({ path: job.result, kind: 'peer' }),
});

export const byHand = program('by-hand', 'DuckDB SQL, by hand, one pass');
export const csvParse = program('csv-parse', 'csv-parse → zod → appender');
