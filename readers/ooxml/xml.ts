/**
 * XML as workbooks hold it, in one pass and piece by piece: a hundred megabytes of it go by in a second. Not a whole parser:
 * no document type and no entity is read (both are refused), attributes are looked at only when somebody asks.
 */

import { AssuranceError } from '../../schemas/errors/error.js';

/**
 * Places are offsets into `source`, which holds one piece and is gone afterwards. `from` is the first character of the name,
 * `to` the `>` that ends the tag.
 */
export interface XmlHandler {
  /** @returns where to go on, when it has taken the whole element and all that stands in it; else nothing. */
  open(source: string, from: number, to: number): number | undefined | void;
  close(source: string, from: number, to: number): void;
  /** `raw` text has its references still in it; what stands in CDATA has none. */
  text(source: string, from: number, to: number, raw: boolean): void;
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

export class XmlScanner {
  private rest = '';
  private depth = 0;

  /** @param part its name in the workbook, for errors. */
  constructor(
    private readonly part: string,
    private readonly handler: XmlHandler,
  ) {}

  /** @throws WORKBOOK_UNREADABLE for what is no XML, or XML that is refused. */
  write(text: string): void {
    const source = this.rest === '' ? text : this.rest + text;
    const end = this.scan(source);
    if (source.length - end > LONGEST) throw this.refused('holds a tag or a text without an end');
    this.rest = source.slice(end);
  }

  /** To be called once, behind the last piece. */
  end(): void {
    if (this.depth !== 0 || this.rest.trim() !== '') throw this.refused('is cut short');
  }

  /** @returns where the first tag or text begins that is not complete in this piece. */
  private scan(source: string): number {
    const { handler } = this;
    for (let at = 0; ;) {
      const tag = source.charCodeAt(at) === LT ? at : source.indexOf('<', at);
      if (tag === -1) return at;
      if (tag > at) handler.text(source, at, tag, true);
      const kind = source.charCodeAt(tag + 1);
      if (kind === SLASH) {
        const end = source.indexOf('>', tag + 2);
        if (end === -1) return tag;
        if (--this.depth < 0) throw this.refused('ends more than it begins');
        handler.close(source, tag + 2, end);
        at = end + 1;
      } else if (kind === BANG || kind === QUESTION) {
        const next = this.special(source, tag, kind);
        if (next === -1) return tag;
        at = next;
      } else {
        const end = endOfTag(source, tag + 1);
        if (end === -1) return tag;
        const taken = handler.open(source, tag + 1, end);
        if (taken !== undefined) {
          at = taken;
          continue;
        }
        if (source.charCodeAt(end - 1) === SLASH) handler.close(source, tag + 1, end);
        else this.depth++;
        at = end + 1;
      }
    }
  }

  /** A comment, CDATA or an instruction. @returns what follows it, or -1 when its end is not there yet. */
  private special(source: string, tag: number, kind: number): number {
    if (kind === QUESTION) {
      const end = source.indexOf('?>', tag);
      if (end === -1) return -1;
      this.checkEncoding(source.slice(tag, end));
      return end + 2;
    }
    if (source.startsWith('<!--', tag)) return behind(source.indexOf('-->', tag + 4), 3);
    if (source.startsWith('<![CDATA[', tag)) {
      const end = source.indexOf(']]>', tag + 9);
      if (end > tag + 9) this.handler.text(source, tag + 9, end, false);
      return behind(end, 3);
    }
    if (source.length - tag < 9) return -1;
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
function endOfTag(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === GT) return at;
    if (code === QUOTE || code === APOSTROPHE) {
      at = source.indexOf(code === QUOTE ? '"' : "'", at + 1);
      if (at === -1) return -1;
    } else if (code === LT) {
      throw new AssuranceError('WORKBOOK_UNREADABLE', 'The workbook is damaged: a tag of its XML begins inside of another.');
    }
  }
  return -1;
}

const behind = (end: number, length: number): number => (end === -1 ? -1 : end + length);
