/** What the tag `<c …>` says of its cell, however it is written. */

import type { CellType } from './cell-value.js';
import type { Piece } from './piece.js';
import { wholeNumber } from './reference.js';

const SPACE = 0x20;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const GT = 0x3e;
const C = 0x63;
const R = 0x72;
const S = 0x73;
const T = 0x74;

export interface CellTag {
  /** Where its reference stands; empty when it has none. */
  from: number;
  to: number;
  style: number;
  /** Undefined for a type that no cell has. */
  type: CellType | undefined;
}

const TYPES: ReadonlySet<string> = new Set<CellType>(['n', 's', 'str', 'inlineStr', 'b', 'e', 'd']);

export function isCell({ bytes }: Piece, from: number): boolean {
  const next = bytes[from + 1] as number;
  return bytes[from] === C && (next <= SPACE || next === GT || next === SLASH);
}

export function cellTag(source: Piece, from: number, to: number): CellTag {
  const { bytes } = source;
  const tag: CellTag = { from: 0, to: 0, style: 0, type: 'n' };
  for (let at = from + 1; at < to;) {
    const code = bytes[at] as number;
    if (code <= SPACE || code === SLASH) {
      at++;
      continue;
    }
    let nameEnd = at + 1;
    while (nameEnd < to && bytes[nameEnd] !== EQUALS) nameEnd++;
    const quote = behindBlanks(bytes, nameEnd + 1);
    const mark = bytes[quote];
    let end = quote + 1;
    while (end < to && bytes[end] !== mark) end++;
    let last = nameEnd;
    while ((bytes[last - 1] as number) <= SPACE) last--;
    const name = last === at + 1 ? code : 0;
    if (name === R) {
      tag.from = tag.to === 0 ? quote + 1 : end; // two of them are none
      tag.to = end;
    } else if (name === S) tag.style = wholeNumber(bytes, quote + 1, end);
    else if (name === T) tag.type = typeOf(source.text(quote + 1, end));
    at = end + 1;
  }
  return tag;
}

const typeOf = (type: string): CellType | undefined => (TYPES.has(type) ? (type as CellType) : undefined);

/** Blanks around the equals sign are allowed, and nobody writes them. */
function behindBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while ((bytes[at] as number) <= SPACE) at++;
  return at;
}
