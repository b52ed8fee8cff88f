/** What SheetJS leaves out of an .ods without a word, and texts that it would garble, found in the XML before it is parsed. */

import { isUtf8 } from 'node:buffer';
import { AssuranceError } from '../schemas/errors/error.js';

/** Stops at the next `<`, so that no input makes it run over the text again and again. */
const CELL = /<table:table-cell(?:\s+[\w:.-]+="[^"<]*")*\s*\/?>/g;
const CHARACTER = /&#(?:x([\da-f]+)|(\d+));/gi;

/**
 * Cells that are dropped as if they were empty: formulas that were never calculated, values that are not written out as text.
 * @throws WORKBOOK_UNREADABLE when there are any, as nobody would see that they are missing; FILE_TOO_LARGE_INFLATED for a content that says with
 * few bytes that it is larger than any sheet.
 */
export function checkOds(content: Buffer): void {
  // As one byte a character: markup is ASCII, and nothing else is looked at
  const xml = content.toString('latin1');
  if (/<!(?:DOCTYPE|ENTITY)/.test(xml)) throw unreadable('Its content has a document type, and what that declares is never followed.');
  if (!isUtf8(content) || isCut(xml))
    throw unreadable('"content.xml" of the workbook holds characters in a form that cannot be read without loss.');
  checkSize(xml);
  const lost = (xml.match(CELL) ?? []).filter((tag) =>
    tag.includes(' office:value-type=') ? tag.endsWith('/>') : tag.includes(' table:formula='),
  );
  if (lost.length > 0) {
    throw unreadable(`${lost.length} cells of the workbook hold formulas that were never calculated, or values without their text.`);
  }
}

/** Where a table, a row or a cell begins, whatever its prefix; one tag may stand for many of its kind. */
const PLACE = /<(?:[\w.-]+:)?(table|table-row|table-cell|covered-table-cell)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/?>/g;
const REPEATED = /(?:columns|rows)-repeated\s*=\s*["'](\d+)["']/;
const FILLED = /value-type\s*=/;

/** No spreadsheet program has more rows or columns; the cells are what SheetJS holds in the memory that a workbook may take. */
const limits = { row: 1_048_576, column: 16_384, cells: 5_000_000 };

/** SheetJS writes out what is repeated, before any limit of memory is looked at. */
function checkSize(xml: string): void {
  let [row, rowTimes, column, cells] = [0, 0, 0, 0];
  for (const [, name, attributes = ''] of xml.matchAll(PLACE)) {
    const times = Number(REPEATED.exec(attributes)?.[1] ?? 1);
    if (name === 'table') [row, rowTimes] = [0, 0];
    else if (name === 'table-row') [row, rowTimes, column] = [row + rowTimes, times, 0];
    else {
      column += times;
      if (!FILLED.test(attributes)) continue;
      cells += times * rowTimes;
      if (column > limits.column || row + rowTimes > limits.row || cells > limits.cells) {
        throw new AssuranceError(
          'FILE_TOO_LARGE_INFLATED',
          'The workbook says that cells are repeated so often that they are more than a sheet may have.',
          { where: 'content.xml' },
        );
      }
    }
  }
}

/** SheetJS makes another character of what stands beyond U+FFFF. */
function isCut(xml: string): boolean {
  if (!xml.includes('&#')) return false;
  return [...xml.matchAll(CHARACTER)].some(([, hex, decimal]) => parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16) > 0xffff);
}

const unreadable = (why: string) => new AssuranceError('WORKBOOK_UNREADABLE', why);
