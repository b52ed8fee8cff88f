/** The section of many small deliveries, and of pulls that find nothing new. */

import type { Pulls } from '../harness/pulls.js';
import { commit, machine } from './machine.js';
import { writeSection } from './sections.js';
import { median } from './summary.js';
import { markdownTable, megabytes, seconds, thousands } from './words.js';

export function pullsTable(all: readonly Pulls[]): string {
  const header = ['', 'POS rows', 'First pull', 'CPU', 'Peak memory', 'Nothing new, median', 'min', 'max', 'CPU', 'Peak memory'];
  return markdownTable(
    header,
    all.map(({ deliveries, rows, first, nothing_new }) => {
      const walls = nothing_new.map(({ wall_seconds }) => wall_seconds);
      return [
        deliveries === 1 ? 'one delivery' : `${thousands(deliveries)} deliveries`,
        thousands(rows),
        `${seconds(first.wall_seconds)} s`,
        `${seconds(first.cpu_seconds)} s`,
        megabytes(first.peak_bytes),
        `${seconds(median(walls))} s`,
        `${seconds(Math.min(...walls))} s`,
        `${seconds(Math.max(...walls))} s`,
        `${seconds(median(nothing_new.map(({ cpu_seconds }) => cpu_seconds)))} s`,
        megabytes(Math.max(...nothing_new.map(({ peak_bytes }) => peak_bytes ?? NaN)) || undefined),
      ];
    }),
  );
}

export async function writePulls(all: readonly Pulls[], rounds: number): Promise<void> {
  const body = [
    '## Many small deliveries, and pulls that find nothing new',
    `\`npm run bench -- --small-deliveries\`, ${await machine()}, ${commit()}, ${new Date().toISOString().slice(0, 10)}. Each project is pulled once, then ${rounds} times more with nothing new in its folders. A pull starts and ends Temporal's server and a worker.`,
    pullsTable(all),
  ];
  writeSection('small-deliveries', body.join('\n\n'));
}
