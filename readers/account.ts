/** Takes every line of one table for exactly one thing: preamble, header, data, total or blank. The same for all readers. */

import { AssuranceError } from '../schemas/errors/error.js';
import { positionName } from '../schemas/column-position.js';
import { findCorrectionColumns } from '../schemas/corrections.js';
import { printable } from '../schemas/printable.js';
import type { TableFormat } from '../schemas/project.js';
import { cellText, type LineAccount, type RawCell, type RawRow, type RawTable, type TotalLine } from '../schemas/rows.js';

/** A cell that shows nothing but blanks and holds nothing that a number format hides. */
export function isBlank(cell: RawCell): boolean {
  if (cellText(cell).trim() !== '') return false;
  return typeof cell === 'string' || (cell.number === undefined && cell.boolean === undefined && cell.error === undefined);
}

/** Totals stand at the end; a pattern that takes a whole file for totals must not fill the memory. */
export const TOTALS_KEPT = 100;

/** What belongs into a file's account for the total lines of its tables. */
export const totalsOf = (...tables: TableAccount[]): { totals?: TotalLine[] } => {
  const totals = tables.flatMap((table) => table.totals);
  return totals.length === 0 ? {} : { totals };
};

/** What a row below the header is: data, a total, or nothing at all. */
export function kindOfRow(cells: readonly RawCell[], total: RegExp | undefined): 'data' | 'total' | 'blank' {
  const filled = cells.find((cell) => !isBlank(cell));
  if (filled === undefined) return 'blank';
  return total?.test(cellText(filled).trim()) === true ? 'total' : 'data';
}

export class TableAccount {
  /** The last lines that were counted as total. */
  readonly totals: TotalLine[] = [];
  private readonly counts: Omit<LineAccount, 'sheet' | 'lines'> = { preamble: 0, header: 0, data: 0, total: 0, blank: 0, rows: 0 };
  private readonly headerRow: number;
  private readonly total: RegExp | undefined;
  private next = 1;
  private known: RawTable | undefined;
  private hidden = 0;

  constructor(
    private readonly sheet: string | null,
    format: Pick<TableFormat, 'header_row' | 'total_row'>,
    /** Of a table without a header: lines above its first row that are none of its rows, and columns that it has at least. */
    private readonly bare: { above?: number; width?: number } = {},
  ) {
    this.headerRow = format.header_row;
    this.total = format.total_row === undefined ? undefined : new RegExp(format.total_row, 'u');
  }

  /** The table's header; undefined until its line was taken, or, of a table without a header, its first row. */
  get table(): RawTable | undefined {
    return this.known;
  }

  /**
   * Takes the next row: it begins on `line` and covers `span` lines. Lines that were passed over have no cells
   * (the preamble of a text file, which is no table yet, and sheet rows without cells).
   * @param hidden whether a row of data is to be counted as hidden: the source passes over it.
   * @returns the row when it is data or hidden.
   * @throws HEADER_MISSING when the line of the header is blank.
   */
  take(line: number, span: number, cells: RawCell[], hidden = false): RawRow | undefined {
    this.passTo(line);
    this.next = line + span;
    if (line < this.headerRow) {
      this.counts.preamble += span;
      return undefined;
    }
    const kind = kindOfRow(cells, this.total);
    if (this.known === undefined && this.headerRow > 0) {
      if (line > this.headerRow || kind === 'blank') throw this.headerMissing(`line ${this.headerRow} is blank`);
      return this.takeHeader(line, span, cells);
    }
    if (this.known === undefined && kind === 'data') {
      // Our correction files have a header whatever the source says
      if (findCorrectionColumns(cells.map(cellText)) !== undefined) return this.takeHeader(line, span, cells);
      const width = Math.max(cells.length, this.bare.width ?? 0);
      this.known = { sheet: this.sheet, header: Array.from({ length: width }, (_, at) => positionName(at)), header_line: 0 };
    }
    if (kind === 'data' && hidden) this.hidden += span;
    else this.counts[kind] += span;
    if (kind === 'total') {
      this.totals.push({ sheet: this.sheet, line, cells });
      if (this.totals.length > TOTALS_KEPT) this.totals.shift();
    }
    if (kind !== 'data') return undefined;
    if (!hidden) this.counts.rows++;
    return { sheet: this.sheet, line, cells };
  }

  /**
   * @param lines what the table holds, counted apart from the rows that were taken.
   * @throws HEADER_MISSING when the table ended above its header, FILE_EMPTY when it has no header and no row; INTERNAL when a line was lost or taken twice.
   */
  close(lines: number): LineAccount {
    if (this.known === undefined && this.headerRow === 0) throw this.noRow();
    if (this.known === undefined) throw this.headerMissing(`there are only ${lines} lines`);
    const { preamble, header, data, total, blank } = this.counts;
    const hidden = this.hidden === 0 ? {} : { hidden: this.hidden };
    if (preamble + header + data + total + blank + this.hidden !== lines) {
      throw new AssuranceError(
        'INTERNAL',
        `The account of lines does not add up: ${JSON.stringify({ ...this.counts, ...hidden, lines })}.`,
        {
          where: this.sheet === null ? undefined : `sheet "${this.sheet}"`,
        },
      );
    }
    return { sheet: this.sheet, lines, ...this.counts, ...hidden };
  }

  private takeHeader(line: number, span: number, cells: RawCell[]): undefined {
    this.counts.header += span;
    this.known = { sheet: this.sheet, header: cells.map(cellText), header_line: line };
  }

  private passTo(line: number): void {
    const preamble = Math.max(0, Math.min(line, Math.max(this.headerRow, 1 + (this.bare.above ?? 0))) - this.next);
    this.counts.preamble += preamble;
    this.counts.blank += line - this.next - preamble;
  }

  private noRow(): AssuranceError {
    const [what, where] = this.sheet === null ? ['file', undefined] : ['sheet', `sheet "${printable(this.sheet)}"`];
    return new AssuranceError('FILE_EMPTY', `The ${what} holds no row, and its source says that it has no header.`, { where });
  }

  private headerMissing(why: string): AssuranceError {
    const where = this.sheet === null ? `line ${this.headerRow}` : `sheet "${this.sheet}", row ${this.headerRow}`;
    return new AssuranceError('HEADER_MISSING', `The header is expected on line ${this.headerRow}, but ${why}.`, { where });
  }
}
