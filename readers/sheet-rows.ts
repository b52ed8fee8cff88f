/** The filled rows of one sheet, each at its row number, whatever the sheet's own dimension claims. */

import type { CellObject } from 'xlsx';
import { AssuranceError } from '../schemas/errors/error.js';
import { cellText, type RawCell } from '../schemas/rows.js';
import { isBlank } from './account.js';
import { rawCell } from './cells.js';
import { ROW_LIMIT } from './chunks.js';
import type { OpenSheet } from './workbook.js';
import type { SheetRow } from './workbook-messages.js';

/** The last row with a filled cell, found from below and apart from the rows that are handed over. */
export function lastFilledRow(data: OpenSheet['data'], date1904: boolean): number {
  for (let row = data.length; row > 0; row--) {
    if (data[row - 1]?.some((cell) => isFilled(cell, date1904)) === true) return row;
  }
  return 0;
}

function isFilled(cell: CellObject | undefined, date1904: boolean): boolean {
  if (cell === undefined) return false;
  const raw = rawCell(cell, date1904);
  return raw !== undefined && !isBlank(raw);
}

/**
 * Yields rows with at least one cell that is not empty, and forgets each one in `data`, so that memory falls while they are read.
 * @throws ROW_TOO_LARGE with the sheet row.
 */
export function* filledRows({ name, data }: OpenSheet, date1904: boolean): Generator<SheetRow> {
  for (let index = 0; index < data.length; index++) {
    const row = data[index];
    if (row === undefined) continue;
    data[index] = undefined;
    const { cells, weight } = rawCells(row, date1904);
    if (weight > ROW_LIMIT) {
      const where = `sheet "${name}", row ${index + 1}`;
      throw new AssuranceError('ROW_TOO_LARGE', `A row is longer than ${ROW_LIMIT} characters.`, { where });
    }
    if (cells.length > 0) yield { line: index + 1, cells, weight };
  }
}

function rawCells(row: (CellObject | undefined)[], date1904: boolean): { cells: RawCell[]; weight: number } {
  const cells: RawCell[] = [];
  let filled = 0;
  let weight = 0;
  for (let column = 0; column < row.length; column++) {
    const cell = row[column];
    const raw = (cell && rawCell(cell, date1904)) ?? '';
    cells.push(raw);
    if (raw !== '') filled = column + 1;
    weight += cellText(raw).length;
  }
  return { cells: cells.slice(0, filled), weight };
}
