/** What every reader of cells does first: cut what cannot be seen, tell empty from filled, spot what a spreadsheet broke. */

import { invisibleSigns } from '../printable.js';
import { cellText, FORMULA, type RawCell } from '../rows.js';

/** Blanks of no width, which String.trim leaves. */
const isUnseen = (code: number): boolean => code === 0x200b || code === 0x2060 || code === 0xfeff;

/** Text without outer blanks (also non-breaking ones and ones of no width); empty when nothing can be seen. */
export function trimmed(text: string): string {
  const cut = text.trim();
  if (cut === '' || !(isUnseen(cut.charCodeAt(0)) || isUnseen(cut.charCodeAt(cut.length - 1)))) return cut;
  let from = 0;
  let to = cut.length;
  while (from < to && isUnseen(cut.charCodeAt(from))) from += 1;
  while (to > from && isUnseen(cut.charCodeAt(to - 1))) to -= 1;
  return trimmed(cut.slice(from, to));
}

/** What a person reads in the cell, outer blanks cut. */
export const seen = (cell: RawCell | undefined): string => trimmed(cellText(cell));

const invisible = new RegExp(`[${invisibleSigns}]`, 'gu');

/** The characters of a text that nobody can see, each once, as `U+200B`; blanks are not among them. Outer ones of no width were cut before. */
export const invisibleIn = (text: string): string[] => [...new Set(text.match(invisible))].map(codePoint);

const codePoint = (sign: string): string => `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

const spreadsheetError = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|#{2,})$/i;

export const isFormula = (cell: RawCell | undefined): boolean => typeof cell === 'object' && cell.error === FORMULA;

/** An error value of a spreadsheet, a column that was too narrow when the file was exported (`####`), or a formula where the source rejects them. */
export function isBroken(cell: RawCell | undefined, text: string): boolean {
  if (typeof cell === 'object' && cell.error !== undefined) return true;
  return text.charCodeAt(0) === 0x23 && spreadsheetError.test(text);
}
