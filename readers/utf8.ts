/** UTF-8 that is checked and handed on as it is, piece by piece, whatever character the end of a piece cuts. */

import { isAscii, isUtf8 } from 'node:buffer';
import type { Decoded, Decoder } from './decode.js';

export const NOTHING = Buffer.alloc(0);
const REPLACEMENT = '\uFFFD';

export class Utf8 implements Decoder {
  private carry: Buffer = NOTHING;
  private offset = 0;
  private damaged = false;
  private beyondAscii = false;
  private windows1252 = true;

  constructor(
    private skip: number,
    private readonly marked: string[],
  ) {}

  write(bytes: Buffer): Decoded {
    const all = join(this.carry, bytes);
    const cut = all.length - unfinished(all);
    this.carry = all.subarray(cut);
    return this.check(all.subarray(0, cut));
  }

  end(): Decoded {
    return this.check(this.carry);
  }

  notes(): string[] {
    return this.damaged ? [...this.marked, 'the text holds U+FFFD: it was damaged before it was sent'] : this.marked;
  }

  get notUtf8(): boolean {
    return false;
  }

  pass(bytes: Buffer): void {
    this.windows1252 &&= bytes.every((byte) => !notInWindows1252.has(byte));
  }

  /** A text that has characters of UTF-8 before the first byte that is none was put together from two: nothing fits all of it. */
  fitting(): 'windows-1252' | undefined {
    this.pass(this.carry);
    return this.windows1252 && !this.beyondAscii ? 'windows-1252' : undefined;
  }

  private check(part: Buffer): Decoded {
    const nul = part.indexOf(0);
    const broken = isUtf8(part) ? -1 : firstInvalidUtf8(part);
    const at = nul === -1 || (broken !== -1 && broken < nul) ? broken : nul;
    const utf8 = part.subarray(this.skip, at === -1 ? part.length : at);
    const offset = this.offset + at;
    this.damaged ||= utf8.includes(REPLACEMENT);
    this.beyondAscii ||= !isAscii(utf8);
    this.offset += part.length;
    this.skip = part.length === 0 ? this.skip : 0;
    if (at === -1) return { utf8 };
    this.pass(part.subarray(at));
    return { utf8, invalid: { offset, what: at === nul ? 'a NUL byte' : `the byte ${hex(part[at])}, which is not UTF-8 here` } };
  }
}

/** NUL, and what the encoding leaves open. */
const notInWindows1252: ReadonlySet<number> = new Set([0x00, 0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** How many bytes at the end begin a UTF-8 character that is not complete yet. */
export function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

/** A lenient decoder replaces what is invalid; a replacement that the bytes themselves do not spell is the place. */
function firstInvalidUtf8(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  let from = 0;
  let offset = 0;
  for (;;) {
    const at = text.indexOf(REPLACEMENT, from);
    offset += Buffer.byteLength(text.slice(from, at === -1 ? text.length : at));
    if (at === -1 || !bytes.subarray(offset, offset + 3).equals(Buffer.from(REPLACEMENT))) return at === -1 ? -1 : offset;
    offset += 3;
    from = at + 1;
  }
}

export const join = (first: Buffer, second: Buffer) => (first.length === 0 ? second : Buffer.concat([first, second]));
export const hex = (byte: number | undefined) => (byte ?? 0).toString(16).toUpperCase().padStart(2, '0');
