/** A way from the files to accepted rows, rejected rows and verdicts, as a program to be started. */

import type { Job } from './job.js';

export interface Run {
  /** The program's folder for this run; empty before. */
  folder: string;
  /** The project folder with the files. Shared by all runs and not written to. */
  project: string;
  job: Job;
}

export interface Peer {
  id: string;
  /** For the table of results. */
  name: string;
  /** Above that it is not run: it would take minutes. */
  most_rows?: number;
  /** Why it cannot run here; undefined when it can. May install what it needs. */
  missing?: () => Promise<string | undefined>;
  /** Makes ready what is not measured, and says how to start it. */
  prepare: (run: Run) => Promise<{ command: string[]; env?: Record<string, string> }>;
  /** Exit codes that mean that it went well. */
  good_codes?: readonly number[];
  /** Where the results are; the product's own differ in their form. */
  result: (run: Run) => { path: string; kind: 'peer' | 'product' };
}
