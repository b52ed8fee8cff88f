/** The tables of a file as its source reads them: for a copy that goes back in the same layout. */

import { readFile } from '../../readers/reader.js';
import type { Format } from '../../schemas/project.js';
import type { FileAccount, RawCell, RawTable } from '../../schemas/rows.js';

/** A table with its rows and total lines, each with its line. */
export interface WholeTable {
  table: RawTable;
  rows: { line: number; cells: RawCell[] }[];
}

/** In the order of the file. Errors: why the file cannot be read. */
export async function readTables(path: string, format: Format): Promise<WholeTable[]> {
  const reading = readFile(path, format);
  const tables = new Map<string | null, WholeTable>();
  let account: FileAccount | undefined;
  while (account === undefined) {
    const next = await reading.next();
    if (next.done === true) account = next.value;
    else {
      const { table, rows } = next.value;
      const one = tables.get(table.sheet) ?? { table, rows: [] };
      tables.set(table.sheet, one);
      for (const { line, cells } of rows) one.rows.push({ line, cells });
    }
  }
  for (const { sheet, line, cells } of account.totals ?? []) tables.get(sheet)?.rows.push({ line, cells });
  for (const { rows } of tables.values()) rows.sort((a, b) => a.line - b.line);
  return [...tables.values()];
}
