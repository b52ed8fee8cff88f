/**
 * Writes a program to measure with, as a project folder that `assurance pull` can pull. The same arguments give the same bytes.
 *
 *   node dist/bench/generate.js --rows 1000000 --out DIR                one POS file
 *   node dist/bench/generate.js --deliveries 1000 --rows 100 --out DIR  a thousand POS files of a hundred rows
 *   node dist/bench/generate.js --rows 100000 --xlsx --out DIR          a workbook
 */

import { Command } from 'commander';
import { count } from './arguments.js';
import { writeProject } from './data/project.js';

interface Options {
  out: string;
  rows: number;
  deliveries: number;
  xlsx?: true;
  seed: number;
}

const { out, rows, deliveries, xlsx, seed } = new Command('generate')
  .requiredOption('--out <folder>', 'the project folder to write')
  .option('--rows <n>', 'rows of each delivery', count, 1_000_000)
  .option('--deliveries <n>', 'POS files', count, 1)
  .option('--xlsx', 'a workbook in place of text')
  .option('--seed <n>', 'other files', count, 4711)
  .allowExcessArguments(false)
  .parse()
  .opts<Options>();

const paths = writeProject(out, { rows: rows * deliveries, files: deliveries, format: xlsx ? 'xlsx' : 'csv', seed });
console.log(paths.length === 1 ? paths[0] : `${paths.length} files: ${paths[0]} …`);
