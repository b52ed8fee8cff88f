/**
 * A corrected copy of rejected rows on its way to the judge: our columns are taken off, text that was kept from running as a formula is
 * as it was, and each row is remembered with the row that it corrects. A file without the column of references passes untouched.
 */

import { writeFile } from 'node:fs/promises';
import { findCorrectionColumns, parseRef, restored, summarySheet, type CorrectionPlaces, type RowRef } from '../schemas/corrections.js';
import { cellText, type RawRow, type RawTable } from '../schemas/rows.js';
import type { Hold } from './hold.js';
import { json } from './json.js';

interface Chunk {
  table: RawTable;
  rows: RawRow[];
}

/** One judged row of a corrected copy; a line of corrections.jsonl in staging. */
export interface CorrectionLine {
  sheet: string | null;
  line: number;
  corrects_delivery: string;
  corrects_sheet: string | null;
  corrects_line: number;
  accepted: boolean;
}

export class CorrectedCopy {
  /** By the table as it was read; the judge sees the one without our columns. */
  private readonly tables = new Map<RawTable, { own: RawTable; columns: CorrectionPlaces | undefined }>();
  private readonly refs = new Map<RawRow, RowRef>();
  private readonly without: RawRow[] = [];
  private readonly lines: CorrectionLine[] = [];
  private rowsOfPlainTables = 0;
  private recognised = false;

  /** @param mapped their headers that the source maps to fields. */
  constructor(private readonly mapped: readonly string[] = []) {}

  /** Whether any table has the column of references. */
  get is(): boolean {
    return this.recognised;
  }

  /** The deliveries that it corrects. */
  get corrects(): string[] {
    return [...new Set(this.lines.map((line) => line.corrects_delivery))].sort();
  }

  /** @returns the chunk as the judge is to see it; undefined for the sheet that only explains. */
  take(chunk: Chunk): Chunk | undefined {
    if (this.recognised && chunk.table.sheet === summarySheet) return undefined;
    const { own, columns } = this.tableOf(chunk.table);
    if (columns === undefined) {
      this.rowsOfPlainTables += chunk.rows.length;
      return chunk;
    }
    return { table: own, rows: chunk.rows.map((row) => this.plainRow(row, columns, isText(chunk.table))) };
  }

  /** To be told of each row that `take` gave. */
  judged(row: RawRow, accepted: boolean): void {
    const ref = this.refs.get(row);
    if (ref === undefined) return;
    const { delivery_id, sheet, line } = ref;
    this.lines.push({
      sheet: row.sheet,
      line: row.line,
      corrects_delivery: delivery_id,
      corrects_sheet: sheet,
      corrects_line: line,
      accepted,
    });
    this.refs.delete(row);
  }

  /** Why a person has to look at it: rows that do not say which row they correct. */
  get holds(): Hold[] {
    const count = this.recognised ? this.without.length + this.rowsOfPlainTables : 0;
    if (count === 0) return [];
    const [first] = this.without;
    const where = first === undefined ? '' : `, the first on ${first.sheet === null ? '' : `sheet "${first.sheet}", `}line ${first.line}`;
    return [
      { code: 'CORRECTION_REF_INVALID', says: `${count} rows of this corrected copy do not say which rejected row they correct${where}.` },
    ];
  }

  /** One JSON object a line. */
  async write(path: string): Promise<void> {
    await writeFile(path, this.lines.map((line) => `${json(line)}\n`).join(''));
  }

  private tableOf(table: RawTable) {
    let known = this.tables.get(table);
    if (known === undefined) {
      const columns = findCorrectionColumns(table.header, this.mapped);
      this.recognised ||= columns !== undefined;
      const own = columns === undefined ? table : { ...table, header: ownHeader(table, columns) };
      this.tables.set(table, (known = { own, columns }));
    }
    return known;
  }

  private plainRow(row: RawRow, columns: CorrectionPlaces, text: boolean): RawRow {
    const ref = parseRef(cellText(row.cells[columns.ref]));
    const own = row.cells.filter((_, at) => !columns.all.has(at));
    // A workbook says itself what is text; only in text files something stands in front of it.
    const cells = text ? own.map((cell) => (typeof cell === 'string' ? restored(cell) : cell)) : own;
    const plain = { ...row, cells };
    if (ref === undefined) this.without.push(plain);
    else this.refs.set(plain, ref);
    return plain;
  }
}

/** A text file by itself, or one in an archive. */
const isText = ({ sheet, text }: RawTable): boolean => sheet === null || text === true;

function ownHeader(table: RawTable, { all }: CorrectionPlaces): string[] {
  const own = table.header.filter((_, at) => !all.has(at));
  return isText(table) ? own.map(restored) : own;
}
