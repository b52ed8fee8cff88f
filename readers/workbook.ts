/** Opens workbooks of other kinds than .xlsx with SheetJS. Runs in the worker thread only: it blocks for seconds. */

import { CFB, read, type WorkBook, type WorkSheet } from 'xlsx';
import { AssuranceError } from '../schemas/errors/error.js';
import { printable } from '../schemas/printable.js';
import { MACROS } from './ooxml/book.js';
import { LAST_COLUMN, LAST_ROW } from './ooxml/rows.js';
import type { OdsSheet } from './ods-hidden.js';
import type { ListedSheet } from './sheet-choice.js';
import type { OpenSheet } from './sheet-rows.js';

/** `xls` is any OLE file. */
type WholeKind = 'xls' | 'xlsb' | 'ods';

/** What is known of a file before SheetJS gets it. */
export interface WholeFile {
  kind: WholeKind;
  hasMacros: boolean;
  /** Of an .ods, what SheetJS does not tell: hidden sheets and rows, by the names of the sheets. */
  hidden?: ReadonlyMap<string, OdsSheet> | undefined;
  /** Of an .ods with drawings, its "content.xml" without them. */
  content?: Buffer | undefined;
}

export interface WholeBook {
  sheets: ListedSheet[];
  date1904: boolean;
  notes: string[];
  /** @throws WORKBOOK_UNREADABLE with the sheet. */
  open: (name: string) => OpenSheet;
}

/**
 * @param file checked before: SheetJS reads nearly anything, also what is left of a file that was cut short.
 * @param formulas whether cells with one have to be told from others.
 * @throws WORKBOOK_UNREADABLE, WORKBOOK_ENCRYPTED.
 */
export function openWhole(file: Buffer, { kind, hasMacros, hidden, content }: WholeFile, formulas: boolean): WholeBook {
  const book = parse(kind === 'ods' ? readable(file, content) : file, kind, formulas);
  return {
    sheets: book.SheetNames.map((name, index) => ({
      name,
      hidden: hidden?.get(name)?.hidden ?? (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
      table: isTable(book.Sheets[name]),
    })),
    date1904: book.Workbook?.WBProps?.date1904 === true,
    notes: hasMacros ? [MACROS] : [],
    open: (name) => openSheet(book, name, hidden?.get(name)?.hiddenRows),
  };
}

/** Charts, dialogs and macro sheets hold no table. A sheet that SheetJS could not parse is missing, and that is an error later. */
function isTable(sheet: WorkSheet | undefined): boolean {
  return sheet === undefined || sheet['!type'] === undefined || sheet['!type'] === 'sheet';
}

function parse(file: Buffer, kind: WholeKind, cellFormula: boolean): WorkBook {
  try {
    const book = read(file, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellHTML: false,
      cellFormula,
    });
    return kind === 'ods' ? withUnescapedNames(book) : book;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (/password|encrypt/i.test(message)) throw new AssuranceError('WORKBOOK_ENCRYPTED', 'The workbook is protected with a password.');
    throw new AssuranceError('WORKBOOK_UNREADABLE', 'The workbook cannot be read.', { cause });
  }
}

const container = CFB as {
  read: (bytes: Buffer, options: { type: 'buffer' }) => object;
  write: (container: object, options: { type: 'buffer'; fileType: 'zip' }) => Buffer;
  utils: { cfb_add: (container: object, path: string, content: Buffer) => void };
};

/**
 * An .ods as SheetJS wants it: it insists on a part that the format does not. Without styles of the whole document nothing is lost, those of cells stand
 * in content.xml.
 */
function readable(ods: Buffer, content: Buffer | undefined): Buffer {
  const hasStyles = ods.includes('styles.xml');
  if (hasStyles && content === undefined) return ods;
  const parts = container.read(ods, { type: 'buffer' });
  if (!hasStyles) container.utils.cfb_add(parts, '/styles.xml', Buffer.from('<office:document-styles/>'));
  if (content !== undefined) container.utils.cfb_add(parts, '/content.xml', content);
  return container.write(parts, { type: 'buffer', fileType: 'zip' });
}

function openSheet(book: WorkBook, name: string, runs: OdsSheet['hiddenRows'] = []): OpenSheet {
  const sheet = book.Sheets[name];
  const data = sheet?.['!data'] as OpenSheet['data'] | undefined;
  if (sheet === undefined || data === undefined || isBeyondAnySheet(data)) {
    const where = `sheet "${printable(name)}"`;
    throw new AssuranceError('WORKBOOK_UNREADABLE', 'A sheet of the workbook cannot be read without loss.', { where });
  }
  const hidden = new Set((sheet['!rows'] ?? []).slice(0, data.length).flatMap((row, index) => (row?.hidden === true ? [index + 1] : [])));
  for (const [from, to] of runs) for (let row = from; row <= Math.min(to, data.length); row++) hidden.add(row);
  return { name, data, hidden };
}

/** A cell far outside is a damaged reference, and would make an endless table of blanks. */
function isBeyondAnySheet(data: OpenSheet['data']): boolean {
  return data.length > LAST_ROW || data.some((row) => row !== undefined && row.length > LAST_COLUMN);
}

/** SheetJS leaves the names of .ods sheets as they stand in the XML. */
function withUnescapedNames(book: WorkBook): WorkBook {
  const sheets = Object.entries(book.Sheets).map(([name, sheet]) => [unescapeXml(name), sheet] as const);
  return { ...book, SheetNames: book.SheetNames.map(unescapeXml), Sheets: Object.fromEntries(sheets) };
}

function unescapeXml(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) =>
      name === undefined ? String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16)) : (named[name] ?? whole),
  );
}
