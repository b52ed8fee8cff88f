/**
 * Writes a program to measure with, as a project folder that `assurance pull` can pull. The same arguments give the same bytes.
 *
 *   node dist/bench/generate.js --rows 1000000 --out DIR                one POS file
 *   node dist/bench/generate.js --deliveries 1000 --rows 100 --out DIR  a thousand POS files of a hundred rows
 *   node dist/bench/generate.js --rows 100000 --xlsx --out DIR          a workbook
 */

import { parseArgs } from 'node:util';
import { writeProject } from './data/project.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    deliveries: { type: 'string', default: '1' },
    xlsx: { type: 'boolean', default: false },
    seed: { type: 'string', default: '4711' },
    out: { type: 'string' },
  },
});

if (values.out === undefined) {
  console.error('usage: generate --out DIR [--rows N] [--deliveries N] [--xlsx] [--seed N]; --rows is for each delivery');
  process.exitCode = 2;
} else {
  const files = Number(values.deliveries);
  const format = values.xlsx ? 'xlsx' : 'csv';
  const paths = writeProject(values.out, { rows: Number(values.rows) * files, files, format, seed: Number(values.seed) });
  console.log(paths.length === 1 ? paths[0] : `${paths.length} files: ${paths[0]} …`);
}
