/**
 * A text file that DuckDB may read in bulk: its dialect is settled, its lines are counted, and what only csv-parse can tell is set aside. Crosses from
 * readers/ to contracts/.
 */

import type { ClearedRows } from './delivery.js';
import type { FileAccount, RawRow, RawTable } from './rows.js';

export interface BulkReading {
  table: RawTable;
  /**
   * SQL: the rows behind the header in the order of the file. Columns c0, c1 … are those of the header, then x0, x1 … for cells beyond it; all are text, NULL
   * where the row has no such cell. Rows that it drops are listed in the table `rejects`.
   */
  relation: string;
  columns: number;
  beyond: number;
  /**
   * Blanks besides U+0020 that stand somewhere in the file. When there are any, the relation has a column `odd_blank` too: whether the row has one, and has to
   * be cut of them.
   */
  blanks: readonly string[];
  /** Whether there is a `#` in the file, with which a spreadsheet begins what it could not compute. */
  hashes: boolean;
  /** Whether there is a control character in the file, blanks and line ends aside. */
  controls: boolean;
  /** SQL over these columns: the row is data, and as long as the header. */
  plain: string;
  /** Table that holds, after the relation was read, what it dropped: line_byte_position and error_type. */
  rejects: string;

  /**
   * To be called once, when the relation was read.
   * @returns undefined when rows and physical lines do not add up: the file must be read row by row.
   */
  settle(rows: number, rejected: { offset: number; error_type: string }[]): Promise<SettledLines | undefined>;
}

export interface SettledLines {
  /** Where the rows of the relation stand in the file. */
  lines: Pick<ClearedRows, 'first_line' | 'steps'>;
  /** Rows that the relation dropped, as csv-parse reads them. */
  dropped: RawRow[];
  /** Takes a row that was not plain for what it is. @returns the row when it is data. */
  take: (line: number, cells: string[]) => RawRow | undefined;
  /** To be called last. @param plain rows that were not handed to `take`. */
  close: (plain: number) => Promise<FileAccount>;
}
