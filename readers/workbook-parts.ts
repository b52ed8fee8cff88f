/**
 * What SheetJS does not say of a workbook, and what it would get wrong without saying so, read from the XML itself before it is
 * parsed. Each pattern stops at the next `<`, so that no input makes it run over the text again and again.
 */

import { isUtf8 } from 'node:buffer';
import { AssuranceError } from '../schemas/errors/error.js';
import type { ZipEntry } from './zip.js';

export interface SheetFacts {
  /** Row numbers of hidden rows. */
  hidden: number[];
  /** Cells with a value: what SheetJS finds must not be less. */
  values: number;
}

export interface PartFacts {
  /** By the path of the sheet's part. */
  sheets: Map<string, SheetFacts>;
  /** Entries of the shared strings, when the workbook has some. */
  strings: number | undefined;
}

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;
const SHARED_STRINGS = /^xl\/sharedStrings\.xml$/i;
const RELATIONSHIPS = /^xl\/_rels\/workbook\w*\.xml\.rels$/;

const RELATIONSHIP = /<(?:\w+:)?Relationship\s[^<>]*>/g;
const HIDDEN_ROW = /<(?:\w+:)?row\s[^<>]*?\bhidden=["'](?:1|true)["'][^<>]*>/g;
const VALUE = /<(?:\w+:)?(?:v(?:\s[^<>]*)?>[^<]|is>)/g;
const STRING = /<(?:\w+:)?si[\s/>]/g;
const ODS_CELL = /<table:table-cell(?:\s+[\w:.-]+="[^"<]*")*\s*\/?>/g;
const CHARACTER = /&#(?:x([\da-f]+)|(\d+));/gi;

/** Of an .xlsx. @throws WORKBOOK_UNREADABLE for text that would be garbled. */
export function xlsxFacts(parts: ZipEntry[]): PartFacts {
  const facts: PartFacts = { sheets: new Map(), strings: undefined };
  for (const { name, content } of parts) {
    if (SHEET.test(name)) facts.sheets.set(name, sheetFacts(xmlText(name, content())));
    if (SHARED_STRINGS.test(name)) facts.strings = count(xmlText(name, content()), STRING);
  }
  return facts;
}

/**
 * Of an .ods: cells that SheetJS leaves out as if they were empty, formulas that were never calculated and values that are not written
 * out as text. @throws WORKBOOK_UNREADABLE when there are any, as nobody would see that they are missing.
 */
export function checkOds(content: Buffer): void {
  const tags = xmlText('content.xml', content).match(ODS_CELL) ?? [];
  const lost = tags.filter((tag) => (tag.includes(' office:value-type=') ? tag.endsWith('/>') : tag.includes(' table:formula=')));
  if (lost.length > 0) {
    throw new AssuranceError(
      'WORKBOOK_UNREADABLE',
      `${lost.length} cells of the workbook hold formulas that were never calculated, or values without their text.`,
    );
  }
}

/** The part that holds a sheet; `relation` is the sheet's id in the workbook's relationships. */
export function partOf(parts: ZipEntry[], relation: string): string | undefined {
  const relationships = parts
    .find(({ name }) => RELATIONSHIPS.test(name))
    ?.content()
    .toString('utf8');
  const target = (relationships?.match(RELATIONSHIP) ?? [])
    .filter((tag) => attribute(tag, 'Id') === relation)
    .map((tag) => attribute(tag, 'Target'))[0];
  return target?.startsWith('/') === true ? target.slice(1) : target === undefined ? undefined : `xl/${target}`;
}

function sheetFacts(xml: string): SheetFacts {
  const data = xml.slice(xml.search(/<(?:\w+:)?sheetData/), xml.lastIndexOf('sheetData>'));
  const hidden = data.includes('hidden=')
    ? (data.match(HIDDEN_ROW) ?? []).map((tag) => Number(attribute(tag, 'r'))).filter(Number.isInteger)
    : [];
  return { hidden, values: count(data, VALUE) };
}

/** As one byte a character: markup is ASCII, and nothing else is looked at. SheetJS replaces bad UTF-8 and cuts characters beyond U+FFFF. */
function xmlText(name: string, content: Buffer): string {
  const xml = content.toString('latin1');
  const cut =
    content.includes('&#') &&
    [...xml.matchAll(CHARACTER)].some(([, hex, decimal]) => parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16) > 0xffff);
  if (!isUtf8(content) || cut) {
    throw new AssuranceError(
      'WORKBOOK_UNREADABLE',
      `"${name}" of the workbook holds characters in a form that cannot be read without loss.`,
    );
  }
  return xml;
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (pattern.lastIndex = 0; pattern.test(text);) found++;
  return found;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}=["']([^"']*)["']`).exec(tag)?.[1];
}
