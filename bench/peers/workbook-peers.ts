/** The readers of .xlsx that are measured: ours, those that it could have been for Node, and calamine from Python, for which there is no binding for Node. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../registry/package-root.js';
import { installNodePackages } from './node-packages.js';
import { pythonFolder, PythonHome } from './python-home.js';

export interface WorkbookReader {
  /** For the table of results. */
  name: string;
  /** Installs what it needs. @returns how it is started on a file, or why it cannot be. */
  prepare: () => Promise<{ command: (file: string) => string[] } | { why: string }>;
}

const program = join(packageRoot, 'dist/bench/peers/workbook-readers.js');

/** @param needs where what it needs is installed. */
const inNode = (id: string, name: string, needs: () => Promise<{ folder: string } | { why: string }>): WorkbookReader => ({
  name,
  prepare: async () => {
    const found = await needs();
    return 'why' in found ? found : { command: (file) => [process.execPath, program, id, file, found.folder] };
  },
});

const nothing = () => Promise.resolve({ folder: '' });

const home = new PythonHome('bench-python-workbooks', 'workbook-requirements.txt');

/** The wheel is only how the extension comes: it is loaded by its path, from Node. */
async function excelExtension(): Promise<{ folder: string } | { why: string }> {
  const why = await home.install();
  if (why !== undefined) return { why };
  const find = 'import duckdb_extension_excel as e, pathlib; print(next(pathlib.Path(e.__path__[0]).rglob("*.duckdb_extension")))';
  const { stdout } = await promisify(execFile)(home.interpreter, ['-c', find]);
  return { folder: stdout.trim() };
}

/** In the order of the table; the first is this product's. */
export const workbookReaders: readonly WorkbookReader[] = [
  inNode('product', 'this product: typed cells, account, worker thread', nothing),
  inNode('sheetjs', 'SheetJS, values', nothing),
  inNode('read-excel-file', 'read-excel-file, values', installNodePackages),
  inNode('exceljs', 'exceljs, streaming, values', installNodePackages),
  inNode('duckdb-excel', "DuckDB's excel extension from Node, all texts", excelExtension),
  {
    name: 'calamine (Rust) from Python, values',
    prepare: async () => {
      const why = await home.install();
      return why === undefined ? { command: (file) => [home.interpreter, join(pythonFolder, 'workbook_calamine.py'), file] } : { why };
    },
  },
];
