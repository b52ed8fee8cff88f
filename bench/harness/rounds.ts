/** The comparison: every peer in turn, several times over, on the same files, each run in a folder of its own; nothing is dropped. */

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { asOf, reporter } from '../data/program.js';
import { sqlFolder, type Job } from '../peers/job.js';
import type { Peer, Run } from '../peers/peer.js';
import { writeReference } from '../peers/reference.js';
import { differences, keep, type Counts } from './compare.js';
import { measure, type Measured } from './measure.js';

export interface Measurement extends Pick<Measured, 'wall_seconds' | 'cpu_seconds' | 'peak_bytes'> {
  peer: string;
  round: number;
  counts: Counts;
  /** In what it differs from the product's first run. */
  differences: string[];
}

export interface RoundsOptions {
  project: string;
  pos_files: string[];
  /** The first is the one that the others are compared with. */
  peers: Peer[];
  rounds: number;
  /** Scratch folder; what it holds is gone afterwards. */
  work: string;
  tell: (line: string) => void;
}

export async function compareInRounds({ project, pos_files, peers, rounds, work, tell }: RoundsOptions): Promise<Measurement[]> {
  const reference = join(work, 'reference');
  mkdirSync(reference, { recursive: true });
  writeReference(reference);
  const all: Measurement[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const peer of peers) {
      const folder = join(work, `${peer.id}-${round}`);
      mkdirSync(folder, { recursive: true });
      const run: Run = { folder, project, job: jobOf(project, pos_files, reference, folder) };
      const measured = await runOnce(peer, run);
      const kept = join(work, `${peer.id}-${round}.kept`);
      const counts = await keep(peer.result(run), kept);
      const first = join(work, `${peers[0]!.id}-1.kept`);
      const differs = kept === first ? [] : await differences(first, kept);
      const { wall_seconds, cpu_seconds, peak_bytes } = measured;
      all.push({ peer: peer.id, round, wall_seconds, cpu_seconds, peak_bytes, counts, differences: differs });
      rmSync(folder, { recursive: true });
      if (kept !== first) rmSync(kept);
      const verdict = differs.length === 0 ? 'same results' : `DIFFERS: ${differs.join(', ')}`;
      tell(`round ${round} of ${rounds}  ${peer.name.padEnd(34)} ${wall_seconds.toFixed(1).padStart(7)} s  ${verdict}`);
    }
  }
  return all;
}

async function runOnce(peer: Peer, run: Run): Promise<Measured> {
  const { command, env } = await peer.prepare(run);
  const measured = await measure(command, { cwd: run.folder, ...(env === undefined ? {} : { env }) });
  if (!(peer.good_codes ?? [0]).includes(measured.code ?? -1))
    throw new Error(`${peer.name} ended with exit code ${measured.code}: ${measured.said}`);
  return measured;
}

const jobOf = (project: string, pos_files: string[], reference: string, folder: string): Job => ({
  pos_files,
  parties_file: join(project, 'inbox/manufacturer/parties.csv'),
  shipments_file: join(project, 'inbox/manufacturer/shipments.csv'),
  reference,
  result: join(folder, 'result.duckdb'),
  today: asOf,
  reporter,
  sql: sqlFolder,
});
