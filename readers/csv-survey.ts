/**
 * One look at every byte of a text file, at the speed of memory: where the lines are, and which signs it holds that a bulk reader and csv-parse would
 * take for different things. It decides nothing by guessing: what is not plain goes to csv-parse.
 */

import { ROW_LIMIT } from './chunks.js';

/** More blank lines, or rows that are longer than the header, than this, and the file is no plain table. */
export const IRREGULAR_LINES = 64;

const [LF, CR, SPACE, HASH, TAB] = [0x0a, 0x0d, 0x20, 0x23, 0x09];

/** What String.trim and `trimmed` cut besides the blank: control characters and blanks beyond ASCII. */
const blanks = ['\v', '\f', '\u00a0', '\u1680', '\u202f', '\u205f', '\u2060', '\u3000', '\ufeff'];
/** Those of U+2000 to U+203F, which begin with the same bytes as dashes and quotation marks, by the third byte. */
const generalPunctuation = Buffer.from([0xe2, 0x80]);
const isBlank = (third: number): boolean => third <= 0x8b || third === 0xa8 || third === 0xa9;

export class CsvSurvey {
  lines = 0;
  crlf = false;
  hashes = false;
  quotes = false;
  /** Blanks other than U+0020 that stand somewhere in the file. */
  readonly unusualBlanks = new Set<string>();
  /** Lines without a byte, below the header. */
  readonly blankLines: number[] = [];
  /** The lines down to the header, line ends included. */
  readonly head: Buffer[] = [];
  private fed = 0;
  private lineStart = 0;
  private lastByte = LF;
  private lineTail = Buffer.alloc(0);
  private crs = 0;
  private lfs = 0;
  private irregular = false;

  constructor(
    private readonly headerRow: number,
    private readonly delimiter: number,
    private readonly quote: number,
  ) {}

  /** Whether the file can still be plain. */
  get plain(): boolean {
    return !this.irregular;
  }

  /** @param utf8 whole characters. */
  take(utf8: Buffer): void {
    if (utf8.length === 0) return;
    this.takeLines(utf8);
    this.hashes ||= utf8.includes(HASH);
    this.takeQuotes(utf8);
    this.takeBlanks(utf8);
    this.lastByte = utf8[utf8.length - 1]!;
    this.fed += utf8.length;
  }

  /** To be called once, behind the last bytes. */
  end(): void {
    if (this.quotes && !this.irregular) this.irregular = this.hasBlankAtQuote(this.lineTail);
    if (this.lineStart < this.fed) this.lines += 1;
    this.crlf = this.crs > 0;
    // One kind of line end: LF alone, or CRLF throughout
    if (this.crs > 0 && this.crs !== this.lfs) this.irregular = true;
    if (this.lines < this.headerRow || this.blankLines.length > IRREGULAR_LINES) this.irregular = true;
  }

  private takeLines(utf8: Buffer): void {
    for (let at = utf8.indexOf(CR); at !== -1; at = utf8.indexOf(CR, at + 1)) this.crs += 1;
    let from = 0;
    for (let at = utf8.indexOf(LF); at !== -1; at = utf8.indexOf(LF, from)) {
      const end = this.fed + at;
      const before = at === 0 ? this.lastByte : utf8[at - 1];
      if (this.crs > 0 && before !== CR) this.irregular = true;
      const length = end - this.lineStart - (before === CR && end > this.lineStart ? 1 : 0);
      this.lines += 1;
      this.lfs += 1;
      if (length === 0 && this.lines > this.headerRow && this.blankLines.length <= IRREGULAR_LINES) this.blankLines.push(this.lines);
      if (length > ROW_LIMIT) this.irregular = true;
      if (this.lines <= this.headerRow) this.head.push(Buffer.from(utf8.subarray(from, at + 1)));
      from = at + 1;
      this.lineStart = end + 1;
    }
    if (this.lines < this.headerRow) this.head.push(Buffer.from(utf8.subarray(from)));
    if (this.fed + utf8.length - this.lineStart > ROW_LIMIT) this.irregular = true;
  }

  /** A blank between a quote and its delimiter: one reader cuts it, the other takes the quote for a letter or for an error. */
  private takeQuotes(utf8: Buffer): void {
    if (this.irregular) return;
    if (!this.quotes && !utf8.includes(this.quote)) return;
    this.quotes = true;
    // Whole lines: what a quote is can be told from the beginning of its line only
    const text = this.lineTail.length === 0 ? utf8 : Buffer.concat([this.lineTail, utf8]);
    const end = text.lastIndexOf(LF) + 1;
    this.lineTail = Buffer.from(text.subarray(end));
    this.irregular ||= this.hasBlankAtQuote(text.subarray(0, end));
  }

  private hasBlankAtQuote(lines: Buffer): boolean {
    for (const sign of [Buffer.from([SPACE, this.quote]), Buffer.from([this.quote, SPACE])]) {
      for (let at = lines.indexOf(sign); at !== -1; at = lines.indexOf(sign, at + 1)) {
        const blank = lines[at] === SPACE ? at : at + 1;
        let from = blank;
        let to = blank;
        while (lines[from - 1] === SPACE) from -= 1;
        while (lines[to + 1] === SPACE) to += 1;
        if ((this.isEdge(lines[from - 1]) || this.isEdge(lines[to + 1])) && !this.isQuoted(lines, from)) return true;
      }
    }
    return false;
  }

  /** Where a cell begins or ends. */
  private isEdge(byte: number | undefined): boolean {
    return byte === this.delimiter || byte === LF || byte === CR || byte === undefined;
  }

  /** Whether a place lies inside of a quoted cell, which a cell with a loose quote before it leaves open. */
  private isQuoted(lines: Buffer, place: number): boolean {
    let quoted = false;
    // A negative place would be counted from the end
    const start = place === 0 ? 0 : lines.lastIndexOf(LF, place - 1) + 1;
    for (let at = start; at < place; at += 1) {
      if (lines[at] !== this.quote) continue;
      if (quoted && lines[at + 1] === this.quote) at += 1;
      else if (quoted || this.isEdge(lines[at - 1])) quoted = !quoted;
      else return false;
    }
    return quoted;
  }

  private takeBlanks(utf8: Buffer): void {
    if ((this.delimiter !== TAB || this.quotes) && utf8.includes(TAB)) this.unusualBlanks.add('\t');
    for (const sign of blanks) if (!this.unusualBlanks.has(sign) && utf8.includes(sign)) this.unusualBlanks.add(sign);
    for (let at = utf8.indexOf(generalPunctuation); at !== -1; at = utf8.indexOf(generalPunctuation, at + 2))
      if (isBlank(utf8[at + 2]!)) this.unusualBlanks.add(utf8.toString('utf8', at, at + 3));
  }
}
