/** Opens a workbook with SheetJS and picks the sheets that were asked for. Runs in the worker thread only: it blocks for seconds. */

import picomatch from 'picomatch';
import { read, type CellObject, type ParsingOptions, type WorkBook, type WorkSheet } from 'xlsx';
import { AssuranceError } from '../schemas/errors/error.js';
import { checkOle } from './ole.js';
import { isOle, isZip, whatIs } from './sniff.js';
import { checkOds, partOf, xlsxFacts, type PartFacts } from './workbook-parts.js';
import { zipEntries, type ZipEntry } from './zip.js';

/** No spreadsheet program has more. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

export interface OpenSheet {
  name: string;
  /** Rows of cells by position; rows and cells may be missing. */
  data: ((CellObject | undefined)[] | undefined)[];
  notes: string[];
}

export interface OpenWorkbook {
  sheets: OpenSheet[];
  sheets_not_read: string[];
  date1904: boolean;
}

interface Container {
  type: 'xlsx' | 'ods' | 'xls';
  parts: ZipEntry[];
  facts: PartFacts | undefined;
}

/**
 * @param wanted `sheet` of the source's format: a name, a glob pattern, `all`, or nothing for the first visible sheet.
 * @throws AssuranceError: FORMAT_MISMATCH, WORKBOOK_UNREADABLE, WORKBOOK_ENCRYPTED, SHEET_MISSING, FILE_TOO_LARGE_INFLATED.
 */
export function openWorkbook(file: Buffer, wanted: string | undefined): OpenWorkbook {
  const container = containerOf(file);
  const { book, names } = wanted === undefined ? firstVisible(file, container) : byName(file, container, wanted);
  return {
    sheets: names.map((name) => openSheet(book, name, container)),
    sheets_not_read: book.SheetNames.filter((name) => !names.includes(name)),
    date1904: book.Workbook?.WBProps?.date1904 === true,
  };
}

/** SheetJS opens nearly anything, web pages and CSV too, so what may reach it is decided here. */
function containerOf(file: Buffer): Container {
  if (isOle(file)) {
    checkOle(file);
    return { type: 'xls', parts: [], facts: undefined };
  }
  if (isZip(file)) {
    const parts = zipEntries(file);
    if (parts.some(({ name }) => /^xl\/workbook\w*\.(?:xml|bin)$/.test(name))) return { type: 'xlsx', parts, facts: xlsxFacts(parts) };
    if (isOds(parts)) return { type: 'ods', parts, facts: undefined };
  }
  const head = file.subarray(0, 8192);
  throw new AssuranceError('FORMAT_MISMATCH', `The file is ${whatIs(head) ?? 'a text file'}, its source declares xlsx.`, {
    where: 'byte 0',
  });
}

function isOds(parts: ZipEntry[]): boolean {
  const part = (path: string) => parts.find(({ name }) => name === path)?.content();
  const content = part('content.xml');
  if (part('mimetype')?.includes('opendocument.spreadsheet') !== true || content === undefined) return false;
  if (part('META-INF/manifest.xml')?.includes('encryption-data') === true) throw encrypted();
  checkOds(content);
  return true;
}

function byName(file: Buffer, container: Container, wanted: string): { book: WorkBook; names: string[] } {
  const listed = container.type === 'xlsx' ? parse(file, container, { bookSheets: true }) : parse(file, container, {});
  const names = matching(listed.SheetNames, wanted);
  const book = container.type === 'xlsx' ? parse(file, container, { sheets: names }) : listed;
  const tables = names.filter((name) => isTable(book.Sheets[name]));
  if (tables.length === 0) throw missing(wanted, book.SheetNames);
  return { book, names: tables };
}

function matching(names: string[], wanted: string): string[] {
  if (wanted === 'all') return names;
  if (names.includes(wanted)) return [wanted];
  const matches = picomatch(wanted, { dot: true });
  const found = names.filter((name) => matches(name));
  if (found.length === 0) throw missing(wanted, names);
  return found;
}

/** Only the first sheet is parsed, unless it turns out to be hidden or a chart. */
function firstVisible(file: Buffer, container: Container): { book: WorkBook; names: string[] } {
  let book = parse(file, container, { sheets: 0 });
  const names = book.SheetNames;
  for (const [index, name] of names.entries()) {
    if (book.Workbook?.Sheets?.[index]?.Hidden) continue;
    if (container.type === 'xlsx' && index > 0) book = parse(file, container, { sheets: index });
    if (isTable(book.Sheets[name])) return { book, names: [name] };
  }
  throw new AssuranceError('SHEET_MISSING', `The workbook has no visible sheet with cells; its sheets are ${quoted(names)}.`);
}

/** Charts, dialogs and macro sheets hold no table. A sheet that SheetJS could not parse is missing, and that is an error later. */
function isTable(sheet: WorkSheet | undefined): boolean {
  return sheet === undefined || sheet['!type'] === undefined || sheet['!type'] === 'sheet';
}

function parse(file: Buffer, container: Container, options: ParsingOptions): WorkBook {
  try {
    // sheetStubs: only so is a formula of .xlsx without a value told from an empty cell; .xls and .xlsb always store one
    const stubs = container.type === 'xlsx';
    const always = { type: 'buffer', dense: true, cellNF: true, cellHTML: false, cellFormula: stubs, sheetStubs: stubs } as const;
    const book = read(file, { ...always, ...options });
    return container.type === 'ods' ? withUnescapedNames(book) : book;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (/password|encrypt/i.test(message)) throw encrypted();
    throw new AssuranceError('WORKBOOK_UNREADABLE', 'The workbook cannot be read.', { cause });
  }
}

function openSheet(book: WorkBook, name: string, { parts, facts }: Container): OpenSheet {
  const sheet = book.Sheets[name];
  const data = sheet?.['!data'] as OpenSheet['data'] | undefined;
  const info = book.Workbook?.Sheets?.[book.SheetNames.indexOf(name)] as { Hidden?: number; id?: string } | undefined;
  const own = info?.id === undefined ? undefined : facts?.sheets.get(partOf(parts, info.id) ?? '');
  const lost = () => own !== undefined && data !== undefined && valuesOf(data) < own.values;
  if (sheet === undefined || data === undefined || isBeyondAnySheet(data) || lost() || stringsAreShifted(book, facts)) {
    throw new AssuranceError('WORKBOOK_UNREADABLE', `Sheet "${name}" of the workbook cannot be read without loss.`, {
      where: `sheet "${name}"`,
    });
  }
  const listed = (sheet['!rows'] ?? []).slice(0, data.length).flatMap((row, index) => (row?.hidden === true ? [index + 1] : []));
  const hidden = (own?.hidden ?? listed).filter((row) => row <= data.length);
  return {
    name,
    data,
    notes: [
      ...(info?.Hidden ? [`sheet "${name}" is hidden and was read`] : []),
      ...(hidden.length > 0 ? [`sheet "${name}": ${hidden.length} hidden rows were read`] : []),
    ],
  };
}

/** A cell far outside is a damaged reference, and would make an endless table of blanks. */
function isBeyondAnySheet(data: OpenSheet['data']): boolean {
  return data.length > LAST_ROW || data.some((row) => row !== undefined && row.length > LAST_COLUMN);
}

/** SheetJS overlooks entries without content (`<si/>`), and every text behind one is the next one's. It always adds one at the end. */
function stringsAreShifted(book: WorkBook, facts: PartFacts | undefined): boolean {
  const found = (book as { Strings?: unknown[] }).Strings?.length ?? 0;
  return facts?.strings !== undefined && facts.strings > 0 && found <= facts.strings;
}

function valuesOf(data: OpenSheet['data']): number {
  let found = 0;
  for (const row of data) for (const cell of row ?? []) if (cell !== undefined && cell.t !== 'z') found++;
  return found;
}

const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(', ');

function missing(wanted: string, names: string[]): AssuranceError {
  return new AssuranceError('SHEET_MISSING', `No sheet with cells is called or matches "${wanted}"; the workbook has ${quoted(names)}.`);
}

function encrypted(): AssuranceError {
  return new AssuranceError('WORKBOOK_ENCRYPTED', 'The workbook is protected with a password.');
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
