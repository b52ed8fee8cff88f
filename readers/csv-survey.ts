/**
 * One look at every byte of a text file, at the speed of memory: where the lines are, and which signs it holds that a bulk reader and csv-parse would
 * take for different things. It decides nothing by guessing: what is not plain goes to csv-parse.
 */

import { ROW_LIMIT } from './chunks.js';
import { hasControl } from './control-signs.js';
import { linesWith, quotesOf, type QuoteSigns } from './csv-quotes.js';

/** More blank lines, or rows that are longer than the header, than this, and the file is no plain table. */
export const IRREGULAR_LINES = 64;

const [LF, CR, HASH, TAB] = [0x0a, 0x0d, 0x23, 0x09];

/** What String.trim and `trimmed` cut besides the blank: control characters and blanks beyond ASCII. */
const blanks = ['\v', '\f', '\u00a0', '\u1680', '\u202f', '\u205f', '\u2060', '\u3000', '\ufeff'];
/** Those of U+2000 to U+203F, which begin with the same bytes as dashes and quotation marks, by the third byte. */
const generalPunctuation = Buffer.from([0xe2, 0x80]);
const isBlank = (third: number): boolean => third <= 0x8b || third === 0xa8 || third === 0xa9;

export class CsvSurvey {
  lines = 0;
  crlf = false;
  hashes = false;
  controls = false;
  /** Whether a quote may be something else than the edge of a cell, or a doubled one within such a cell. */
  looseQuotes = false;
  /** Blanks other than U+0020 that stand somewhere in the file. */
  readonly unusualBlanks = new Set<string>();
  /** Lines without a byte, below the header. */
  readonly blankLines: number[] = [];
  /** The lines down to the header, or the first row where there is none, line ends included. */
  readonly head: Buffer[] = [];
  private readonly headLines: number;
  private fed = 0;
  private lineStart = 0;
  private lastByte = LF;
  private lineTail = Buffer.alloc(0);
  private crs = 0;
  /** LFs without a CR before them. */
  private bareLfs = 0;
  private irregular = false;
  private quotes = false;

  constructor(
    private readonly headerRow: number,
    private readonly signs: QuoteSigns,
  ) {
    this.headLines = Math.max(headerRow, 1);
  }

  /** Whether the file can still be plain. */
  get plain(): boolean {
    return !this.irregular;
  }

  /** @param utf8 whole characters. */
  take(utf8: Buffer): void {
    if (utf8.length === 0) return;
    this.takeLines(utf8);
    this.hashes ||= utf8.includes(HASH);
    this.controls ||= hasControl(utf8);
    this.takeQuotes(utf8);
    this.takeBlanks(utf8);
    this.lastByte = utf8[utf8.length - 1]!;
    this.fed += utf8.length;
  }

  /** To be called once, behind the last bytes. */
  end(): void {
    this.takeQuotesOf(this.lineTail);
    this.crlf = this.crs > 0;
    // One kind of line end: LF alone, or CRLF throughout. Until now each line has ended with an LF
    if (this.crlf && this.crs !== this.lines) this.irregular = true;
    if (this.lineStart < this.fed) this.lines += 1;
    if (this.lines < this.headLines || this.blankLines.length > IRREGULAR_LINES) this.irregular = true;
  }

  private takeLines(utf8: Buffer): void {
    for (let at = utf8.indexOf(CR); at !== -1; at = utf8.indexOf(CR, at + 1)) this.crs += 1;
    let from = 0;
    for (let at = utf8.indexOf(LF); at !== -1; at = utf8.indexOf(LF, from)) {
      const end = this.fed + at;
      const before = at === 0 ? this.lastByte : utf8[at - 1];
      if (before !== CR) this.bareLfs += 1;
      const length = end - this.lineStart - (before === CR && end > this.lineStart ? 1 : 0);
      this.lines += 1;
      if (length === 0 && this.lines > this.headerRow && this.blankLines.length <= IRREGULAR_LINES) this.blankLines.push(this.lines);
      if (length > ROW_LIMIT) this.irregular = true;
      if (this.lines <= this.headLines) this.head.push(Buffer.from(utf8.subarray(from, at + 1)));
      from = at + 1;
      this.lineStart = end + 1;
    }
    if (this.crs > 0 && this.bareLfs > 0) this.irregular = true;
    if (this.lines < this.headLines) this.head.push(Buffer.from(utf8.subarray(from)));
    if (this.fed + utf8.length - this.lineStart > ROW_LIMIT) this.irregular = true;
  }

  /** Whole lines: what a quote is can be told from the beginning of its line only. */
  private takeQuotes(utf8: Buffer): void {
    this.quotes ||= utf8.includes(this.signs.quote);
    const first = utf8.indexOf(LF) + 1;
    const last = utf8.lastIndexOf(LF) + 1;
    if (first > 0) {
      this.takeQuotesOf(Buffer.concat([this.lineTail, utf8.subarray(0, first)]));
      this.takeQuotesOf(utf8.subarray(first, last));
      this.lineTail = Buffer.from(utf8.subarray(last));
    } else if (!this.irregular) this.lineTail = Buffer.concat([this.lineTail, utf8]);
  }

  private takeQuotesOf(lines: Buffer): void {
    if (this.irregular || !this.quotes) return;
    for (const line of linesWith(this.signs.quote, lines)) {
      const found = quotesOf(lines, line, this.signs);
      this.looseQuotes ||= found === 'loose';
      this.irregular ||= found === 'beside_blank';
      if (this.irregular) return;
    }
  }

  private takeBlanks(utf8: Buffer): void {
    if ((this.signs.delimiter !== TAB || this.quotes) && utf8.includes(TAB)) this.unusualBlanks.add('\t');
    for (const sign of blanks) if (!this.unusualBlanks.has(sign) && utf8.includes(sign)) this.unusualBlanks.add(sign);
    for (let at = utf8.indexOf(generalPunctuation); at !== -1; at = utf8.indexOf(generalPunctuation, at + 2))
      if (isBlank(utf8[at + 2]!)) this.unusualBlanks.add(utf8.toString('utf8', at, at + 3));
  }
}
