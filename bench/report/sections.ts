/** RESULTS.md is a list of sections, one for each thing that was measured; a run replaces its own and leaves the others as they are. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../registry/package-root.js';

/** The folder `bench/` of the sources. */
export const benchFolder = join(packageRoot, 'bench/');

const head = `# Results

What \`npm run bench\` measured; [decision 110](../docs/decisions/110-the-bench.md) says what is measured and why the peers are fair. Each section was written by the
command it names, on the machine it names. Nothing was dropped: the slowest run is in the table.
`;

/** @param name stays the same for the same kind of measurement; sections stand in the order of their names */
export function withSection(text: string, name: string, body: string): string {
  const sections = new Map([...text.matchAll(/<!-- begin ([\w-]+) -->\n([^]*?)\n<!-- end \1 -->/g)].map(([, key, old]) => [key!, old!]));
  sections.set(name, `\n${body.trim()}\n`);
  const order = [...sections].sort(([a], [b]) => (a < b ? -1 : 1));
  return [head, ...order.map(([key, section]) => `<!-- begin ${key} -->\n${section}\n<!-- end ${key} -->\n`)].join('\n');
}

export function writeSection(name: string, body: string, path = `${benchFolder}RESULTS.md`): void {
  writeFileSync(path, withSection(existsSync(path) ? readFileSync(path, 'utf8') : '', name, body));
}
