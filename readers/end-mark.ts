/**
 * Programs from the days of DOS end a text file with Ctrl-Z, once or as often as it takes to fill a block. Behind the last row it is no data: it is cut
 * off and noted, like a byte order mark at the beginning. Anywhere else it is a character like others.
 */

import type { Decoded, Decoder } from './decode.js';
import { join, NOTHING } from './utf8.js';

const [CTRL_Z, CR, LF] = [0x1a, 0x0d, 0x0a];

/** More than any block that was filled up. What is longer is no mark, and must not fill the memory. */
const MARK_LIMIT = 4096;

/** Where the mark begins that the text ends with: signs of Ctrl-Z, and at most one line end behind them; the text's length when there is none. */
export function endMarkAt(text: Buffer): number {
  let at = text.length;
  if (text[at - 1] === LF) at -= 1;
  if (text[at - 1] === CR) at -= 1;
  const behind = at;
  while (text[at - 1] === CTRL_Z) at -= 1;
  return at === behind ? text.length : at;
}

/** A decoder that keeps back what may be the mark until it is known whether anything follows. */
export class WithoutEndMark implements Decoder {
  private held: Buffer = NOTHING;
  private ended = false;

  constructor(private readonly decoder: Decoder) {}

  write(bytes: Buffer): Decoded {
    const { utf8, invalid } = this.decoder.write(bytes);
    return invalid === undefined ? { utf8: this.withhold(utf8) } : { utf8: this.release(utf8), invalid };
  }

  end(): Decoded {
    const { utf8, invalid } = this.decoder.end();
    if (invalid !== undefined) return { utf8: this.release(utf8), invalid };
    const passed = this.withhold(utf8);
    this.ended = true;
    return { utf8: passed };
  }

  notes(): string[] {
    const marked = this.ended && this.held.length > 0;
    return [...this.decoder.notes(), ...(marked ? ['end-of-file mark of DOS (Ctrl-Z), which is no row'] : [])];
  }

  get notUtf8(): boolean {
    return this.decoder.notUtf8;
  }

  pass(bytes: Buffer): void {
    this.decoder.pass(bytes);
  }

  fitting(): ReturnType<Decoder['fitting']> {
    return this.decoder.fitting();
  }

  private withhold(utf8: Buffer): Buffer {
    const text = this.release(utf8);
    const at = endMarkAt(text);
    if (text.length - at > MARK_LIMIT) return text;
    this.held = Buffer.from(text.subarray(at));
    return text.subarray(0, at);
  }

  private release(utf8: Buffer): Buffer {
    const text = join(this.held, utf8);
    this.held = NOTHING;
    return text;
  }
}
