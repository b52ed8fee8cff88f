/**
 * Which sheets of a workbook are read: those that `sheet` and `hidden_sheets` of the source's format ask for, and in a corrected copy all that have
 * its rows. The same for every kind.
 */

import picomatch from 'picomatch';
import { summarySheet } from '../schemas/corrections.js';
import { AssuranceError } from '../schemas/errors/error.js';
import { printable } from '../schemas/printable.js';
import type { XlsxFormat } from '../schemas/project.js';

export interface ListedSheet {
  name: string;
  hidden: boolean;
  /** Charts, dialogs and macro sheets hold no table. */
  table: boolean;
}

export interface SheetChoice<Sheet extends ListedSheet> {
  read: Sheet[];
  sheets_not_read: string[];
  notes: string[];
}

type Wanted = Pick<XlsxFormat, 'sheet' | 'hidden_sheets'>;

/**
 * @param corrected the sheets of a corrected copy. Others that were asked for are read too, so that nobody's new rows are lost; the summary is no data.
 * @throws SHEET_MISSING when nothing is left to read.
 */
export function chooseSheets<Sheet extends ListedSheet>(
  sheets: readonly Sheet[],
  { sheet: wanted, hidden_sheets }: Wanted,
  corrected: readonly Sheet[] = [],
): SheetChoice<Sheet> {
  const skipHidden = hidden_sheets === 'skip';
  const named = wanted === undefined ? firstVisible(sheets) : sheets.filter(matching(sheets, wanted));
  const isCopy = corrected.length > 0;
  const asked = isCopy ? sheets.filter((one) => corrected.includes(one) || (named.includes(one) && one.name !== summarySheet)) : named;
  const read = asked.filter(({ table, hidden }) => table && !(hidden && skipHidden));
  if (read.length === 0) throw missing(wanted, sheets, skipHidden && asked.some(({ hidden }) => hidden));
  return {
    read,
    sheets_not_read: sheets.filter((sheet) => !read.includes(sheet)).map(({ name }) => name),
    notes: asked
      .filter(({ hidden, table }) => hidden && table)
      .map(({ name }) => `sheet "${name}" is hidden and was ${skipHidden ? 'not read' : 'read'}`),
  };
}

/** A name is a name before it is a pattern. */
function matching(sheets: readonly ListedSheet[], wanted: string): (sheet: ListedSheet) => boolean {
  if (wanted === 'all') return () => true;
  if (sheets.some(({ name }) => name === wanted)) return ({ name }) => name === wanted;
  const matches = picomatch(wanted, { dot: true });
  return ({ name }) => matches(name);
}

function firstVisible<Sheet extends ListedSheet>(sheets: readonly Sheet[]): Sheet[] {
  const first = sheets.find(({ hidden, table }) => !hidden && table);
  return first === undefined ? [] : [first];
}

function missing(wanted: string | undefined, sheets: readonly ListedSheet[], hidden: boolean): AssuranceError {
  const names = sheets.map(({ name }) => `"${printable(name)}"`).join(', ');
  if (wanted === undefined)
    return new AssuranceError('SHEET_MISSING', `The workbook has no visible sheet with cells; its sheets are ${names}.`);
  const why = hidden ? ' is hidden, and the source skips hidden sheets' : '';
  const what = hidden ? `Each sheet that is called or matches "${wanted}"` : `No sheet with cells is called or matches "${wanted}"`;
  return new AssuranceError('SHEET_MISSING', `${what}${why}; the workbook has ${names}.`);
}
