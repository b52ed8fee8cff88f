/**
 * XML as workbooks hold it, in one pass and piece by piece: a hundred megabytes of it go by in a second. Not a whole parser:
 * no document type and no entity is read (both are refused), attributes are looked at only when somebody asks.
 */

import { AssuranceError } from '../../schemas/errors/error.js';
import { NOTHING } from '../utf8.js';
import { Piece } from './piece.js';

/**
 * Places are offsets into `source`, which holds one piece and the next one afterwards. `from` is the first character of the name,
 * `to` the `>` that ends the tag.
 */
export interface XmlHandler {
  /** @returns where to go on, when it has taken the whole element and all that stands in it, and perhaps others behind it; else nothing. */
  open(source: Piece, from: number, to: number): number | undefined | void;
  close(source: Piece, from: number, to: number): void;
  /** `raw` text has its references still in it; what stands in CDATA has none. */
  text(source: Piece, from: number, to: number, raw: boolean): void;
}

/** No tag and no text of a cell is longer. */
const LONGEST = 4 * 1024 * 1024;

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

export class XmlScanner {
  private readonly piece = new Piece();
  /** What stands before it in the piece is done. */
  private at = 0;
  private depth = 0;
  private begun = false;

  /** @param part its name in the workbook, for errors. */
  constructor(
    private readonly part: string,
    private readonly handler: XmlHandler,
  ) {}

  /** @throws WORKBOOK_UNREADABLE for what is no XML, or XML that is refused. */
  write(bytes: Buffer): void {
    const { piece } = this;
    if (!piece.follow(this.at, bytes)) throw this.refused('is not in UTF-8');
    this.at = 0;
    if (!this.begun) {
      if (piece.end < BYTE_ORDER_MARK.length) return;
      this.begun = true;
      if (piece.bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) this.at = BYTE_ORDER_MARK.length;
    }
    this.at = this.scan(this.at);
    if (piece.end - this.at > LONGEST) throw this.refused('holds a tag or a text without an end');
  }

  /** To be called once, behind the last piece. */
  end(): void {
    this.begun = true;
    this.write(NOTHING);
    if (!this.piece.isWhole) throw this.refused('is not in UTF-8');
    if (this.depth !== 0 || this.piece.text(this.at, this.piece.end).trim() !== '') throw this.refused('is cut short');
  }

  /** @returns where the first tag or text begins that is not complete in this piece. */
  private scan(from: number): number {
    const { handler, piece } = this;
    const { bytes } = piece;
    for (let at = from; ;) {
      const tag = piece.find(LT, at);
      if (tag === -1) return at;
      if (tag > at) handler.text(piece, at, tag, true);
      const kind = bytes[tag + 1];
      if (kind === SLASH) {
        const end = piece.find(GT, tag + 2);
        if (end === -1) return tag;
        if (--this.depth < 0) throw this.refused('ends more than it begins');
        handler.close(piece, tag + 2, end);
        at = end + 1;
      } else if (kind === BANG || kind === QUESTION) {
        const next = this.special(tag, kind);
        if (next === -1) return tag;
        at = next;
      } else {
        const end = endOfTag(piece, tag + 1);
        if (end === -1) return tag;
        const taken = handler.open(piece, tag + 1, end);
        if (taken !== undefined) {
          at = taken;
          continue;
        }
        if (bytes[end - 1] === SLASH) handler.close(piece, tag + 1, end);
        else this.depth++;
        at = end + 1;
      }
    }
  }

  /** A comment, CDATA or an instruction. @returns what follows it, or -1 when its end is not there yet. */
  private special(tag: number, kind: number): number {
    const { piece } = this;
    if (kind === QUESTION) {
      const end = piece.findAll('?>', tag);
      if (end === -1) return -1;
      this.checkEncoding(piece.text(tag, end));
      return end + 2;
    }
    if (piece.has('<!--', tag)) return behind(piece.findAll('-->', tag + 4), 3);
    if (piece.has('<![CDATA[', tag)) {
      const end = piece.findAll(']]>', tag + 9);
      if (end > tag + 9) this.handler.text(piece, tag + 9, end, false);
      return behind(end, 3);
    }
    if (piece.end - tag < 9) return -1;
    throw this.refused('has a document type, and what that declares is never followed');
  }

  private checkEncoding(instruction: string): void {
    const encoding = /^<\?xml\s[^]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(instruction)?.[1];
    if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding)) throw this.refused('is not in UTF-8');
  }

  private refused(why: string): AssuranceError {
    return unreadablePart(this.part, why);
  }
}

export function unreadablePart(part: string, why: string): AssuranceError {
  return new AssuranceError('WORKBOOK_UNREADABLE', `The workbook is damaged or unusual: "${part}" ${why}.`);
}

/** A `>` inside of quotes ends nothing. @returns -1 when the end is not there yet. */
function endOfTag(piece: Piece, from: number): number {
  const { bytes, end } = piece;
  for (let at = from; at < end; at++) {
    const code = bytes[at] as number;
    if (code === GT) return at;
    if (code === QUOTE || code === APOSTROPHE) {
      at = piece.find(code, at + 1);
      if (at === -1) return -1;
    } else if (code === LT) {
      throw new AssuranceError('WORKBOOK_UNREADABLE', 'The workbook is damaged: a tag of its XML begins inside of another.');
    }
  }
  return -1;
}

const behind = (end: number, length: number): number => (end === -1 ? -1 : end + length);
