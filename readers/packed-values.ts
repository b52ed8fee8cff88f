/** Values of cells one behind the other, as one text and a few arrays of numbers: what each one says is a slice of the text. */

import type { RawCell, TypedCell } from '../schemas/rows.js';

export interface PackedValues {
  /** Of each value: which of its properties follow. */
  kinds: Uint8Array<ArrayBuffer>;
  numbers: Float64Array<ArrayBuffer>;
  /** Of each text, date and error, as they stand in `text`. */
  lengths: Uint32Array<ArrayBuffer>;
  text: string;
}

const TEXT = 1;
const NUMBER = 2;
const DATE = 4;
const TRUE = 8;
const FALSE = 16;
const ERROR = 32;
/** A cell that knows what it is, even when it is none of the above. */
const TYPED = 64;

export class ValueWriter {
  private readonly kinds: number[] = [];
  private readonly numbers: number[] = [];
  private readonly lengths: number[] = [];
  private readonly texts: string[] = [];

  add(value: RawCell): void {
    if (typeof value === 'string') {
      this.say(value);
      this.kinds.push(TEXT);
      return;
    }
    this.say(value.text);
    if (value.number !== undefined) this.numbers.push(value.number);
    if (value.date !== undefined) this.say(value.date);
    if (value.error !== undefined) this.say(value.error);
    this.kinds.push(kindOf(value));
  }

  end(): PackedValues {
    return {
      kinds: new Uint8Array(this.kinds),
      numbers: new Float64Array(this.numbers),
      lengths: new Uint32Array(this.lengths),
      text: this.texts.join(''),
    };
  }

  private say(text: string): void {
    this.texts.push(text);
    this.lengths.push(text.length);
  }
}

export class ValueReader {
  private at = 0;
  private number = 0;
  private length = 0;
  private from = 0;

  constructor(private readonly values: PackedValues) {}

  next(): RawCell {
    const { kinds, numbers } = this.values;
    const kind = kinds[this.at++] as number;
    if (kind === TEXT) return this.text();
    const typed: TypedCell = { text: this.text() };
    if (kind & NUMBER) typed.number = numbers[this.number++];
    if (kind & DATE) typed.date = this.text();
    if (kind & (TRUE | FALSE)) typed.boolean = (kind & TRUE) !== 0;
    if (kind & ERROR) typed.error = this.text();
    return typed;
  }

  *[Symbol.iterator](): Generator<RawCell> {
    while (this.at < this.values.kinds.length) yield this.next();
  }

  private text(): string {
    const begin = this.from;
    this.from += this.values.lengths[this.length++] as number;
    return this.values.text.slice(begin, this.from);
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
