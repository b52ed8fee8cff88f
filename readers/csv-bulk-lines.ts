/** The lines of a file that was read in bulk: which row stands where, and what became of every line. */

import type { SettledLines } from '../schemas/bulk.js';
import type { CsvFormat } from '../schemas/project.js';
import type { FileAccount, RawTable, TotalLine } from '../schemas/rows.js';
import { kindOfRow, TOTALS_KEPT } from './account.js';
import { CsvRecords, looseQuotesNote } from './csv-records.js';
import { fetchLines, type FoundLine } from './csv-lines.js';
import { IRREGULAR_LINES, type CsvSurvey } from './csv-survey.js';
import { LineScanner } from './lines.js';

export class BulkLines {
  private readonly total: RegExp | undefined;
  private readonly counts = { data: 0, total: 0, blank: 0 };
  private readonly totals: TotalLine[] = [];
  /** Lines with a quote in a cell, of a file that has loose ones: it may stand in a quoted cell, or be one of those. */
  private readonly quoted: number[] = [];

  constructor(
    private readonly path: string,
    private readonly format: CsvFormat,
    private readonly table: RawTable,
    private readonly survey: CsvSurvey,
    private readonly notes: string[],
  ) {
    this.total = format.total_row === undefined ? undefined : new RegExp(format.total_row, 'u');
  }

  async settle(rows: number, rejected: { offset: number; error_type: string }[]): Promise<SettledLines | undefined> {
    const { blankLines, lines } = this.survey;
    const offsets = [...new Set(rejected.map(({ offset }) => offset))];
    if (rejected.some(({ error_type }) => error_type !== 'TOO MANY COLUMNS') || offsets.length > IRREGULAR_LINES) return undefined;
    if (this.format.header_row + rows + blankLines.length + offsets.length !== lines) return undefined;
    const long = await fetchLines(this.path, { offsets });
    if (long.length !== offsets.length) return undefined;

    this.counts.blank = blankLines.length;
    // Lines that are no row of the relation, in rising order: each moves the rows behind it one further down
    const first = this.format.header_row + 1;
    const passed = [...blankLines, ...long.map(({ line }) => line)].sort((a, b) => a - b);
    const steps = passed.map((line, at) => line - first - at);
    return {
      lines: { first_line: first, steps },
      dropped: await Promise.all(long.map(async (found) => ({ sheet: null, line: found.line, cells: await this.cellsOf(found) }))),
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
    const account = { sheet: null, lines: this.survey.lines, preamble: header_row - 1, header: 1, data, total, blank, rows: data };
    const loose = await this.looseQuotes();
    const totals = this.totals.length === 0 ? {} : { totals: this.totals };
    return { tables: [account], sheets_not_read: [], notes: [...this.notes, ...loose], ...totals };
  }

  private async looseQuotes(): Promise<string[]> {
    let count = 0;
    let first = 0;
    for (const found of await fetchLines(this.path, { lines: this.quoted })) {
      const loose = await this.records(found);
      if (loose.quotes > 0) first ||= found.line;
      count += loose.quotes;
    }
    return looseQuotesNote(count, first);
  }

  private cellsOf = async (found: FoundLine): Promise<string[]> => (await this.records(found)).cells;

  /** One line through csv-parse. */
  private async records({ bytes }: FoundLine): Promise<{ cells: string[]; quotes: number }> {
    const lines = new LineScanner();
    const records = new CsvRecords({ ...this.format, header_row: 1 }, lines);
    const [record] = await records.end(bytes);
    return { cells: record?.cells ?? [], quotes: records.quotesInUnquotedCells };
  }
}
