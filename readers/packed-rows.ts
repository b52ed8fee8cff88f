/**
 * Rows on their way between two threads. Two million small objects take longer to copy than to parse, so a chunk is two texts and a few
 * arrays of numbers. Common values come again and again: each is sent once, and remembered on both sides under its number.
 */

import type { RawCell } from '../schemas/rows.js';
import type { CommonValue, CommonValues } from './common-values.js';
import { ValueReader, ValueWriter, type PackedValues } from './packed-values.js';
import type { ReadRow, SheetRow } from './workbook-messages.js';

export interface PackedRows {
  lines: Uint32Array<ArrayBuffer>;
  /** How many cells each row has. */
  widths: Uint32Array<ArrayBuffer>;
  weights: Uint32Array<ArrayBuffer>;
  hidden: Uint8Array<ArrayBuffer>;
  /** Of each cell: EMPTY, ONCE, or the number of a value; the first cell with a number is where both sides learn its value. */
  cells: Uint32Array<ArrayBuffer>;
  /** What is remembered. It is apart from the others, whose memory it would hold. */
  kept: PackedValues;
  once: PackedValues;
}

const EMPTY = 0;
/** The next of the values that are not remembered. */
const ONCE = 1;
const FIRST = 2;

/** What is remembered at most: so many values, and so many characters. */
export const KEPT_VALUES = 262_144;
export const KEPT_CHARACTERS = 16 * 1024 * 1024;

export class RowPacker {
  private next = FIRST;
  private characters = 0;
  /** What the common values are on the way, by their places among themselves. */
  private readonly numbers: Uint32Array;
  private kept = new ValueWriter();
  private once = new ValueWriter();

  /** @param values that cells of its rows may name. */
  constructor(private readonly values: CommonValues) {
    this.numbers = new Uint32Array(values.most);
  }

  pack(rows: readonly ReadRow[]): PackedRows {
    const lines = new Uint32Array(rows.length);
    const widths = new Uint32Array(rows.length);
    const weights = new Uint32Array(rows.length);
    const hidden = new Uint8Array(rows.length);
    const cells = new Uint32Array(rows.reduce((sum, row) => sum + row.cells.length, 0));
    let at = 0;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] as ReadRow;
      lines[index] = row.line;
      widths[index] = row.cells.length;
      weights[index] = row.weight;
      hidden[index] = row.hidden === true ? 1 : 0;
      for (const cell of row.cells) cells[at++] = this.numberOf(cell);
    }
    const { kept, once } = this;
    this.kept = new ValueWriter();
    this.once = new ValueWriter();
    return { lines, widths, weights, hidden, cells, kept: kept.end(), once: once.end() };
  }

  private numberOf(cell: ReadRow['cells'][number]): number {
    if (typeof cell === 'number') return (this.numbers[cell] as number) || this.keep(cell);
    if (cell === '') return EMPTY;
    this.once.add(cell);
    return ONCE;
  }

  private keep(value: CommonValue): number {
    const cell = this.values.cells[value] as RawCell;
    const characters = this.characters + (this.values.lengths[value] as number);
    if (this.next - FIRST >= KEPT_VALUES || characters > KEPT_CHARACTERS) {
      this.once.add(cell);
      return ONCE;
    }
    this.kept.add(cell);
    this.characters = characters;
    return (this.numbers[value] = this.next++);
  }
}

/** What need not be copied to reach the other thread. */
export const buffersOf = ({ lines, widths, weights, hidden, cells, kept, once }: PackedRows): ArrayBuffer[] =>
  [lines, widths, weights, hidden, cells, ...[kept, once].flatMap(({ kinds, numbers, lengths }) => [kinds, numbers, lengths])].map(
    ({ buffer }) => buffer,
  );

/** Of the chunks of one packer, in their order. A value that is remembered is the same object in all its cells. */
export class RowUnpacker {
  private readonly known: RawCell[] = new Array<RawCell>(FIRST).fill('');

  *unpack({ lines, widths, weights, hidden, cells: numbers, kept, once }: PackedRows): Generator<SheetRow> {
    const values = new ValueReader(once);
    for (const value of new ValueReader(kept)) this.known.push(value);
    let at = 0;
    for (let row = 0; row < lines.length; row++) {
      const cells: RawCell[] = [];
      for (const end = at + (widths[row] as number); at < end; at++) {
        const number = numbers[at] as number;
        cells.push(number === ONCE ? values.next() : (this.known[number] as RawCell));
      }
      yield { line: lines[row] as number, cells, weight: weights[row] as number, ...(hidden[row] === 1 ? { hidden: true } : {}) };
    }
  }
}
