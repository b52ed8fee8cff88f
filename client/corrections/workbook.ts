/**
 * A correction file as a workbook: the sheets under their own names as far as Excel allows them, bad cells marked, and a last sheet that sums up. Days and numbers
 * stay what they were; everything else is text, so leading zeros stay and nothing can run.
 */

import { refColumn, summarySheet } from '../../schemas/corrections.js';
import { isFormula } from '../../schemas/cells/text.js';
import type { FieldMeta } from '../../schemas/feeds/field.js';
import { rowErrors } from '../../schemas/errors/row.js';
import { cellText, type RawCell, type TypedCell } from '../../schemas/rows.js';
import { xlsxText } from '../xlsx-text.js';
import { inOrder, type CorrectionSheet } from './layout.js';
import type { RejectedRow } from './read.js';
import { sheetNames } from './sheet-names.js';

interface Cell {
  value?: string | number | boolean;
  type?: StringConstructor | NumberConstructor | BooleanConstructor;
  format?: string;
  backgroundColor?: string;
  fontWeight?: 'bold';
  textColor?: string;
  wrap?: boolean;
}
type Line = (Cell | null)[];

/** A line of the sheet that sums up. */
export interface Reason {
  what: string;
  rows: number;
  todo: string;
}

const bad = { backgroundColor: '#ffc7ce' } as const;
const head = { fontWeight: 'bold', backgroundColor: '#e7e6e6' } as const;
const text = (value: string): Cell => ({ value: xlsxText(value), type: String, format: '@' });

const howToCorrect = [
  'Correct the marked cells on the other sheets and send the file back to where the report was sent; its name is free.',
  'Leave the column assurance_ref as it is. Rows that cannot be corrected may be left out, and rows may be split.',
];

/**
 * @param datePattern how the source writes days, such as DD.MM.YYYY.
 * @param advice the last lines of the sheet that sums up.
 */
export async function workbook(
  sheets: CorrectionSheet[],
  reasons: readonly Reason[],
  datePattern: string,
  advice: readonly string[] = howToCorrect,
): Promise<Buffer> {
  const { default: write } = await import('write-excel-file/node');
  const dayFormat = datePattern.toLowerCase();
  const full = sheets.map(({ name }) => name ?? 'Corrections');
  const names = sheetNames(full, [summarySheet]);
  const pages = sheets.map((sheet, at) => ({
    data: linesOf(sheet, dayFormat),
    sheet: names[at]!,
    columns: inOrder(
      sheet,
      sheet.header.map(() => ({ width: 16 })),
      sheet.ours.map((name) => ({ width: name === refColumn ? 32 : 50 })),
    ),
    stickyRowsCount: sheet.preamble.length + 1,
  }));
  const summary = {
    data: summaryOf(reasons, sheets[0]?.preamble ?? [], [...advice, ...renamed(full, names)]),
    sheet: summarySheet,
    columns: [{ width: 70 }, { width: 8 }, { width: 90 }],
  };
  return write([...pages, summary]).toBuffer();
}

const renamed = (full: readonly string[], names: readonly string[]): string[] =>
  full.flatMap((name, at) => (name === names[at] ? [] : [`The sheet "${names[at]!}" is "${name}", a name that Excel does not allow.`]));

function linesOf(sheet: CorrectionSheet, dayFormat: string): Line[] {
  const { preamble, header, ours, kinds, rows } = sheet;
  return [
    ...preamble.map((line): Line => (line === '' ? [] : [text(line)])),
    inOrder(sheet, header, [...ours]).map((name) => ({ ...text(name), ...head })),
    ...rows.map((row): Line =>
      inOrder<Cell>(
        sheet,
        row.cells.map((cell, at) => ({ ...cellOf(cell, kinds[at], dayFormat), ...(row.bad.has(at) ? bad : {}) })),
        row.ours.map((own) => ({ ...text(own), wrap: true, textColor: '#595959' })),
        row.surplus.map((cell) => ({ ...cellOf(cell, 'text', dayFormat), ...bad })),
      ),
    ),
  ];
}

/** The codes of rejected rows with the rows that have each, the commonest first. */
export function whatIsWrong(rejected: readonly Pick<RejectedRow, 'errors'>[]): Reason[] {
  const counts = new Map<string, number>();
  for (const { errors } of rejected) for (const code of new Set(errors.map((e) => e.code))) counts.set(code, (counts.get(code) ?? 0) + 1);
  const entry = (code: string) => (rowErrors as Record<string, { message: string; fix: string } | undefined>)[code];
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([code, rows]) => ({ what: `${code}: ${entry(code)?.message ?? ''}`, rows, todo: entry(code)?.fix ?? '' }));
}

/** The header stands where it stands in the other sheets: a source that reads every sheet finds it. */
function summaryOf(reasons: readonly Reason[], preamble: readonly string[], advice: readonly string[]): Line[] {
  return [
    ...preamble.map((line): Line => (line === '' ? [] : [text(line)])),
    ['What is wrong', 'Rows', 'What to do'].map((name) => ({ ...text(name), ...head })),
    ...reasons.map(({ what, rows, todo }): Line => [
      { ...text(what), wrap: true },
      { value: rows, type: Number },
      { ...text(todo), wrap: true },
    ]),
    [],
    ...advice.map((line): Line => [text(line)]),
  ];
}

function cellOf(cell: RawCell, kind: FieldMeta['kind'] | undefined, dayFormat: string): Cell {
  if (typeof cell === 'string') return kind === 'date' && cell === '' ? { type: Number, format: dayFormat } : text(cell);
  // What a rejected formula shows stands there marked, as a value: the reason says what it was.
  if (cell.error !== undefined && !isFormula(cell)) return text(/^#[A-Z]/.test(cell.text) ? cell.text : '#N/A');
  const day = cell.date === undefined ? undefined : serialDay(cell.date);
  if (day !== undefined) return { value: day, type: Number, format: Number.isInteger(day) ? dayFormat : `${dayFormat} hh:mm:ss` };
  if (cell.boolean !== undefined) return { value: cell.boolean, type: Boolean };
  return cell.number !== undefined && staysNumber(cell, kind) ? { value: cell.number, type: Number } : text(cellText(cell));
}

/** A number in a column of text counts as it is displayed. One that has lost digits stays a number: as text it would pass for whole. */
function staysNumber({ text: shown, number = 0 }: TypedCell, kind: FieldMeta['kind'] | undefined): boolean {
  if (kind === 'whole' || kind === 'decimal' || kind === 'date' || kind === 'time') return true;
  const lost = Math.abs(number) >= 1e15 || /\dE[+-]\d/i.test(shown);
  return lost || (kind === undefined && shown === String(number));
}

/** The day as a workbook counts it; undefined before March 1900, where workbooks differ. */
function serialDay(date: string): number | undefined {
  const instant = Date.parse(date.length === 10 ? `${date}T00:00:00Z` : `${date}Z`);
  const serial = instant / 86_400_000 + 25_569;
  return serial >= 61 ? serial : undefined;
}
