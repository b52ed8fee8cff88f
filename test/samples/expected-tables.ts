/** Reads the Markdown tables of samples/EXPECTED.md. A dash is nothing. */

import { readFileSync } from 'node:fs';

export type ExpectedRow = Record<string, string>;

const text = readFileSync(new URL('../../samples/EXPECTED.md', import.meta.url), 'utf8');

/** All rows of the tables below a second-level heading, whatever smaller headings stand between them; without the column `why`. */
export function expectedRows(heading: string): ExpectedRow[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`samples/EXPECTED.md has no section "${heading}"`);
  let head: string[] = [];
  const rows: ExpectedRow[] = [];
  const lines = section.split('\n');
  lines.forEach((line, at) => {
    if (!line.startsWith('|') || line.startsWith('| ---')) return;
    const cells = line.slice(1, -1).split('|').map((cell) => cell.trim());
    if (lines[at + 1]?.startsWith('| ---')) head = cells;
    else rows.push(Object.fromEntries(cells.map((cell, column) => [head[column] ?? '', cell]).filter(([name]) => name !== 'why')));
  });
  return rows;
}

/** A value of the registry as EXPECTED.md writes it. */
export const shown = (value: unknown): string =>
  value === null || value === undefined || value === '' ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** Who serves at level 1 and 2, and who at level 3. */
export const servedBy = (first: unknown, third: unknown): string =>
  shown(first) === shown(third) ? shown(first) : `${shown(first)}, then ${shown(third)}`;
