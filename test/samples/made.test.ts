/** samples/make.mjs makes the workbooks and the Windows-1252 files from text; what is checked in must be what it makes. */

import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { tempFolder } from '../support/temp-folder.js';

const samples = fileURLToPath(new URL('../../samples', import.meta.url));

it('finds no sample that is stale', async () => {
  const made = tempFolder();
  await promisify(execFile)(process.execPath, [join(samples, 'make.mjs'), made]);
  const files = await filesIn(made);
  expect(await workbooksIn(samples), 'a workbook without its text in samples/readable').toEqual(await workbooksIn(made));
  for (const file of files) {
    const [now, checkedIn] = await Promise.all([readFile(join(made, file)), readFile(join(samples, file))]);
    // A workbook is compared by its cells: how it is packed may change with the library.
    if (file.endsWith('.xlsx')) expect(cells(checkedIn), file).toEqual(cells(now));
    else expect(checkedIn.equals(now), `${file}: run node samples/make.mjs`).toBe(true);
  }
});

const filesIn = async (folder: string) => (await readdir(folder, { recursive: true })).filter((name) => /\.\w+$/.test(name)).sort();
const workbooksIn = async (folder: string) => (await filesIn(folder)).filter((name) => name.endsWith('.xlsx'));

function cells(workbook: Buffer): unknown {
  const book = XLSX.read(workbook, { cellNF: true });
  return book.SheetNames.map((name) => [name, book.Sheets[name]]);
}
