/**
 * Readers of .xlsx on one file, in turn, each in a process of its own: `node dist/bench/workbooks.js FILE.xlsx [FOLDER]`.
 * Other readers than our own and SheetJS are measured when FOLDER has them installed; docs/decisions/080 has the numbers.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as XLSX from 'xlsx';
import { readFile } from '../readers/reader.js';
import { formatSchema } from '../schemas/project.js';
import { measure } from './harness/measure.js';

/** Each reads the first sheet of a file as it offers to do, and says how many rows there were. */
const readers: Record<string, (file: string, folder: string) => Promise<number>> = {
  product: async (file) => {
    let rows = 1;
    for await (const chunk of readFile(file, formatSchema.parse({ type: 'xlsx' }))) rows += chunk.rows.length;
    return rows;
  },
  SheetJS: (file) => {
    const book = XLSX.read(readFileSync(file), { type: 'buffer', dense: true, cellNF: true, cellHTML: false });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] as XLSX.DenseWorkSheet | undefined;
    return Promise.resolve(sheet?.['!data'].length ?? 0);
  },
  'read-excel-file': async (file, folder) => {
    const { readSheet } = (await installed(folder, 'read-excel-file/node')) as { readSheet: (path: string) => Promise<unknown[]> };
    return (await readSheet(file)).length;
  },
  'exceljs, streaming': async (file, folder) => {
    type Stream = new (path: string, options: object) => AsyncIterable<AsyncIterable<unknown>>;
    const { default: exceljs } = (await installed(folder, 'exceljs')) as { default: { stream: { xlsx: { WorkbookReader: Stream } } } };
    let rows = 0;
    const options = { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'ignore' };
    for await (const sheet of new exceljs.stream.xlsx.WorkbookReader(file, options)) for await (const _ of sheet) rows++;
    return rows;
  },
};

const installed = (folder: string, name: string): Promise<unknown> =>
  import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(name)).href);

async function all(file: string, folder: string): Promise<void> {
  for (const name of Object.keys(readers)) {
    const self = fileURLToPath(import.meta.url);
    const { code, wall_seconds, cpu_seconds, peak_bytes, stdout } = await measure([process.execPath, self, file, folder, name], {
      cwd: process.cwd(),
    });
    const memory = peak_bytes === undefined ? '–' : `${Math.round(peak_bytes / 2 ** 20)} MB`;
    const said =
      code === 0 ? `${stdout.trim()} rows, ${wall_seconds.toFixed(1)} s, CPU ${cpu_seconds.toFixed(1)} s, ${memory}` : 'not there';
    process.stdout.write(`${name}: ${said}\n`);
  }
}

const [file = '', folder = process.cwd(), only] = process.argv.slice(2);
if (only === undefined) await all(file, folder);
else process.stdout.write(`${(await readers[only]?.(file, folder)) ?? 0}\n`);
