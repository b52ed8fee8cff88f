/**
 * Readers of .xlsx, each of which reads the first sheet of a file as it offers to do: `node workbook-readers.js READER FILE FOLDER` prints how
 * many rows there were. FOLDER has the readers installed that this product does not need; for DuckDB it is the extension itself.
 * Each loads nothing but itself.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DenseWorkSheet } from 'xlsx';

const readers: Record<string, (file: string, folder: string) => Promise<number>> = {
  product: async (file) => {
    const { readFile } = await import('../../readers/reader.js');
    const { formatSchema } = await import('../../schemas/project.js');
    let rows = 1;
    for await (const chunk of readFile(file, formatSchema.parse({ type: 'xlsx' }))) rows += chunk.rows.length;
    return rows;
  },
  sheetjs: async (file) => {
    const XLSX = await import('xlsx');
    const book = XLSX.read(readFileSync(file), { type: 'buffer', dense: true, cellNF: true, cellHTML: false });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] as DenseWorkSheet | undefined;
    return sheet?.['!data'].length ?? 0;
  },
  'read-excel-file': async (file, folder) => {
    const { readSheet } = (await installed(folder, 'read-excel-file/node')) as { readSheet: (path: string) => Promise<unknown[]> };
    return (await readSheet(file)).length;
  },
  exceljs: async (file, folder) => {
    type Stream = new (path: string, options: object) => AsyncIterable<AsyncIterable<unknown>>;
    const { default: exceljs } = (await installed(folder, 'exceljs')) as { default: { stream: { xlsx: { WorkbookReader: Stream } } } };
    let rows = 0;
    const options = { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'ignore' };
    for await (const sheet of new exceljs.stream.xlsx.WorkbookReader(file, options)) for await (const _ of sheet) rows++;
    return rows;
  },
  'duckdb-excel': async (file, extension) => {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`LOAD ${text(extension)}`);
    // Without stop_at_empty it would end at the first empty row
    const options = 'header = false, all_varchar = true, stop_at_empty = false';
    const result = await connection.stream(`SELECT * FROM read_xlsx(${text(file)}, ${options})`);
    let rows = 0;
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      rows += chunk.getRows().length;
    }
    return rows;
  },
};

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const installed = (folder: string, name: string): Promise<unknown> =>
  import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(name)).href);

const [reader = '', file = '', folder = ''] = process.argv.slice(2);
process.stdout.write(`${(await readers[reader]?.(file, folder)) ?? 0}\n`);
