/** The section of readers of workbooks. */

import type { ReaderRuns, Workbooks } from '../harness/workbooks.js';
import { commit, machine } from './machine.js';
import { writeSection } from './sections.js';
import { median } from './summary.js';
import { markdownTable, megabytes, seconds, thousands, times } from './words.js';

const wallOf = ({ runs }: ReaderRuns): number => median(runs.map(({ wall_seconds }) => wall_seconds));
const cpuOf = ({ runs }: ReaderRuns): number => median(runs.map(({ cpu_seconds }) => cpu_seconds));
const peakOf = ({ runs }: ReaderRuns): number | undefined => Math.max(...runs.map(({ peak_bytes }) => peak_bytes ?? NaN)) || undefined;

export function workbooksTable(readers: readonly ReaderRuns[]): string {
  const ours = wallOf(readers[0]!);
  return markdownTable(
    ['', 'Wall median', 'CPU', 'Peak memory', 'Wall ratio'],
    readers.map((reader) => [
      reader.name,
      `${seconds(wallOf(reader))} s`,
      `${seconds(cpuOf(reader))} s`,
      megabytes(peakOf(reader)),
      times(wallOf(reader) / ours),
    ]),
  );
}

export async function writeWorkbooks({ bytes, readers, skipped }: Workbooks, rows: number, rounds: number): Promise<void> {
  const faster = readers.slice(1).filter((reader) => wallOf(reader) < wallOf(readers[0]!));
  const smaller = readers.slice(1).filter((reader) => (peakOf(reader) ?? Infinity) < (peakOf(readers[0]!) ?? 0));
  const losses = [
    ...(faster.length > 0 ? [`${faster.map(({ name }) => name).join('; ')}: faster.`] : []),
    ...(smaller.length > 0 ? [`${smaller.map(({ name }) => name).join('; ')}: with less memory at its peak.`] : []),
  ];
  const body = [
    `## A workbook of ${thousands(rows)} rows x 22 columns`,
    `\`npm run bench -- --workbooks\`, ${rounds} rounds, ${await machine()}, ${commit()}, ${new Date().toISOString().slice(0, 10)}. One .xlsx of ${megabytes(bytes)}, shared strings. Each reader in a process of its own, from its start to its end.`,
    workbooksTable(readers),
    ...skipped.map(({ name, why }) => `Not run: ${name}: ${why}.`),
    ...(losses.length > 0 ? [`**Losses.** ${losses.join(' ')}`] : []),
  ];
  writeSection('workbooks', body.join('\n\n'));
}
