/** csv-parse with the places it lacks: the physical line of each record, taken from its bytes and checked against its cells. */

import { CsvError, Parser } from 'csv-parse';
import { AssuranceError } from '../schemas/errors/error.js';
import type { CsvFormat } from '../schemas/project.js';
import { ROW_LIMIT } from './chunks.js';
import type { LineScanner } from './lines.js';

/** More than csv-parse keeps back to tell a delimiter, a doubled quote or a CRLF. */
const LOOK_AHEAD = 16;

export interface CsvRecord {
  /** Physical line on which the record begins. */
  line: number;
  /** Physical lines that it covers: more than one when a quoted cell holds line ends. */
  span: number;
  bytes: number;
  cells: string[];
}

/** Fed with all bytes of the file; csv-parse gets them from the header's line on (or the first row's), as a preamble is no CSV. */
export class CsvRecords {
  private readonly parser: Parser;
  /** The line on which it begins to be CSV. */
  private readonly first: number;
  private found: CsvRecord[] = [];
  /** Offset of the byte at which csv-parse began, once it has. */
  private base: number | undefined;
  /** Where the next record begins. */
  private start = 0;
  private line: number;
  private ended = false;
  private looseQuotes = { count: 0, line: 0 };
  /** Quoted cells that may have swallowed rows, and may not. */
  private doubtfulCells = { count: 0, line: 0 };
  /** Of the header. */
  private columns: number | undefined;

  constructor(
    private readonly format: CsvFormat,
    private readonly lines: LineScanner,
    above = 0,
  ) {
    this.first = Math.max(format.header_row, 1 + above);
    this.line = this.first;
    this.parser = new Parser({
      delimiter: format.delimiter,
      quote: format.quote,
      escape: format.quote,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record: (cells: string[], { bytes }) => this.add(cells, bytes),
      skip_records_with_error: true,
      on_skip: (error) => this.tolerate(error),
    });
    this.parser.on('error', () => undefined); // it also reaches whoever awaits write() or end()
  }

  /** @throws QUOTE_UNCLOSED or ROW_TOO_LARGE with the line of the record. */
  async write(utf8: Buffer): Promise<CsvRecord[]> {
    const before = this.lines.offset;
    this.lines.write(utf8);
    this.base ??= this.lines.startOf(this.first);
    if (this.base === undefined) return [];
    const base = this.base;
    this.start ||= base;
    await this.parsed((done) => this.parser.write(utf8.subarray(Math.max(0, base - before)), done));
    if (this.lines.offset - this.start > ROW_LIMIT) throw this.isOverSeveralLines() ? this.unclosed(this.lineOfCell()) : this.tooLarge();
    return this.taken();
  }

  /** To be called once, with what is left of the bytes. */
  async end(utf8: Buffer): Promise<CsvRecord[]> {
    const rows = await this.write(utf8);
    this.lines.end();
    this.ended = true;
    await this.parsed((done) => this.parser.end(done));
    return [...rows, ...this.taken()];
  }

  notes(): string[] {
    const { count, line } = this.doubtfulCells;
    return [
      ...looseQuotesNote(this.looseQuotes.count, this.looseQuotes.line),
      ...(count === 0 ? [] : [`rows with a quoted cell that may hold other rows, read as one text: ${count}, the first on line ${line}`]),
    ];
  }

  /** Quotes that were taken as they are, and the line of the first one. */
  get quotesInUnquotedCells(): Readonly<{ count: number; line: number }> {
    return this.looseQuotes;
  }

  private add(cells: string[], bytes: number): null {
    const end = (this.base ?? 0) + bytes;
    const record = { line: this.line, span: 1 + lineEndsIn(cells), bytes: end - this.start, cells };
    if (record.bytes > ROW_LIMIT) throw record.span > 1 ? this.unclosed(this.line) : this.tooLarge();
    this.columns ??= cells.length;
    if (record.span > 1) this.checkSwallowed(record, this.columns);
    this.start = end;
    this.line = this.lines.lineAt(end);
    const open = this.ended && end === this.lines.offset && this.line === record.line + record.span - 1;
    if (this.line !== record.line + record.span && !open) {
      throw new AssuranceError('INTERNAL', 'A record does not end on the line on which its cells end.', { where: `line ${record.line}` });
    }
    this.found.push(record);
    return null;
  }

  /**
   * A quote that begins a cell by mistake takes everything up to the next quote into it, and a row that is as long as the header is left: no
   * reader of CSV complains, and the rows between are gone.
   */
  private checkSwallowed({ line, cells }: CsvRecord, columns: number): void {
    const suspects = cells.map((cell) => rowsWithin(cell, this.format.delimiter, columns)).sort((a, b) => b.delimiters - a.delimiters);
    const { delimiters, rows } = suspects[0]!;
    if (delimiters === 0) return;
    if (delimiters < WORTH_A_ROW) {
      this.doubtfulCells.count++;
      if (this.doubtfulCells.count === 1) this.doubtfulCells.line = line;
      return;
    }
    throw new AssuranceError(
      'QUOTE_SWALLOWS_ROWS',
      `A quoted cell of the row on line ${line} goes on over ${rows} ${rows === 1 ? 'line end' : 'line ends'} and holds what looks like whole rows.`,
      { where: `line ${line}` },
    );
  }

  private taken(): CsvRecord[] {
    const records = this.found;
    this.found = [];
    this.lines.release();
    return records;
  }

  private async parsed(step: (done: (error?: Error | null) => void) => void): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => withoutStacks(() => step((error) => (error ? reject(error) : resolve()))));
    } catch (error) {
      throw error instanceof CsvError ? this.unclosed(this.lineOfCell()) : error;
    }
  }

  /**
   * A quote inside of an unquoted cell (`24" display`) opens nothing in any reader of CSV: it is a character like others.
   * csv-parse has one switch for this and for text behind a closing quote, which must stay an error, as rows may have been swallowed.
   * So the error is taken back here: its flag is all that would drop the record.
   */
  private tolerate(error: CsvError | undefined): undefined {
    if (error?.code !== ('INVALID_OPENING_QUOTE' as string)) throw error ?? this.unclosed(this.lineOfCell());
    (this.parser as unknown as { state: { recordHasError: boolean } }).state.recordHasError = false;
    this.looseQuotes.count++;
    if (this.looseQuotes.count === 1) this.looseQuotes.line = this.lineOfCell();
  }

  /** csv-parse counts the bytes up to the last cell that it finished: there the open one begins. */
  private lineOfCell(): number {
    return this.lines.lineAt((this.base ?? 0) + this.parser.info.bytes);
  }

  /** Whether the record that is under way holds a line end: only a quote can do that. Behind its last bytes csv-parse looks ahead. */
  private isOverSeveralLines(): boolean {
    const next = this.lines.startOf(this.line + 1);
    return next !== undefined && next < this.lines.offset - LOOK_AHEAD;
  }

  private unclosed(line: number): AssuranceError {
    return new AssuranceError(
      'QUOTE_UNCLOSED',
      `A quote that opens on line ${line} is not closed, or text follows the quote that closes it.`,
      {
        where: `line ${line}`,
      },
    );
  }

  private tooLarge(): AssuranceError {
    return new AssuranceError('ROW_TOO_LARGE', `The row on line ${this.line} is longer than ${ROW_LIMIT} bytes.`, {
      where: `line ${this.line}`,
    });
  }
}

/** @param line the first one. */
export const looseQuotesNote = (count: number, line: number): string[] =>
  count === 0 ? [] : [`quotes inside of unquoted cells, taken as they are: ${count}, the first on line ${line}`];

const LINE_ENDS = /\r\n|\r|\n/;

/**
 * How many delimiters of a cell stand where rows have theirs: a line between two of its line ends is divided like a row, or what stands before and
 * behind its line ends is, together. How many rows it goes on over, then.
 */
function rowsWithin(cell: string, delimiter: string, columns: number): { delimiters: number; rows: number } {
  const counts = cell.split(LINE_ENDS).map((line) => line.split(delimiter).length - 1);
  const rows = counts.length - 1;
  if (rows === 0) return { delimiters: 0, rows };
  const whole = counts.slice(1, -1).filter((count) => count === columns - 1).length;
  const edges = counts[0]! + counts.at(-1)! === columns - 1 ? 1 : 0;
  return { delimiters: (whole + edges) * (columns - 1), rows };
}

/** A text of some lines is hardly ever divided like this; fewer delimiters, in a narrow table, may be those of an address. */
const WORTH_A_ROW = 5;

function lineEndsIn(cells: string[]): number {
  let ends = 0;
  for (const cell of cells) {
    if (LINE_ENDS.test(cell)) ends += cell.split(LINE_ENDS).length - 1;
  }
  return ends;
}

/**
 * csv-parse makes an error for every row that is not as long as the first one, blank lines too, and forgets it. Taking its stack
 * is half of the cost.
 */
function withoutStacks(step: () => void): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    step();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
