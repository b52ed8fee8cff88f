/** What the thread that parses a workbook and the reader that asked for it say to each other. One chunk is under way at a time. */

import type { ErrorCode } from '../schemas/errors/catalogue.js';
import type { RawCell } from '../schemas/rows.js';

export interface WorkbookRequest {
  path: string;
  sheet: string | undefined;
}

export interface SheetRow {
  line: number;
  /** Up to the last filled cell. */
  cells: RawCell[];
  /** Characters of all cells. */
  weight: number;
}

export type FromThread =
  | { kind: 'read'; bytes: number }
  | { kind: 'sheet'; sheet: string }
  | { kind: 'rows'; rows: SheetRow[] }
  /** `lines` is the last row with a filled cell. */
  | { kind: 'sheet_end'; lines: number }
  | { kind: 'end'; sheets_not_read: string[]; notes: string[] }
  | { kind: 'failed'; code: ErrorCode; message: string; where: string | undefined };

/** The answer to every message but the last: go on. */
export const MORE = 'more';
