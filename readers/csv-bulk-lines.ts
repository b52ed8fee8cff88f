/** The lines of a file that was read in bulk: which row stands where, and what became of every line. */

import type { SettledLines } from '../schemas/bulk.js';
import type { CsvFormat } from '../schemas/project.js';
import type { FileAccount, RawTable, TotalLine } from '../schemas/rows.js';
import { kindOfRow, TOTALS_KEPT } from './account.js';
import { certainlyLoose, type QuoteSigns } from './csv-quotes.js';
import { CsvRecords, looseQuotesNote } from './csv-records.js';
import { fetchLines, type FoundLine } from './csv-lines.js';
import { IRREGULAR_LINES, type CsvSurvey } from './csv-survey.js';
import type { Decoder } from './decode.js';
import { LineScanner } from './lines.js';

/** Cells beyond the header that are still read with their row, so that the row can be shown with what is wrong about it. */
export const BEYOND = 4;

export class BulkLines {
  private readonly total: RegExp | undefined;
  private readonly counts = { data: 0, total: 0, blank: 0 };
  private readonly totals: TotalLine[] = [];
  private readonly signs: QuoteSigns;
  /** Lines with a quote in a cell, of a file that has loose ones: it may stand in a quoted cell, or be one of those. */
  private readonly quoted: number[] = [];

  constructor(
    private readonly path: string,
    private readonly format: CsvFormat,
    private readonly table: RawTable,
    private readonly survey: CsvSurvey,
    private readonly decoder: Decoder,
  ) {
    this.signs = { delimiter: format.delimiter.charCodeAt(0), quote: format.quote.charCodeAt(0) };
    this.total = format.total_row === undefined ? undefined : new RegExp(format.total_row, 'u');
  }

  async settle(rows: number, rejected: { offset: number; error_type: string }[]): Promise<SettledLines | undefined> {
    const { blankLines, lines } = this.survey;
    const offsets = [...new Set(rejected.map(({ offset }) => offset))];
    if (rejected.some(({ error_type }) => error_type !== 'TOO MANY COLUMNS') || offsets.length > IRREGULAR_LINES) return undefined;
    if (this.format.header_row + rows + blankLines.length + offsets.length !== lines) return undefined;
    const long = await fetchLines(this.path, { offsets });
    if (long.length !== offsets.length) return undefined;

    const dropped = await Promise.all(
      long.map(async (found) => ({ sheet: null, line: found.line, cells: (await this.records([found])).rows[0] ?? [] })),
    );
    // Where DuckDB says that a dropped row begins an empty line may stand; what it drops is longer than all that it reads, and nothing else is.
    if (dropped.some(({ cells }) => cells.length <= this.table.header.length + BEYOND)) return undefined;

    this.counts.blank = blankLines.length;
    // Lines that are no row of the relation, in rising order: each moves the rows behind it one further down
    const first = this.format.header_row + 1;
    const passed = [...blankLines, ...long.map(({ line }) => line)].sort((a, b) => a - b);
    const steps = passed.map((line, at) => line - first - at);
    return {
      lines: { first_line: first, steps },
      dropped,
      take: (line, cells) => {
        const kind = kindOfRow(cells, this.total);
        this.counts[kind] += 1;
        if (kind === 'total') this.totals.push({ sheet: null, line, cells });
        if (this.totals.length > TOTALS_KEPT) this.totals.shift();
        if (this.survey.looseQuotes && cells.some((cell) => cell.includes(this.format.quote))) this.quoted.push(line);
        return kind === 'data' ? { sheet: null, line, cells } : undefined;
      },
      close: (plain) => this.close(plain),
    };
  }

  private async close(plain: number): Promise<FileAccount> {
    const { header_row } = this.format;
    const { total, blank } = this.counts;
    const data = this.counts.data + plain;
    const header = Math.min(header_row, 1);
    const account = { sheet: null, lines: this.survey.lines, preamble: header_row - header, header, data, total, blank, rows: data };
    const loose = await this.looseQuotes();
    const totals = this.totals.length === 0 ? {} : { totals: this.totals };
    const notes = [...this.decoder.notes(), ...loose];
    return { tables: [account], sheets_not_read: [], notes, ...totals, ...(this.decoder.notUtf8 && { not_utf8: true }) };
  }

  private async looseQuotes(): Promise<string[]> {
    const found = (await fetchLines(this.path, { lines: this.quoted })).map((line) => ({
      ...line,
      loose: certainlyLoose(line.bytes, this.signs),
    }));
    let count = 0;
    let first = Infinity;
    const add = (loose: number, line: number): void => {
      count += loose;
      if (loose > 0) first = Math.min(first, line);
    };
    for (const { line, loose = 0 } of found) add(loose, line);
    const others = found.filter(({ loose }) => loose === undefined);
    for (let from = 0; from < others.length; from += LINES_AT_ONCE) {
      const lines = others.slice(from, from + LINES_AT_ONCE);
      const { rows, loose } = await this.records(lines);
      if (rows.length !== lines.length)
        throw new Error(`${lines.length} lines were one row each, and ${rows.length} rows were read in them.`);
      if (loose.count > 0) add(loose.count, lines[loose.line - 1]!.line);
    }
    return looseQuotesNote(count, first);
  }

  /** Lines through csv-parse. `loose.line` counts from 1 within them. */
  private async records(found: readonly FoundLine[]): Promise<{ rows: string[][]; loose: { count: number; line: number } }> {
    const records = new CsvRecords({ ...this.format, header_row: 1 }, new LineScanner());
    const text = Buffer.concat(found.flatMap(({ bytes }, at) => (at === 0 ? [bytes] : [LINE_END, bytes])));
    const rows = (await records.end(text)).map(({ cells }) => cells);
    return { rows, loose: records.quotesInUnquotedCells };
  }
}

/** To make a parser takes as long as it takes for some hundred lines; it blocks the event loop while it reads. */
const LINES_AT_ONCE = 500;
const LINE_END = Buffer.from('\n');
