/** A piece of XML as its bytes, which is how most of it is looked at: texts are made only of what is handed over. */

import { isUtf8 } from 'node:buffer';
import { NOTHING, unfinished } from '../utf8.js';

/** Zeros behind the last byte: whoever looks for a character that must follow need not ask first whether there is one. */
const MARGIN = 8;

const ASCII_END = 0x80;

/** Holds one piece after the other in the same memory: places in it are good until the next one comes. */
export class Piece {
  bytes: Buffer = NOTHING;
  /** How many of the bytes are XML. */
  end = 0;
  /** Up to here they are known to be UTF-8. */
  private checked = 0;
  /** Each byte as a character, so that what is ASCII can be cut out of it at the same places. */
  private characters: string | undefined;

  /** Puts `more` behind what stands from `kept` on. @returns whether it goes on in UTF-8. */
  follow(kept: number, more: Buffer): boolean {
    const rest = this.end - kept;
    const end = rest + more.length;
    const room = this.bytes.length < end + MARGIN ? Buffer.alloc(2 * end + MARGIN) : this.bytes;
    this.bytes.copy(room, 0, kept, this.end);
    more.copy(room, rest);
    room.fill(0, end, end + MARGIN);
    this.bytes = room;
    this.end = end;
    this.characters = undefined;
    const unchecked = room.subarray(this.checked - kept, end);
    const known = unchecked.length - unfinished(unchecked);
    this.checked += known - kept;
    return isUtf8(unchecked.subarray(0, known));
  }

  /** Whether the last character is there as a whole. */
  get isWhole(): boolean {
    return this.checked === this.end;
  }

  text(from: number, to: number): string {
    const { bytes } = this;
    for (let at = from; at < to; at++) if ((bytes[at] as number) >= ASCII_END) return bytes.toString('utf8', from, to);
    return this.ascii(from, to);
  }

  /** Of what is known to be ASCII. */
  ascii(from: number, to: number): string {
    this.characters ??= this.bytes.toString('latin1', 0, this.end);
    return this.characters.slice(from, to);
  }

  /** @returns where `code`, which is ASCII, stands next; -1 when it does not. */
  find(code: number, from: number): number {
    const { bytes, end } = this;
    for (let at = from; at < end; at++) if (bytes[at] === code) return at;
    return -1;
  }

  /** The same for several characters. */
  findAll(wanted: string, from: number): number {
    const at = this.bytes.indexOf(wanted, from, 'latin1');
    return at === -1 || at + wanted.length > this.end ? -1 : at;
  }

  /** Whether exactly these characters, all of them ASCII, stand here. */
  has(wanted: string, at: number): boolean {
    const { bytes } = this;
    for (let index = 0; index < wanted.length; index++) if (bytes[at + index] !== wanted.charCodeAt(index)) return false;
    return true;
  }
}
