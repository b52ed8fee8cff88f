/** The text of a cell from its bytes, which are looked at once: most texts have nothing in them that means something else. */

import { Piece } from './piece.js';
import { cellString } from './xml-text.js';

const LT = 0x3c;

/** Of each byte whether it means itself: neither a tag, a reference, an escape or a line end of Windows begins with it, and it is ASCII. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, code) => (code < 0x80 && !'<&_\r'.includes(String.fromCharCode(code)) ? 1 : 0));

export class LeadingText {
  /** Where the tag begins that ends it. */
  end = 0;
  private source = new Piece();
  private from = 0;
  private plain = false;

  /** Finds the text from here to the next tag. @returns false when no tag follows in this piece. */
  find(source: Piece, from: number): boolean {
    const { bytes, end } = source;
    let at = from;
    while (at < end && PLAIN[bytes[at] as number] === 1) at++;
    this.plain = bytes[at] === LT;
    this.end = this.plain ? at : source.find(LT, at);
    this.source = source;
    this.from = from;
    return this.end !== -1;
  }

  /** @throws WORKBOOK_UNREADABLE as cellString does. */
  get value(): string {
    const { source, from, end } = this;
    return this.plain ? source.ascii(from, end) : cellString(source.text(from, end));
  }
}
