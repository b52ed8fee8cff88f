/**
 * `control_totals` of a source: what the rows of a file add up to must be what the file itself says (in public procurement the detail
 * total must equal the summary total). Rejected rows count too: the total is about the file, not about what is usable in it.
 */

import { numberReader } from '../schemas/cells/number.js';
import { seen, trimmed } from '../schemas/cells/text.js';
import type { ControlTotal, Source } from '../schemas/project.js';
import { cellText, type FileAccount, type RawCell, type RawRow } from '../schemas/rows.js';
import { literal } from '../schemas/sql.js';
import { fromUnits, toUnits } from './decimal.js';
import { inSheet } from './header.js';
import type { Hold } from './hold.js';
import type { JudgedTable } from './outcome.js';
import type { Ask } from './staged-query.js';

export interface TotalledFile {
  source: Source;
  file_name: string;
  tables: readonly JudgedTable[];
  rows_read: number;
  account: FileAccount;
  /** Rows of the sheets that sum up, by name; a sheet that is not there is not in it. */
  summaries: ReadonlyMap<string, readonly RawRow[]>;
  ask: Ask;
}

/** What is stated and where, or why nothing can be read there. */
type Stated = { units: bigint; where: string } | { missing: string };

export async function controlTotalHolds(file: TotalledFile): Promise<Hold[]> {
  const holds: Hold[] = [];
  for (const total of file.source.control_totals) holds.push(...(await holdsOf(total, file)));
  return holds;
}

async function holdsOf(total: ControlTotal, file: TotalledFile): Promise<Hold[]> {
  const stated = statedBy(total, file);
  if ('missing' in stated) {
    // A report that nothing was sold has nothing to add up
    return file.rows_read === 0 ? [] : [{ code: 'CONTROL_TOTAL_MISSING', says: stated.missing }];
  }
  const detail = total.field === 'rows' ? { units: toUnits(String(file.rows_read)), unreadable: 0 } : await sumOf(total.field, file);
  if (detail.units === stated.units) return [];
  const what = total.field === 'rows' ? 'The file has' : `The rows add up to a ${total.field} of`;
  const unit = total.field === 'rows' ? ' rows' : '';
  const but = detail.unreadable === 0 ? '' : ` In ${detail.unreadable} rejected rows the ${total.field} cannot be read and counts as 0.`;
  const says = `${what} ${fromUnits(detail.units)}${unit}, but ${stated.where} says ${fromUnits(stated.units)}.${but}`;
  return [{ code: 'CONTROL_TOTAL_MISMATCH', says }];
}

function statedBy(total: ControlTotal, file: TotalledFile): Stated {
  const read = numberReader(file.source.format.decimal);
  const numberIn = (cell: RawCell | undefined): bigint | undefined => {
    const digits = read(cell, seen(cell));
    return digits === undefined ? undefined : toUnits(digits);
  };
  switch (total.in) {
    case 'file_name': {
      const units = numberIn(new RegExp(total.pattern!, 'u').exec(file.file_name)?.[1]);
      return units === undefined
        ? { missing: `The file's name states no total by the pattern ${total.pattern}.` }
        : { units, where: 'its name' };
    }
    case 'sheet':
      return inSummary(total, file, numberIn);
    case 'total_row':
      return inTotalRows(total, file, numberIn);
  }
}

/** One total line for each table; together they are the total of the file. */
function inTotalRows({ field, column, row }: ControlTotal, file: TotalledFile, numberIn: NumberIn): Stated {
  const chosen = row === undefined ? undefined : new RegExp(row, 'u');
  let units = 0n;
  const lines: string[] = [];
  for (const { table, map } of file.tables) {
    const line = file.account.totals?.findLast(
      ({ sheet, cells }) => sheet === table.sheet && (chosen === undefined || chosen.test(seen(cells.find((cell) => seen(cell) !== '')))),
    );
    const isEmpty = file.account.tables.some(({ sheet, rows }) => sheet === table.sheet && rows === 0);
    if (line === undefined && isEmpty) continue;
    if (line === undefined) return { missing: `${inSheet(table)}There is no line of totals.` };
    const at = column === undefined ? map.columns.find((one) => one.field === field)?.at : headerAt(table.header, column);
    if (at === undefined)
      return { missing: `${inSheet(table)}There is no column ${column ?? `for ${field}`} in which a total could stand.` };
    const found = numberIn(line.cells[at]);
    if (found === undefined) return { missing: `${inSheet(table)}The total on line ${line.line} is no number.` };
    units += found;
    lines.push(`${table.sheet === null ? '' : `${inSheet(table)}`}line ${line.line}`);
  }
  return { units, where: `the total on ${lines.join(' and ')}` };
}

type NumberIn = (cell: RawCell | undefined) => bigint | undefined;

const headerAt = (header: readonly string[], wanted: string): number | undefined => {
  const at = header.findIndex((name) => trimmed(name).toLowerCase() === trimmed(wanted).toLowerCase());
  return at === -1 ? undefined : at;
};

function inSummary({ sheet = '', label = '' }: ControlTotal, file: TotalledFile, numberIn: NumberIn): Stated {
  const rows = file.summaries.get(sheet);
  if (rows === undefined) return { missing: `There is no sheet "${sheet}" that could state a total.` };
  const wanted = new RegExp(label, 'u');
  for (const { line, cells } of rows) {
    const at = cells.findIndex((cell) => wanted.test(trimmed(cellText(cell))));
    if (at === -1) continue;
    const units = cells
      .slice(at + 1)
      .map(numberIn)
      .find((found) => found !== undefined);
    if (units !== undefined) return { units, where: `sheet "${sheet}", row ${line},` };
  }
  return { missing: `Sheet "${sheet}" states no number beside a cell that matches ${label}.` };
}

/** Accepted rows by their value, one for each row of the file; rejected ones by what can be read in their cell. */
async function sumOf(field: string, { source, tables, ask }: TotalledFile): Promise<{ units: bigint; unreadable: number }> {
  // Where negative quantities are returns the file adds them up as they stand there
  const signed = field === 'quantity' && source.corrections === 'signed_quantity';
  const value = signed ? "CASE WHEN transaction_type = 'return' THEN -quantity ELSE quantity END" : field;
  const [accepted] = await ask(`SELECT coalesce(sum(${value}::DECIMAL(38, 4)), 0) AS total FROM accepted WHERE item = 1`);
  let units = toUnits(accepted?.total ?? '0');
  let unreadable = 0;
  const read = numberReader(source.format.decimal);
  for (const { table, map } of tables) {
    const at = map.columns.find((column) => column.field === field)?.at;
    const sheet = table.sheet === null ? 'sheet IS NULL' : `sheet = ${literal(table.sheet)}`;
    const cells = await ask(
      `SELECT CASE WHEN NOT list_contains(codes, 'CELL_COUNT') THEN json_extract_string(cells, '$[${at ?? -1}]') END AS text, count(*) AS rows
       FROM rejected WHERE ${sheet} GROUP BY 1`,
    );
    for (const { text, rows } of cells) {
      const shown = trimmed(text ?? '');
      const digits = text === null ? undefined : shown === '' ? '0' : read(shown, shown);
      if (digits === undefined) unreadable += Number(rows);
      else units += toUnits(digits) * BigInt(rows ?? 0);
    }
  }
  return { units, unreadable };
}
