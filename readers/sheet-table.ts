/** One sheet as a table: its header, its rows in chunks, its account, and what its source wants of hidden rows. */

import { printable } from '../schemas/printable.js';
import type { XlsxFormat } from '../schemas/project.js';
import type { LineAccount, RawCell, ReaderHold } from '../schemas/rows.js';
import { TableAccount } from './account.js';
import { Chunks } from './chunks.js';
import type { ReadChunk } from './reader.js';
import type { SheetRow } from './workbook-messages.js';

/** So many row numbers are told one by one. */
const TOLD = 20;

export class SheetTable {
  readonly account: TableAccount;
  private readonly chunks = new Chunks();
  private readonly hiddenRows: XlsxFormat['hidden_rows'];
  /** Rows of data that are hidden: how many, and the first of them. */
  private hidden = 0;
  private readonly firstHidden: number[] = [];

  constructor(
    private readonly sheet: string,
    format: XlsxFormat,
    /** Of its widest row; matters only where no header says how wide it is. */
    width: number,
  ) {
    this.account = new TableAccount(sheet, format, { width });
    this.hiddenRows = format.hidden_rows;
  }

  *take(rows: Iterable<SheetRow>): Generator<ReadChunk> {
    const skip = this.hiddenRows === 'skip';
    for (const { line, cells, weight, hidden } of rows) {
      const row = this.account.take(line, 1, cells, skip && hidden === true);
      pad(cells, this.account.table?.header.length ?? 0);
      if (row === undefined) continue;
      if (hidden === true) this.noteHidden(line);
      if (hidden === true && skip) continue;
      this.chunks.add(row, weight + cells.length);
      if (this.account.table !== undefined && this.chunks.full) yield this.chunks.take(this.account.table);
    }
  }

  *end(lines: number): Generator<ReadChunk, LineAccount> {
    const account = this.account.close(lines);
    if (this.account.table !== undefined && this.chunks.due) yield this.chunks.take(this.account.table);
    return account;
  }

  get notes(): string[] {
    if (this.hidden === 0) return [];
    const done = this.hiddenRows === 'skip' ? 'were not read' : 'were read';
    return [`sheet "${this.sheet}": ${this.hidden} hidden rows ${done} (${this.places})`];
  }

  get holds(): ReaderHold[] {
    if (this.hidden === 0 || this.hiddenRows !== 'hold') return [];
    return [{ code: 'HIDDEN_ROWS', says: `Sheet "${printable(this.sheet)}" has ${this.hidden} hidden rows (${this.places}).` }];
  }

  private get places(): string {
    return `${this.firstHidden.length === 1 ? 'row' : 'rows'} ${this.firstHidden.join(', ')}${this.hidden > TOLD ? ' …' : ''}`;
  }

  private noteHidden(line: number): void {
    this.hidden++;
    if (this.firstHidden.length < TOLD) this.firstHidden.push(line);
  }
}

/** A sheet does not store the empty cells at the end of a row; a text file does. */
function pad(cells: RawCell[], width: number): void {
  while (cells.length < width) cells.push('');
}
