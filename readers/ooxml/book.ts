/** What the parts around its sheets say of a workbook: which sheets there are, how numbers are shown, what will not be followed. */

import { NumberStyle } from '../cells.js';
import { CommonValues } from '../common-values.js';
import type { ListedSheet } from '../sheet-choice.js';
import type { ZipArchive } from '../zip/directory.js';
import type { CellRules } from './cell-value.js';
import { forTags, partAt, relationshipsOf, workbookPath, type Relationship } from './package.js';
import { SharedStrings } from './strings.js';
import { builtInFormat } from './number-formats.js';
import { NumberValues } from './number-values.js';
import { scan } from './part.js';
import { isTrue } from './xml-text.js';
import { unreadablePart } from './xml.js';

export interface BookSheet extends ListedSheet {
  /** Path of its part. */
  path: string | undefined;
}

export interface Book {
  sheets: BookSheet[];
  /** How its cells are to be read. */
  rules: Omit<CellRules, 'rejectFormulas'>;
  notes: string[];
}

/** @throws WORKBOOK_UNREADABLE when a part that the workbook names is missing or damaged. */
export async function openBook(archive: ZipArchive): Promise<Book> {
  const path = await workbookPath(archive);
  const part = partAt(archive, path);
  if (part === undefined) throw unreadablePart(path, 'is missing');
  const related = await relationshipsOf(archive, path);
  const sheets: BookSheet[] = [];
  let date1904 = false;
  await forTags(archive, part, (name, attributes, around) => {
    if (name === 'workbookPr') date1904 = isTrue(attributes.get('date1904'));
    if (name !== 'sheet' || around.at(-1) !== 'sheets') return;
    const relation = related.find(({ id }) => id === idOf(attributes));
    const hidden = /hidden$/i.test(attributes.get('state') ?? '');
    const table = relation === undefined || relation.type === 'worksheet';
    sheets.push({ name: attributes.get('name') ?? '', hidden, table, path: relation?.target });
  });
  const formats = await cellFormats(archive, related);
  const values = await sharedStrings(archive, related);
  const numbers = (format: string) => new NumberValues(new NumberStyle(format, date1904), values);
  const rules = { values, styles: formats.map(numbers), general: numbers('General'), date1904 };
  return { sheets, rules, notes: notFollowed(related) };
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

async function sharedStrings(archive: ZipArchive, related: readonly Relationship[]): Promise<CommonValues> {
  const part = related.find(({ type }) => type === 'sharedStrings');
  const entry = part === undefined ? undefined : partAt(archive, part.target);
  const values = new CommonValues();
  if (entry !== undefined) await scan(archive, entry, new SharedStrings(values));
  return values;
}
