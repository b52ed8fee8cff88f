/** What SheetJS leaves out of an .ods without a word, and texts that it would garble, found in the XML before it is parsed. */

import { isUtf8 } from 'node:buffer';
import { AssuranceError } from '../schemas/errors/error.js';

/** Stops at the next `<`, so that no input makes it run over the text again and again. */
const CELL = /<table:table-cell(?:\s+[\w:.-]+="[^"<]*")*\s*\/?>/g;
const CHARACTER = /&#(?:x([\da-f]+)|(\d+));/gi;

/**
 * Cells that are dropped as if they were empty: formulas that were never calculated, values that are not written out as text.
 * @throws WORKBOOK_UNREADABLE when there are any, as nobody would see that they are missing.
 */
export function checkOds(content: Buffer): void {
  // As one byte a character: markup is ASCII, and nothing else is looked at
  const xml = content.toString('latin1');
  if (/<!(?:DOCTYPE|ENTITY)/.test(xml)) throw unreadable('Its content has a document type, and what that declares is never followed.');
  if (!isUtf8(content) || isCut(xml))
    throw unreadable('"content.xml" of the workbook holds characters in a form that cannot be read without loss.');
  const lost = (xml.match(CELL) ?? []).filter((tag) =>
    tag.includes(' office:value-type=') ? tag.endsWith('/>') : tag.includes(' table:formula='),
  );
  if (lost.length > 0) {
    throw unreadable(`${lost.length} cells of the workbook hold formulas that were never calculated, or values without their text.`);
  }
}

/** SheetJS makes another character of what stands beyond U+FFFF. */
function isCut(xml: string): boolean {
  if (!xml.includes('&#')) return false;
  return [...xml.matchAll(CHARACTER)].some(([, hex, decimal]) => parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16) > 0xffff);
}

const unreadable = (why: string) => new AssuranceError('WORKBOOK_UNREADABLE', why);
