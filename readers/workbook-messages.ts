/** What the thread that parses a workbook and the reader that asked for it say to each other. One chunk is made while one is judged. */

import type { ErrorCode } from '../schemas/errors/catalogue.js';
import type { XlsxFormat } from '../schemas/project.js';
import type { RawCell } from '../schemas/rows.js';
import type { CommonValue } from './common-values.js';
import type { PackedRows } from './packed-rows.js';

export interface WorkbookRequest {
  path: string;
  format: Pick<XlsxFormat, 'sheet' | 'hidden_sheets' | 'formulas' | 'header_row'>;
}

/** A row with something in it. */
export interface SheetRow<Cell = RawCell> {
  line: number;
  /** Up to the last filled cell. */
  cells: Cell[];
  /** Characters of all cells. */
  weight: number;
  hidden?: boolean;
}

/** A row before it leaves the thread. */
export type ReadRow = SheetRow<RawCell | CommonValue>;

/** Rows of a sheet from the first one on, as they are found. */
export type RowBatches = AsyncIterable<ReadRow[]> | Iterable<ReadRow[]>;

export type FromThread =
  | { kind: 'read'; bytes: number }
  /** `width` of its widest row where there is no header; else 0. */
  | { kind: 'sheet'; sheet: string; width: number }
  | { kind: 'rows'; rows: PackedRows }
  /** `lines` is the last row with a filled cell. */
  | { kind: 'sheet_end'; lines: number }
  | { kind: 'end'; sheets_not_read: string[]; notes: string[]; hidden_sheets: string[]; bytes: number }
  | { kind: 'failed'; code: ErrorCode; message: string; where: string | undefined };

/** The answer to every message but the last: go on. */
export const MORE = 'more';
