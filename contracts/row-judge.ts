/** One raw row against the contract: the typed row, or every reason why it is rejected, with what could be read all the same. */

import type { z } from 'zod';
import { seen } from '../schemas/cells/text.js';
import type { RejectedCell } from '../schemas/delivery.js';
import { rowErrors, type RowErrorCode } from '../schemas/errors/row.js';
import type { issue } from '../schemas/feeds/field.js';
import { cellText, type RawCell, type RawRow, type RawTable } from '../schemas/rows.js';
import type { HeaderMap } from './header.js';
import { translator } from './values.js';

/** A row that the contract let through; serial_number holds one serial for each unit it names. */
export type AcceptedRow = Record<string, unknown>;

export interface RejectedRow {
  errors: RejectedCell[];
  /** For the unit's verdict: which unit the row was about, as far as that can be read. */
  product_number: string | null;
  serial_numbers: string[];
  business_date: string | null;
}

export type RowVerdict = { accepted: AcceptedRow; rejected?: undefined } | { accepted?: undefined; rejected: RejectedRow };

export interface RowJudgeOptions {
  contract: z.ZodObject;
  table: RawTable;
  map: HeaderMap;
  /** The source's `values`. */
  values: Record<string, Record<string, string>>;
  /** The feed's business date. */
  dated_by: string | undefined;
}

export function rowJudge({ contract, table, map, values, dated_by }: RowJudgeOptions): (row: RawRow) => RowVerdict {
  const columns = map.columns.map((column) => ({ ...column, translate: translator(values[column.field]) }));
  const columnOf = new Map(columns.map((column) => [column.field, column]));

  const cellsOf = (row: RawRow): Cells => {
    const cells: Cells = {};
    for (const { field, at, translate } of columns) cells[field] = translate === undefined ? row.cells[at] : translate(row.cells[at]);
    return cells;
  };
  /** One field of a row that is rejected, where it can be read all the same: a rule may have found fault with a cell that is right by itself. */
  const read = (field: string, cells: Cells, { value, issues }: Judged): unknown =>
    issues.some(({ path }) => path[0] === field)
      ? (contract.shape[field] as z.ZodType | undefined)?.safeParse(cells[field]).data
      : value[field];

  const toRejectedCell = (row: RawRow, { path, params: { code }, message }: Issue): RejectedCell => {
    const field = path[0] ?? null;
    const column = field === null ? undefined : columnOf.get(field);
    const value = column === undefined ? null : cellText(row.cells[column.at]);
    return rejectedCell(column?.header ?? field, field, code, value, message);
  };

  return (row) => {
    if (isOutOfLine(row, table, map)) {
      const errors = [rejectedCell(null, null, 'CELL_COUNT', null, rowErrors.CELL_COUNT.message)];
      return { rejected: { errors, product_number: null, serial_numbers: [], business_date: null } };
    }
    const cells = cellsOf(row);
    const judged = judge(contract, cells);
    if (judged.issues.length === 0) return { accepted: judged.value };
    return {
      rejected: {
        errors: judged.issues.map((problem) => toRejectedCell(row, problem)),
        product_number: (read('product_number', cells, judged) as string | undefined) ?? null,
        serial_numbers: (read('serial_number', cells, judged) as string[] | undefined) ?? [],
        business_date: dated_by === undefined ? null : ((read(dated_by, cells, judged) as string | undefined)?.slice(0, 10) ?? null),
      },
    };
  };
}

type Cells = Record<string, RawCell | undefined>;
type Issue = ReturnType<typeof issue>;

/** What zod hands from one schema to the next: the row as far as it could be read, and what is wrong with it. */
interface Judged {
  value: AcceptedRow;
  issues: readonly Issue[];
}

/** As `safeParse` does it, without the error that it throws away or makes of the issues: that takes as long as judging the row. */
const judge = (contract: z.ZodObject, cells: Cells): Judged =>
  contract._zod.run({ value: cells, issues: [] }, { async: false }) as unknown as Judged;

/**
 * A row whose cells may stand in other columns than they belong to: more filled cells than the header has, or, in a text file, fewer
 * cells. Nothing in it is read, not even the unit: what stands in the serial's column may be something else.
 */
function isOutOfLine(row: RawRow, table: RawTable, { width }: HeaderMap): boolean {
  if ((table.sheet === null || table.text === true) && row.cells.length < width) return true;
  for (let at = table.header.length; at < row.cells.length; at += 1) if (seen(row.cells[at]) !== '') return true;
  return false;
}

const rejectedCell = (
  column: string | null,
  field: string | null,
  code: RowErrorCode,
  value: string | null,
  message: string,
): RejectedCell => ({
  column,
  field,
  code,
  value,
  message,
  fix: rowErrors[code].fix,
});
