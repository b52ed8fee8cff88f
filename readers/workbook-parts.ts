/** What SheetJS does not say, or says wrongly, read from the XML of a workbook: hidden rows, formulas that were never calculated. */

import type { ZipEntry } from './zip.js';

/** All patterns stop at the next `<`, so that no input makes them run over the text again and again. */
const RELATIONSHIP = /<(?:\w+:)?Relationship\s[^<>]*>/g;
const HIDDEN_ROW = /<(?:\w+:)?row\s[^<>]*?\bhidden=["'](?:1|true)["'][^<>]*>/g;
const ODS_CELL = /<table:table-cell(?:\s+[\w:.-]+="[^"<]*")*\s*\/?>/g;

/** Row numbers of the hidden rows of one sheet of an .xlsx; `relation` is the sheet's id in the workbook's relationships. */
export function hiddenRows(parts: ZipEntry[], relation: string): number[] {
  const part = parts.find(({ name }) => name === sheetPath(parts, relation))?.content();
  if (part === undefined || !part.includes('hidden=')) return [];
  return [...part.toString('latin1').matchAll(HIDDEN_ROW)].map(([tag]) => Number(attribute(tag, 'r'))).filter(Number.isInteger);
}

/** How many cells of an .ods hold a formula but no value: SheetJS leaves them out as if they were empty. */
export function uncalculated(parts: ZipEntry[]): number {
  const content = parts.find(({ name }) => name === 'content.xml')?.content();
  if (content === undefined || !content.includes('table:formula=')) return 0;
  const cells = content.toString('latin1').matchAll(ODS_CELL);
  return [...cells].filter(([tag]) => tag.includes(' table:formula=') && !tag.includes(' office:value-type=')).length;
}

function sheetPath(parts: ZipEntry[], relation: string): string | undefined {
  const relationships = parts.find(({ name }) => /^xl\/_rels\/workbook\w*\.xml\.rels$/.test(name))?.content();
  const tags = relationships?.toString('utf8').match(RELATIONSHIP) ?? [];
  const target = tags.filter((tag) => attribute(tag, 'Id') === relation).map((tag) => attribute(tag, 'Target'))[0];
  return target?.startsWith('/') === true ? target.slice(1) : target === undefined ? undefined : `xl/${target}`;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}=["']([^"']*)["']`).exec(tag)?.[1];
}
