/** The rows of a sheet as its cells go by, each held against the place that it says it has. */

import { cellText, type RawCell } from '../../schemas/rows.js';
import { isBlank } from '../account.js';
import type { CommonValue, CommonValues } from '../common-values.js';
import type { ReadRow } from '../workbook-messages.js';
import { unreadablePart } from './xml.js';

/** No spreadsheet program has more. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;

export class SheetRows {
  private rows: ReadRow[] = [];
  private line = 0;
  /** The row does not say its number: its first cell may. */
  private unnumbered = false;
  private hidden = false;
  private cells: ReadRow['cells'] = [];
  private column = -1;

  /** Of the cells in which something stands: where the last of them ends, their characters, and whether it is more than blanks. */
  private width = 0;
  private weight = 0;
  private filled = false;

  constructor(
    private readonly part: string,
    private readonly values: CommonValues,
  ) {}

  /** Rows with a cell in which something stands, in the order of the file, since it was asked last. */
  take(): ReadRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  /** @param line where the row says that it stands. */
  begin(line: number | undefined, hidden: boolean): void {
    this.unnumbered = line === undefined;
    this.setLine(line ?? this.line + 1);
    this.hidden = hidden;
    this.cells = [];
    this.column = -1;
    this.width = 0;
    this.weight = 0;
    this.filled = false;
  }

  /** The next cell does not say where it stands: behind the one before. */
  next(): void {
    this.setColumn(this.column + 1);
  }

  /** The next cell says where it stands; -1 for what cannot be read. */
  place(column: number, line: number): void {
    if (column === -1 || line === -1) throw this.damaged('has a cell whose place cannot be read');
    this.setColumn(column);
    if (line === this.line) return;
    if (!this.unnumbered || this.cells.length > 0) throw this.damaged(`has a cell of row ${line} in row ${this.line}`);
    this.setLine(line);
  }

  put(cell: RawCell | CommonValue): void {
    const { cells, column, values } = this;
    const common = typeof cell === 'number';
    const length = common ? (values.lengths[cell] as number) : cellText(cell).length;
    const content = common && length === 0 ? '' : cell;
    while (cells.length < column) cells.push('');
    if (column === cells.length) cells.push(content);
    else if (cells[column] === '') cells[column] = content;
    else throw this.damaged(`has two cells in one place in row ${this.line}`);
    if (content === '') return;
    this.width = Math.max(this.width, column + 1);
    this.weight += length;
    this.filled ||= !isBlank(common ? (values.cells[cell] as RawCell) : cell);
  }

  end(): void {
    if (!this.filled) return;
    const { line, cells, weight, hidden } = this;
    cells.length = this.width;
    this.rows.push({ line, cells, weight, ...(hidden ? { hidden } : {}) });
  }

  private setLine(line: number): void {
    if (line < 1 || line > LAST_ROW) throw this.damaged('has a row beyond the last one of any sheet');
    this.line = line;
  }

  private setColumn(column: number): void {
    if (column >= LAST_COLUMN) throw this.damaged('has a cell beyond the last column of any sheet');
    this.column = column;
  }

  private damaged(why: string) {
    return unreadablePart(this.part, why);
  }
}
