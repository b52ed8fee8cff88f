/** What stands in one `<c>` of a sheet, to a raw cell (ECMA-376 part 1, 18.3.1.4 and 18.18.11). */

import { AssuranceError } from '../../schemas/errors/error.js';
import type { RawCell } from '../../schemas/rows.js';
import { isoOf, NO_VALUE, numberOf, serialOf, type NumberStyle } from '../cells.js';
import type { CommonValue, CommonValues } from '../common-values.js';
import { formulaCell } from '../formula-cell.js';
import type { NumberValues } from './number-values.js';
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
  values: CommonValues;
  styles: readonly NumberValues[];
  /** Of a style that the workbook does not have. */
  general: NumberValues;
  date1904: boolean;
  rejectFormulas: boolean;
}

const SPACE = 0x20;

/**
 * @returns undefined for a cell that has only a style.
 * @throws WORKBOOK_UNREADABLE for a text that the shared strings do not have.
 */
export function cellValue(cell: CellContent, rules: CellRules): RawCell | CommonValue | undefined {
  const raw = valueOf(cell, rules);
  if (!cell.formula || !rules.rejectFormulas) return raw;
  return formulaCell(typeof raw === 'number' ? rules.values.cells[raw] : raw);
}

function valueOf({ type, style, value, formula }: CellContent, rules: CellRules): RawCell | CommonValue | undefined {
  if (type === 'str') return value === undefined ? '' : cellString(value);
  if (type === 'inlineStr') return value === undefined ? '' : value;
  if (value === undefined || (value.charCodeAt(0) <= SPACE && value.trim() === ''))
    return formula ? { text: '', error: NO_VALUE } : undefined;
  switch (type) {
    case 's':
      if (!/^\d+$/.test(value) || Number(value) >= rules.values.texts)
        throw new AssuranceError('WORKBOOK_UNREADABLE', 'The workbook is damaged: a cell names a shared text that is not there.');
      return Number(value);
    case 'n': {
      const number = numberOf(value);
      return typeof number === 'number' ? valuesOf(rules, style).of(number) : number;
    }
    case 'b':
      return booleanOf(value.trim());
    case 'e':
      return { text: cellString(value), error: cellString(value) };
    case 'd':
      return dateOf(value.trim(), rules.styles[style]?.style, rules.date1904);
  }
}

export const valuesOf = ({ styles, general }: CellRules, style: number): NumberValues => styles[style] ?? general;

function booleanOf(value: string): RawCell {
  if (value === '1' || value === 'true') return { text: 'TRUE', boolean: true };
  if (value === '0' || value === 'false') return { text: 'FALSE', boolean: false };
  return { text: cellString(value), error: 'neither true nor false' };
}

/** A day as ISO 8601 (strict workbooks may): the clock on the wall, whatever zone stands behind it. */
function dateOf(value: string, style: NumberStyle | undefined, date1904: boolean): RawCell {
  const serial = serialOf(value, date1904);
  if (serial === undefined) return { text: cellString(value), error: 'not a day' };
  const shown = style?.isDate === true ? style.cell(serial) : undefined;
  if (typeof shown === 'object') return shown;
  const date = isoOf(serial, date1904);
  return { text: value, number: serial, ...(date === undefined ? {} : { date }) };
}
