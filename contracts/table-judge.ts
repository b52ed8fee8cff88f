/** One table of a file: its header mapped once, then row by row into the staged rows. */

import type { z } from 'zod';
import { seen } from '../schemas/cells/text.js';
import type { FieldInfo } from '../schemas/feeds/contract.js';
import type { Source } from '../schemas/project.js';
import type { RawRow, RawTable } from '../schemas/rows.js';
import type { Finding } from './finding.js';
import { inSheet, mapHeader, type HeaderMap } from './header.js';
import { json } from './json.js';
import { rowJudge, type AcceptedRow, type RejectedRow, type RowVerdict } from './row-judge.js';
import type { StagedRows } from './staged-rows.js';

export interface TableJudgeOptions {
  contract: z.ZodObject;
  fields: readonly FieldInfo[];
  source: Source;
  dated_by: string | undefined;
  table: RawTable;
}

export class TableJudge {
  readonly table: RawTable;
  readonly map: HeaderMap;
  private readonly judge: (row: RawRow) => RowVerdict;
  private readonly fields: readonly string[];
  /** Positions of columns without a name in which some row has a cell. */
  private readonly unread = new Set<number>();

  constructor({ contract, fields, source, dated_by, table }: TableJudgeOptions) {
    this.table = table;
    this.fields = fields.map(({ name }) => name);
    this.map = mapHeader(table, fields, source.columns);
    this.judge = rowJudge({ contract, table, map: this.map, values: source.values, dated_by });
  }

  /** @returns whether the row was accepted. */
  row(row: RawRow, staged: StagedRows): boolean {
    for (const at of this.map.unnamed) if (seen(row.cells[at]) !== '') this.unread.add(at);
    const { accepted, rejected } = this.judge(row);
    if (accepted === undefined) staged.add('rejected', this.rejectedValues(row, rejected));
    else this.accept(row, accepted, staged);
    return accepted !== undefined;
  }

  get findings(): Finding[] {
    const unnamed = [...this.unread]
      .sort((a, b) => a - b)
      .map((at): Finding => {
        const detail = `${inSheet(this.table)}column ${at + 1} has no name in the header; its cells were not read.`;
        return { kind: 'UNNAMED_COLUMN', severity: 'warning', detail };
      });
    return [...this.map.findings, ...unnamed];
  }

  /** A cell with several serial numbers gives one line for each; the row counts once. */
  private accept({ sheet, line, item = 1 }: RawRow, row: AcceptedRow, staged: StagedRows): void {
    const serials = (row.serial_number as string[] | undefined) ?? [undefined];
    serials.forEach((serial, at) => {
      staged.add('accepted', [sheet, line, item + at, ...this.fields.map((field) => (field === 'serial_number' ? serial : row[field]))]);
    });
  }

  private rejectedValues(
    { sheet, line, cells }: RawRow,
    { errors, product_number, serial_numbers, business_date }: RejectedRow,
  ): unknown[] {
    const codes = [...new Set(errors.map(({ code }) => code))];
    // As they came: a correction file has to hold days and numbers of a workbook as such.
    const kept = json(cells);
    return [sheet, line, kept, json(errors), json(codes), product_number, json(serial_numbers), business_date];
  }
}
