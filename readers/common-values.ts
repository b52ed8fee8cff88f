/** What more than one cell may hold, so that a cell needs no more than its number until it reaches the reader's own thread. */

import { cellText, type RawCell } from '../schemas/rows.js';

/** Place of a value among the others. */
export type CommonValue = number;

/** How many numbers of cells are remembered, as they are shown: days, quantities and prices come again and again. */
const REMEMBERED = 65_536;

export class CommonValues {
  /** The shared texts of a workbook in their order, then numbers. */
  readonly cells: RawCell[] = [];
  /** Characters of each, beside them: to look at a million values takes longer than to count. */
  readonly lengths: number[] = [];
  /** How many of them are shared texts. */
  texts = 0;

  addText(text: string): void {
    this.add(text);
    this.texts++;
  }

  /** Of a number, once all texts are there. @returns undefined when enough are remembered. */
  remember(cell: RawCell): CommonValue | undefined {
    return this.cells.length < this.most ? this.add(cell) : undefined;
  }

  /** How many there will be. */
  get most(): number {
    return this.texts + REMEMBERED;
  }

  private add(cell: RawCell): CommonValue {
    this.lengths.push(cellText(cell).length);
    return this.cells.push(cell) - 1;
  }
}
