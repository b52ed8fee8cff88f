/** Of all measurements of a comparison one line a peer. */

import type { Counts } from '../harness/compare.js';
import type { Measurement } from '../harness/rounds.js';
import type { Peer } from '../peers/peer.js';

export interface PeerSummary {
  id: string;
  name: string;
  rows_per_second: number;
  wall_seconds: { min: number; median: number; max: number };
  cpu_seconds: number;
  peak_bytes: number | undefined;
  /** Median wall time as a multiple of the yardstick's, and CPU seconds as one of its. */
  ratio: number;
  cpu_ratio: number;
  counts: Counts;
  agrees: boolean;
}

/** @param yardstick id of the peer that stands for 1.0 */
export function summarise(peers: readonly Peer[], measurements: readonly Measurement[], rows: number, yardstick: string): PeerSummary[] {
  const of = (id: string) => measurements.filter(({ peer }) => peer === id);
  const wall = (id: string) => median(of(id).map(({ wall_seconds }) => wall_seconds));
  const cpu = (id: string) => median(of(id).map(({ cpu_seconds }) => cpu_seconds));
  return peers.map(({ id, name }) => {
    const runs = of(id);
    const walls = runs.map(({ wall_seconds }) => wall_seconds);
    const peaks = runs.flatMap(({ peak_bytes }) => (peak_bytes === undefined ? [] : [peak_bytes]));
    return {
      id,
      name,
      rows_per_second: rows / wall(id),
      wall_seconds: { min: Math.min(...walls), median: wall(id), max: Math.max(...walls) },
      cpu_seconds: cpu(id),
      peak_bytes: peaks.length === 0 ? undefined : Math.max(...peaks),
      ratio: wall(id) / wall(yardstick),
      cpu_ratio: cpu(id) / cpu(yardstick),
      counts: runs[0]!.counts,
      agrees: runs.every(({ differences }) => differences.length === 0),
    };
  });
}

/** Of an even number of values the lower one in the middle: a time that was measured. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}
