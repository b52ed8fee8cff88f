/** What readers hand to the judge: cells as the file shows them, each row with its place. Nothing is typed by guessing. */

/**
 * A cell whose file format itself says what it is (a workbook). `text` is what a person sees in the cell.
 * `number` and `date` (YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SS when there is a time of day) are set only when the file stores one;
 * `error` is a spreadsheet error such as `#REF!` or a formula without a cached value.
 */
export interface TypedCell {
  text: string;
  number?: number;
  date?: string;
  boolean?: boolean;
  error?: string;
}

/** The error of a cell that has a formula, where the source rejects them; its stored value stands beside it. */
export const FORMULA = 'formula, which the source rejects';

/** A text file yields strings, a workbook TypedCells for everything that is not plain text. */
export type RawCell = string | TypedCell;

/** What a person sees in a cell. */
export function cellText(cell: RawCell | undefined): string {
  return cell === undefined ? '' : typeof cell === 'string' ? cell : cell.text;
}

export interface RawRow {
  /** Sheet name of a workbook, null for a text file. */
  sheet: string | null;
  /** Physical line on which the row begins (1 is the first line of the file), or the sheet's row number. */
  line: number;
  /** When several rows begin on one line (X12: a row for each serial of a loop), which of them this is, from 1; otherwise left out. */
  item?: number;
  cells: RawCell[];
}

/** One table of a file: a text file has one, a workbook one for each sheet that was asked for. */
export interface RawTable {
  sheet: string | null;
  /** Header cells as written, by position; doubled and empty names stay as they are. Of a file without a header `#1`, `#2` … */
  header: string[];
  /** 0 when there is none. */
  header_line: number;
  /** Set for a text file in an archive, whose `sheet` names the member: each of its rows has to have all cells. */
  text?: boolean;
}

/**
 * Every physical line (or sheet row) of one table, by what it was taken for.
 * preamble + header + data + total + blank + hidden = lines. `rows` counts data rows: a quoted cell may span several lines.
 */
export interface LineAccount {
  sheet: string | null;
  lines: number;
  preamble: number;
  header: number;
  data: number;
  total: number;
  blank: number;
  rows: number;
  /** Hidden rows of a sheet that were passed over because the source says so; not there when there are none. */
  hidden?: number;
}

/** A line that was counted as total: what the file says of itself, for control totals. */
export interface TotalLine {
  sheet: string | null;
  line: number;
  cells: RawCell[];
}

/** What a reader notes of a text that would be read otherwise, without an error, if it were taken for what it seems to be. */
export const utf8Too = (declared: string): string => `every byte is valid UTF-8 too, though its source declares ${declared}`;

/** Whether the notes of a file, or of a member of an archive, say so. */
export const isUtf8Too = (notes: readonly string[], declared: string): boolean => notes.some((note) => note.endsWith(utf8Too(declared)));

/** The whole file's account. Sheets that were not asked for are named, not read. */
export interface FileAccount {
  tables: LineAccount[];
  sheets_not_read: string[];
  /** The last total lines of each table, when there are any. The judge compares them and does not keep them. */
  totals?: TotalLine[];
  /** What the reader noticed without refusing the file, e.g. "byte order mark", "mixed line ends". */
  notes: string[];
  /** Characters beyond ASCII stand in an encoding of one byte, and the text is no UTF-8. The judge compares it and does not keep it. */
  not_utf8?: boolean;
  /** What the source says must be seen by a person first; not there when there is none. */
  holds?: ReaderHold[];
  /** What the file says of itself, where its format has a place for that (X12). It wins over what the file's name says. */
  document?: StatedDocument;
}

export interface StatedDocument {
  /** Everybody whom the file names as its sender: ISA06, and the reporting party's N1. */
  senders: { place: string; ids: string[] }[];
  /** Days of the report, both included; more than one when its parts say different ones. */
  periods: { from: string; to: string }[];
  /** Sorts as text; of several parts the latest. Null when no part says a day. */
  order_key: string | null;
  /** What its parts are for: code of the purpose (BPT01), days where they say them, and how many parts are the same in both. */
  reports: { purpose: string; period: { from: string; to: string } | null; sets: number }[];
  /** Control numbers, as a person quotes them to the sender. */
  interchanges: { control_number: string; groups: { control_number: string; sets: number }[] }[];
  /** What is often wrong in honest files. */
  warnings: { kind: string; detail: string }[];
}

/** Why a file that could be read is held all the same. `says` is one sentence. */
export interface ReaderHold {
  code: 'HIDDEN_ROWS' | 'HIDDEN_SHEET';
  says: string;
}
