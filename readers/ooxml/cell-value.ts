/** What stands in one `<c>` of a sheet, to a raw cell (ECMA-376 part 1, 18.3.1.4 and 18.18.11). */

import { AssuranceError } from '../../schemas/errors/error.js';
import { cellText, type RawCell } from '../../schemas/rows.js';
import { FORMULA, isoOf, NO_VALUE, NumberStyle, serialOf } from '../cells.js';
import { wholeNumber } from './reference.js';
import { cellString } from './xml-text.js';

export type CellType = 'n' | 's' | 'str' | 'inlineStr' | 'b' | 'e' | 'd';

export interface CellContent {
  type: CellType;
  style: number;
  /** Of `<v>` or `<is>`, with its references still in it unless it is inline. */
  value: string | undefined;
  formula: boolean;
}

export interface CellRules {
  strings: readonly string[];
  styles: readonly NumberStyle[];
  date1904: boolean;
  rejectFormulas: boolean;
}

const SPACE = 0x20;
const GENERAL = new NumberStyle('General', false);

/**
 * @returns undefined for a cell that has only a style.
 * @throws WORKBOOK_UNREADABLE for a text that the shared strings do not have.
 */
export function cellValue(cell: CellContent, rules: CellRules): RawCell | undefined {
  const raw = valueOf(cell, rules);
  if (!cell.formula || !rules.rejectFormulas) return raw;
  return { text: cellText(raw), error: FORMULA };
}

function valueOf({ type, style, value, formula }: CellContent, rules: CellRules): RawCell | undefined {
  if (type === 'str') return value === undefined ? '' : cellString(value);
  if (type === 'inlineStr') return value === undefined ? '' : value;
  if (value === undefined || (value.charCodeAt(0) <= SPACE && value.trim() === ''))
    return formula ? { text: '', error: NO_VALUE } : undefined;
  switch (type) {
    case 's': {
      const text = rules.strings[wholeNumber(value, 0, value.length)];
      if (text === undefined)
        throw new AssuranceError('WORKBOOK_UNREADABLE', 'The workbook is damaged: a cell names a shared text that is not there.');
      return text;
    }
    case 'n':
      return (rules.styles[style] ?? GENERAL).cell(value);
    case 'b':
      return booleanOf(value.trim());
    case 'e':
      return { text: cellString(value), error: cellString(value) };
    case 'd':
      return dateOf(value.trim(), rules.styles[style], rules.date1904);
  }
}

function booleanOf(value: string): RawCell {
  if (value === '1' || value === 'true') return { text: 'TRUE', boolean: true };
  if (value === '0' || value === 'false') return { text: 'FALSE', boolean: false };
  return { text: cellString(value), error: 'neither true nor false' };
}

/** A day as ISO 8601 (strict workbooks may): the clock on the wall, whatever zone stands behind it. */
function dateOf(value: string, style: NumberStyle | undefined, date1904: boolean): RawCell {
  const serial = serialOf(value, date1904);
  if (serial === undefined) return { text: cellString(value), error: 'not a day' };
  const shown = style?.isDate === true ? style.cell(String(serial)) : undefined;
  if (typeof shown === 'object') return shown;
  const date = isoOf(serial, date1904);
  return { text: value, number: serial, ...(date === undefined ? {} : { date }) };
}
