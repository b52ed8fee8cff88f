/** The section of one comparison, and its chart. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { commit, machine } from './machine.js';
import { benchFolder, writeSection } from './sections.js';
import { chart } from './chart.js';
import type { PeerSummary } from './summary.js';
import { markdownTable, megabytes, seconds, thousands, times } from './words.js';

export interface Comparison {
  rows: number;
  bytes: number;
  rounds: number;
  /** Arguments of `npm run bench` that measure the same again. */
  command: string;
  peers: PeerSummary[];
  /** Peers that did not run, and why. */
  skipped: { name: string; why: string }[];
}

export function comparisonTable(peers: readonly PeerSummary[]): string {
  const header = ['', 'Rows/s', 'Wall median', 'min', 'max', 'CPU', 'Peak memory', 'Wall ratio', 'CPU ratio', 'Results'];
  const rows = peers.map(({ name, rows_per_second, wall_seconds: wall, cpu_seconds, peak_bytes, ratio, cpu_ratio, agrees }) => [
    name,
    thousands(rows_per_second),
    `${seconds(wall.median)} s`,
    `${seconds(wall.min)} s`,
    `${seconds(wall.max)} s`,
    `${seconds(cpu_seconds)} s`,
    megabytes(peak_bytes),
    times(ratio),
    times(cpu_ratio),
    agrees ? 'same' : 'DIFFER',
  ]);
  return markdownTable(header, rows);
}

export async function writeComparison(comparison: Comparison): Promise<void> {
  const { rows, bytes, rounds, command, peers, skipped } = comparison;
  const title = `${thousands(rows)} POS rows x 22 columns`;
  const name = `comparison-${String(rows).padStart(9, '0')}`;
  mkdirSync(`${benchFolder}charts`, { recursive: true });
  writeFileSync(`${benchFolder}charts/${name}.svg`, chart(`${title}: seconds, median of ${rounds}`, peers));
  const { accepted, rejected, eligible, grace, ineligible, in_channel } = peers[0]!.counts;
  const body = [
    `## ${title}`,
    `\`npm run bench${command === '' ? '' : ` -- ${command}`}\`, ${rounds} rounds, ${await machine()}, ${commit()}, ${new Date().toISOString().slice(0, 10)}. One file of ${megabytes(bytes)}, as many shipped units as rows. ${thousands(accepted)} rows accepted, ${thousands(rejected)} rejected; units: ${thousands(eligible)} eligible, ${thousands(grace)} in grace, ${thousands(ineligible)} ineligible, ${thousands(in_channel)} in the channel.`,
    comparisonTable(peers),
    `![Seconds of each](charts/${name}.svg)`,
    ...(skipped.length === 0 ? [] : [`Not run: ${skipped.map(({ name, why }) => `${name} (${why})`).join('; ')}.`]),
    lossesOf(peers),
  ];
  writeSection(name, body.join('\n\n'));
}

/** Where this product is behind, said in words. */
function lossesOf(peers: readonly PeerSummary[]): string {
  const product = peers.find(({ id }) => id === 'assurance');
  if (product === undefined) return '';
  const others = peers.filter((peer) => peer !== product);
  const faster = others.filter(({ wall_seconds }) => wall_seconds.median < product.wall_seconds.median);
  const leaner = others.filter(({ peak_bytes }) => (peak_bytes ?? Infinity) < (product.peak_bytes ?? 0));
  const behind = (what: string, list: readonly PeerSummary[]) =>
    list.length === 0 ? `Nobody ${what}.` : `${list.map(({ name }) => name).join('; ')}: ${what}.`;
  return `**Losses.** ${behind('faster than this product', faster)} ${behind('with less memory at its peak', leaner)}`;
}
