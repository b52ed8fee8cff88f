/** What every peer is told, in whatever language: which files to judge, and where its DuckDB file goes. Written as job.json. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../registry/package-root.js';

export interface Job {
  pos_files: string[];
  parties_file: string;
  shipments_file: string;
  /** Folder with the lists that the rules need (reference.ts). */
  reference: string;
  /** The DuckDB file to end with: accepted, rejected and assets. */
  result: string;
  /** Verdicts are decided as of this day. */
  today: string;
  /** The party whose POS files these are. */
  reporter: string;
  /** Folder of the SQL files that peers share. */
  sql: string;
}

/** SQL is read from the sources: dist/ holds what was compiled only. */
export const sqlFolder = join(packageRoot, 'bench/peers/sql');

/** The job that the command line of a peer names. */
export const readJob = (): Job => JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Job;
