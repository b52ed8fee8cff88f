/**
 * Nearly every cell of a workbook is written in one of a few ways, `<c r="B2" s="1"><v>46161</v></c>` first of all. Those are taken byte
 * by byte in one go, several times faster than tag by tag. What is written otherwise, or cut by the end of a piece, is left alone.
 *
 * Everything here gets the place where the cell goes on and returns where it goes on from there, or NONE. Zeros stand behind a piece, so
 * nothing looks for its end.
 */

import { valuesOf, type CellRules } from './cell-value.js';
import { LeadingText } from './leading-text.js';
import type { Piece } from './piece.js';
import type { SheetRows } from './rows.js';

const SPACE = 0x20;
const QUOTE = 0x22;
const MINUS = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const ZERO = 0x30;
const NINE = 0x39;
const LT = 0x3c;
const EQUALS = 0x3d;
const GT = 0x3e;
const A = 0x41;
const Z = 0x5a;
const C = 0x63;
const N = 0x6e;
const R = 0x72;
const S = 0x73;
const T = 0x74;
const V = 0x76;

const NONE = -1;

/** So many digits are a number without loss, and one division by a power of ten rounds it as it should be. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

/** A type by its first letter: n, s, str or inlineStr. */
const TEXT = 0;
const INLINE = 0x69;

export class SimpleCells {
  private column = 0;
  private line = 0;
  private style = 0;
  private type = N;
  private readonly content = new LeadingText();

  constructor(
    private readonly rules: CellRules,
    private readonly rows: SheetRows,
  ) {}

  /** @param from the `<` of a cell. @returns what follows the last cell that was taken; `from` itself when none was. */
  take(source: Piece, from: number): number {
    for (let done = from; ;) {
      const next = this.cell(source, done);
      if (next === NONE) return done;
      done = next;
    }
  }

  private cell(source: Piece, from: number): number {
    const { bytes } = source;
    const tag = this.reference(bytes, from);
    const at = tag === NONE ? NONE : this.attributes(source, tag);
    if (at === NONE) return NONE;
    if (bytes[at] === SLASH) return this.empty(bytes, at);
    if (bytes[at] !== GT) return NONE;
    if (this.type === INLINE) return this.inline(source, at + 1);
    if (bytes[at + 1] !== LT || bytes[at + 2] !== V || bytes[at + 3] !== GT) return NONE;
    return this.type === S
      ? this.shared(bytes, at + 4)
      : this.type === N
        ? this.number(bytes, at + 4)
        : this.text(source, at + 4, VALUE_END);
  }

  /** `<c r="AB12"` */
  private reference(bytes: Uint8Array, from: number): number {
    if (bytes[from] !== LT || bytes[from + 1] !== C || bytes[from + 2] !== SPACE) return NONE;
    if (bytes[from + 3] !== R || bytes[from + 4] !== EQUALS || bytes[from + 5] !== QUOTE) return NONE;
    let at = from + 6;
    let code = bytes[at] as number;
    let column = 0;
    for (; code >= A && code <= Z; code = bytes[++at] as number) column = column * 26 + (code - A + 1);
    let line = 0;
    for (; code >= ZERO && code <= NINE; code = bytes[++at] as number) line = line * 10 + (code - ZERO);
    this.column = column - 1;
    this.line = line;
    return column > 0 && line > 0 && code === QUOTE ? at + 1 : NONE;
  }

  /** Style and type, in any order. */
  private attributes(source: Piece, from: number): number {
    const { bytes } = source;
    this.style = 0;
    this.type = N;
    let at = from;
    while (bytes[at] === SPACE) {
      const name = bytes[at + 1];
      if (bytes[at + 2] !== EQUALS || bytes[at + 3] !== QUOTE) return NONE;
      at += 4;
      if (name === T) {
        this.type = bytes[at] as number;
        if (bytes[at + 1] === QUOTE && (this.type === S || this.type === N)) at += 2;
        else if (source.has('str"', at)) {
          this.type = TEXT;
          at += 4;
        } else if (source.has('inlineStr"', at)) at += 10;
        else return NONE;
      } else if (name === S) {
        let style = 0;
        let code = bytes[at] as number;
        for (; code >= ZERO && code <= NINE; code = bytes[++at] as number) style = style * 10 + (code - ZERO);
        if (code !== QUOTE) return NONE;
        this.style = style;
        at++;
      } else return NONE;
    }
    return at;
  }

  /** Only a style. */
  private empty(bytes: Uint8Array, at: number): number {
    if (bytes[at + 1] !== GT || this.type === TEXT || this.type === INLINE) return NONE;
    this.rows.place(this.column, this.line);
    return at + 2;
  }

  private shared(bytes: Uint8Array, from: number): number {
    let at = from;
    let code = bytes[at] as number;
    let index = 0;
    for (; code >= ZERO && code <= NINE; code = bytes[++at] as number) index = index * 10 + (code - ZERO);
    if (at === from || index >= this.rules.values.texts || !endsValue(bytes, at)) return NONE;
    this.rows.place(this.column, this.line);
    this.rows.put(index);
    return at + VALUE_END.length;
  }

  private number(bytes: Uint8Array, from: number): number {
    const begin = bytes[from] === MINUS ? from + 1 : from;
    let number = 0;
    let point = NONE;
    let at = begin;
    for (; ; at++) {
      const code = bytes[at] as number;
      if (code >= ZERO && code <= NINE) number = number * 10 + (code - ZERO);
      else if (code === DOT && point === NONE) point = at;
      else break;
    }
    const digits = at - begin - (point === NONE ? 0 : 1);
    if (digits === 0 || digits > EXACT_DIGITS || !endsValue(bytes, at)) return NONE;
    if (point !== NONE) number /= POWERS[at - point - 1] as number;
    this.rows.place(this.column, this.line);
    this.rows.put(valuesOf(this.rules, this.style).of(begin === from ? number : -number));
    return at + VALUE_END.length;
  }

  private inline(source: Piece, at: number): number {
    if (source.has(PLAIN, at)) return this.text(source, at + PLAIN.length, INLINE_END);
    return source.has(SPACED, at) ? this.text(source, at + SPACED.length, INLINE_END) : NONE;
  }

  private text(source: Piece, from: number, end: string): number {
    const { content } = this;
    if (!content.find(source, from) || !source.has(end, content.end)) return NONE;
    this.rows.place(this.column, this.line);
    this.rows.put(content.value);
    return content.end + end.length;
  }
}

const VALUE_END = '</v></c>';
const PLAIN = '<is><t>';
const SPACED = '<is><t xml:space="preserve">';
const INLINE_END = '</t></is></c>';

/** `</v></c>`; twice as fast as `has`. */
const endsValue = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === LT &&
  bytes[at + 1] === SLASH &&
  bytes[at + 2] === V &&
  bytes[at + 3] === GT &&
  bytes[at + 4] === LT &&
  bytes[at + 5] === SLASH &&
  bytes[at + 6] === C &&
  bytes[at + 7] === GT;
