/**
 * Rows on their way between two threads. Two million small objects take longer to copy than to parse, so a chunk is one text and a few
 * arrays of numbers; the texts of its cells are slices of it.
 */

import type { RawCell, TypedCell } from '../schemas/rows.js';
import type { SheetRow } from './workbook-messages.js';

export interface PackedRows {
  lines: Uint32Array<ArrayBuffer>;
  /** How many cells each row has. */
  widths: Uint32Array<ArrayBuffer>;
  weights: Uint32Array<ArrayBuffer>;
  hidden: Uint8Array<ArrayBuffer>;
  /** Of each cell: which of its properties follow. */
  kinds: Uint8Array<ArrayBuffer>;
  numbers: Float64Array<ArrayBuffer>;
  /** Of each text, date and error, as they stand in `text`. */
  lengths: Uint32Array<ArrayBuffer>;
  text: string;
}

const EMPTY = 0;
const TEXT = 1;
const NUMBER = 2;
const DATE = 4;
const TRUE = 8;
const FALSE = 16;
const ERROR = 32;
/** A cell that knows what it is, even when it is none of the above. */
const TYPED = 64;

export function pack(rows: readonly SheetRow[]): PackedRows {
  const cells = rows.reduce((sum, row) => sum + row.cells.length, 0);
  const kinds = new Uint8Array(cells);
  const numbers: number[] = [];
  const lengths: number[] = [];
  const texts: string[] = [];
  const say = (text: string): void => {
    texts.push(text);
    lengths.push(text.length);
  };
  let at = 0;
  for (const row of rows) {
    for (const cell of row.cells) {
      if (typeof cell === 'string') {
        if (cell !== '') say(cell);
        kinds[at++] = cell === '' ? EMPTY : TEXT;
        continue;
      }
      say(cell.text);
      if (cell.number !== undefined) numbers.push(cell.number);
      if (cell.date !== undefined) say(cell.date);
      if (cell.error !== undefined) say(cell.error);
      kinds[at++] = kindOf(cell);
    }
  }
  return {
    lines: Uint32Array.from(rows, ({ line }) => line),
    widths: Uint32Array.from(rows, (row) => row.cells.length),
    weights: Uint32Array.from(rows, ({ weight }) => weight),
    hidden: Uint8Array.from(rows, ({ hidden }) => (hidden === true ? 1 : 0)),
    kinds,
    numbers: Float64Array.from(numbers),
    lengths: Uint32Array.from(lengths),
    text: texts.join(''),
  };
}

/** What need not be copied to reach the other thread. */
export const buffersOf = ({ lines, widths, weights, hidden, kinds, numbers, lengths }: PackedRows): ArrayBuffer[] =>
  [lines, widths, weights, hidden, kinds, numbers, lengths].map(({ buffer }) => buffer);

export function* unpacked({ lines, widths, weights, hidden, kinds, numbers, lengths, text }: PackedRows): Generator<SheetRow> {
  let cell = 0;
  let number = 0;
  let length = 0;
  let from = 0;
  const next = (): string => {
    const begin = from;
    from += lengths[length++] as number;
    return text.slice(begin, from);
  };
  for (let row = 0; row < lines.length; row++) {
    const cells: RawCell[] = [];
    for (let width = widths[row] as number; width > 0; width--) {
      const kind = kinds[cell++] as number;
      if (kind === EMPTY) cells.push('');
      else if (kind === TEXT) cells.push(next());
      else {
        const typed: TypedCell = { text: next() };
        if (kind & NUMBER) typed.number = numbers[number++];
        if (kind & DATE) typed.date = next();
        if (kind & (TRUE | FALSE)) typed.boolean = (kind & TRUE) !== 0;
        if (kind & ERROR) typed.error = next();
        cells.push(typed);
      }
    }
    yield { line: lines[row] as number, cells, weight: weights[row] as number, ...(hidden[row] === 1 ? { hidden: true } : {}) };
  }
}

function kindOf({ number, date, boolean, error }: TypedCell): number {
  return (
    TYPED |
    (number === undefined ? 0 : NUMBER) |
    (date === undefined ? 0 : DATE) |
    (boolean === undefined ? 0 : boolean ? TRUE : FALSE) |
    (error === undefined ? 0 : ERROR)
  );
}
