/** Rows of a sheet in chunks, in their order, none of them too large; the same for every kind of workbook. */

import type { CellObject } from 'xlsx';
import { AssuranceError } from '../schemas/errors/error.js';
import { cellText, type RawCell } from '../schemas/rows.js';
import { isBlank } from './account.js';
import { rawCell } from './cells.js';
import { CHUNK_ROWS, CHUNK_WEIGHT, ROW_LIMIT } from './chunks.js';
import type { ReadRow, SheetRow } from './workbook-messages.js';

export interface OpenSheet {
  name: string;
  /** Rows of cells by position; rows and cells may be missing. */
  data: ((CellObject | undefined)[] | undefined)[];
  /** Numbers of hidden rows. */
  hidden: ReadonlySet<number>;
}

/** Gathers the rows of one sheet until they are worth handing over. */
export class RowChunk {
  private rows: ReadRow[] = [];
  private weight = 0;
  /** The last row with a filled cell. */
  last = 0;

  constructor(private readonly sheet: string) {}

  /** @throws ROW_TOO_LARGE with the sheet row; WORKBOOK_UNREADABLE for a row that stands behind a later one. */
  add(row: ReadRow): void {
    const where = `sheet "${this.sheet}", row ${row.line}`;
    if (row.weight > ROW_LIMIT) throw new AssuranceError('ROW_TOO_LARGE', `A row is longer than ${ROW_LIMIT} characters.`, { where });
    if (row.line <= this.last) {
      const message = `Row ${row.line} of the sheet stands behind row ${this.last}, so the sheet cannot be read from top to bottom.`;
      throw new AssuranceError('WORKBOOK_UNREADABLE', message, { where });
    }
    this.last = row.line;
    this.rows.push(row);
    // A sheet can be 16,384 columns wide with nothing in most of them
    this.weight += row.weight + row.cells.length;
  }

  get full(): boolean {
    return this.rows.length >= CHUNK_ROWS || this.weight >= CHUNK_WEIGHT;
  }

  take(): ReadRow[] {
    const { rows } = this;
    this.rows = [];
    this.weight = 0;
    return rows;
  }
}

/** Yields the filled rows of a sheet of SheetJS, and forgets each one in `data` unless it is to `keep` them, so that memory falls while they are read. */
export function* filledRows(
  { data, hidden }: OpenSheet,
  { date1904, rejectFormulas, keep }: { date1904: boolean; rejectFormulas: boolean; keep: boolean },
): Generator<SheetRow> {
  for (let index = 0; index < data.length; index++) {
    const row = data[index];
    if (row === undefined) continue;
    if (!keep) data[index] = undefined;
    const cells = row.map((cell) => (cell && rawCell(cell, date1904, rejectFormulas)) ?? '');
    const made = filledRow(index + 1, cells, hidden.has(index + 1));
    if (made !== undefined) yield made;
  }
}

/** @returns undefined when nothing but blanks stands in the row: it is found as a gap between others. */
function filledRow(line: number, cells: RawCell[], hidden: boolean): SheetRow | undefined {
  let filled = false;
  let weight = 0;
  let width = 0;
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? '';
    if (cell === '') {
      cells[at] = '';
      continue;
    }
    width = at + 1;
    weight += cellText(cell).length;
    filled ||= !isBlank(cell);
  }
  cells.length = width;
  return filled ? { line, cells, weight, ...(hidden ? { hidden } : {}) } : undefined;
}
