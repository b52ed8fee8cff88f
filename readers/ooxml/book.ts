/** What the parts around its sheets say of a workbook: which sheets there are, how numbers are shown, what will not be followed. */

import type { ListedSheet } from '../sheet-choice.js';
import type { ZipArchive } from '../zip/directory.js';
import { forTags, partAt, relationshipsOf, workbookPath, type Relationship } from './package.js';
import { SharedStrings } from './strings.js';
import { builtInFormat } from './number-formats.js';
import { scan } from './part.js';
import { isTrue } from './xml-text.js';
import { unreadablePart } from './xml.js';

export interface BookSheet extends ListedSheet {
  /** Path of its part. */
  path: string | undefined;
}

export interface Book {
  sheets: BookSheet[];
  date1904: boolean;
  /** Number format of each style of a cell, by its position. */
  formats: string[];
  strings: readonly string[];
  notes: string[];
}

/** @throws WORKBOOK_UNREADABLE when a part that the workbook names is missing or damaged. */
export async function openBook(archive: ZipArchive): Promise<Book> {
  const path = await workbookPath(archive);
  const part = partAt(archive, path);
  if (part === undefined) throw unreadablePart(path, 'is missing');
  const related = await relationshipsOf(archive, path);
  const book: Book = { sheets: [], date1904: false, formats: [], strings: [], notes: notFollowed(related) };
  await forTags(archive, part, (name, attributes, around) => {
    if (name === 'workbookPr') book.date1904 = isTrue(attributes.get('date1904'));
    if (name !== 'sheet' || around.at(-1) !== 'sheets') return;
    const relation = related.find(({ id }) => id === idOf(attributes));
    const hidden = /hidden$/i.test(attributes.get('state') ?? '');
    const table = relation === undefined || relation.type === 'worksheet';
    book.sheets.push({ name: attributes.get('name') ?? '', hidden, table, path: relation?.target });
  });
  book.formats = await cellFormats(archive, related);
  book.strings = await sharedStrings(archive, related);
  return book;
}

/** The relationship's id is the one attribute with a prefix; which prefix is the writer's choice. */
function idOf(attributes: Map<string, string>): string | undefined {
  for (const [name, value] of attributes) if (name.endsWith(':id')) return value;
  return undefined;
}

function notFollowed(related: readonly Relationship[]): string[] {
  const links = related.filter(({ type }) => type === 'externalLink').length;
  return [
    ...(related.some(({ type }) => type === 'vbaProject' || /Macrosheet$/i.test(type)) ? [MACROS] : []),
    ...(links > 0 ? [`the workbook links to ${links} other files; no link was followed`] : []),
  ];
}

export const MACROS = 'the workbook holds macros; none was run';

async function cellFormats(archive: ZipArchive, related: readonly Relationship[]): Promise<string[]> {
  const part = related.find(({ type }) => type === 'styles');
  const entry = part === undefined ? undefined : partAt(archive, part.target);
  const own = new Map<string, string>();
  const ids: string[] = [];
  if (entry === undefined) return [];
  await forTags(archive, entry, (name, attributes, around) => {
    if (name === 'numFmt' && around.at(-1) === 'numFmts') own.set(attributes.get('numFmtId') ?? '', attributes.get('formatCode') ?? '');
    if (name === 'xf' && around.at(-1) === 'cellXfs') ids.push(attributes.get('numFmtId') ?? '0');
  });
  return ids.map((id) => own.get(id) ?? builtInFormat(Number(id)));
}

async function sharedStrings(archive: ZipArchive, related: readonly Relationship[]): Promise<string[]> {
  const part = related.find(({ type }) => type === 'sharedStrings');
  const entry = part === undefined ? undefined : partAt(archive, part.target);
  const strings = new SharedStrings();
  if (entry !== undefined) await scan(archive, entry, strings);
  return strings.found;
}
