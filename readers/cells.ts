/** A cell of a workbook to a raw cell: what a person sees, and what the workbook itself says it is. No time zone takes part. */

import { SSF, type CellObject } from 'xlsx';
import type { RawCell, TypedCell } from '../schemas/rows.js';
import { formulaCell } from './formula-cell.js';

const ssf = SSF as {
  format: (format: string, value: number, options: { date1904: boolean }) => string;
  is_date: (format: string) => boolean;
};

const DAY = 86_400;
/** 9999-12-31: behind it and before zero Excel shows signs of number instead of a date. */
const LAST_DAY = { 1900: 2_958_465, 1904: 2_957_003 };
const NOT_SHOWN = '########';

/** Errors of cells that the workbook itself does not know. */
export const NO_VALUE = 'formula without a stored value';
const NO_NUMBER = 'not a number';
/** How OpenOffice shows an error of its own; the value that it writes beside it is 0. */
const OPENOFFICE_ERROR = /^Err:\d{3}$/;

/** Of SheetJS. @returns undefined for a cell that has only a style. */
export function rawCell(cell: CellObject, date1904: boolean, rejectFormulas = false): RawCell | undefined {
  const raw = valueOf(cell, date1904);
  return rejectFormulas && cell.f !== undefined ? formulaCell(raw) : raw;
}

function valueOf(cell: CellObject, date1904: boolean): RawCell | undefined {
  switch (cell.t) {
    case 's':
      if (typeof cell.v !== 'string') return '';
      return OPENOFFICE_ERROR.test(cell.v) ? { text: cell.v, error: cell.v } : cell.v;
    case 'b':
      return { text: cell.v === true ? 'TRUE' : 'FALSE', boolean: cell.v === true };
    case 'n':
      if (cell.w !== undefined && OPENOFFICE_ERROR.test(cell.w)) return { text: cell.w, error: cell.w };
      return shownNumber(cell.v as number, String(cell.z ?? 'General'), cell.w, date1904);
    case 'e': {
      const text = cell.w ?? '#ERROR!';
      return { text, error: text };
    }
    default:
      return cell.f === undefined ? undefined : { text: '', error: NO_VALUE };
  }
}

/** A number that SheetJS has shown already, unless it did not understand the format. */
function shownNumber(number: number, format: string, shown: string | undefined, date1904: boolean): RawCell {
  return understood(format) === format ? numberCell(number, format, shown, date1904) : new NumberStyle(format, date1904).cell(number);
}

/** @param shown as SheetJS shows it, if it can. */
function numberCell(number: number, format: string, shown: string | undefined, date1904: boolean): RawCell {
  if (!Number.isFinite(number)) return { text: shown ?? String(number), error: NO_NUMBER };
  if (!isDate(format)) return { text: format === 'General' ? inFull(number, shown) : (shown ?? String(number)), number };
  const date = showsDay(format) ? isoOf(number, date1904) : undefined;
  return { text: shownDate(shown, number, format, date1904) ?? date ?? NOT_SHOWN, number, ...(date === undefined ? {} : { date }) };
}

/**
 * Without a format a number of twelve digits and more is shown as 1.23457E+11, and others look the same. Up to fifteen the cell holds them all. Behind a
 * scientific format they may be gone: a spreadsheet sets it where it took the text 1.23E+12 for a number.
 */
function inFull(number: number, shown = String(number)): string {
  return /^-?\d[\d.,]*E\+\d+$/.test(shown) && Number.isInteger(number) && Math.abs(number) < 1e15 ? String(number) : shown;
}

/** Numbers of one number format. */
export class NumberStyle {
  readonly isDate: boolean;
  private readonly format: string;

  constructor(
    format: string,
    private readonly date1904: boolean,
  ) {
    this.format = understood(format);
    this.isDate = isDate(this.format);
  }

  cell(number: number): RawCell {
    return numberCell(number, this.format, this.text(number), this.date1904);
  }

  /** undefined where SheetJS cannot show it. */
  private text(number: number): string | undefined {
    try {
      return ssf.format(this.format, number, { date1904: this.date1904 });
    } catch {
      return undefined;
    }
  }
}

/** As XML writes a number. */
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** What a workbook stores as a number: the number, or the cell that says that it is none. */
export function numberOf(digits: string): number | TypedCell {
  const number = NUMBER.test(digits) ? Number(digits) : NaN;
  return Number.isNaN(number) ? { text: digits, error: NO_NUMBER } : number;
}

/**
 * The serial number of a day to YYYY-MM-DD, with THH:MM:SS when there is a time of day. Undefined for what is no day:
 * 1900-02-29, which only Excel has, a time alone, and numbers outside of the calendar.
 */
export function isoOf(serial: number, date1904: boolean): string | undefined {
  // Fractions of a day are not exact; the last moment of a day is not the next day all the same
  const day = Math.floor(Math.round(serial * DAY * 1000) / (DAY * 1000));
  const seconds = Math.min(Math.round(serial * DAY), day * DAY + DAY - 1);
  if (day > LAST_DAY[date1904 ? 1904 : 1900] || day < (date1904 ? 0 : 1) || (day === 60 && !date1904)) return undefined;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const iso = new Date(epoch + seconds * 1000).toISOString();
  return seconds % DAY === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** The other way round, of a day or a day with a time as ISO 8601; undefined for anything else. */
export function serialOf(iso: string, date1904: boolean): number | undefined {
  const day = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|[+-]\d\d:\d\d)?)?$/.exec(iso);
  const at = Date.parse(`${day?.[1] ?? ''}T${day?.[2] ?? '00:00'}Z`);
  if (day === null || Number.isNaN(at)) return undefined;
  const days = (at - (date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30))) / (DAY * 1000);
  return date1904 || days >= 61 ? days : days - 1;
}

/** SSF refuses the bare dots of `dd.mm.yyyy`, which many writers leave unescaped, and shows nothing for what Excel shows as ########. */
function shownDate(known: string | undefined, number: number, format: string, date1904: boolean): string | undefined {
  if (known !== undefined) return known === '' ? NOT_SHOWN : known;
  try {
    const escaped = format.replace(/("[^"]*"|\\.)|\.(?!0)/g, (_, kept: string | undefined) => kept ?? '\\.');
    const shown = ssf.format(escaped, number, { date1904 });
    return shown === '' ? NOT_SHOWN : shown;
  } catch {
    return undefined;
  }
}

/** What SheetJS takes for something else: `[$-407]`, which is a language and shows nothing, for a dollar, and `general`, in any case, for a date. */
const understood = remembered((format: string) =>
  format.replace(/"[^"]*"|\\.|\[\$-[^\]]*\]|general/gi, (part) =>
    part.startsWith('[') ? '' : part.toLowerCase() === 'general' ? 'General' : part,
  ),
);

const isDate = remembered((format: string) => ssf.is_date(format));

/** Whether a date format shows more than a time of day or a duration. Quoted text, escapes and [colours, locales, conditions] aside. */
const showsDay = remembered((format: string) => {
  const tokens = format.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').replace(/am\/pm|a\/p/gi, '');
  return /[ydeb]/i.test(tokens) || (/m/i.test(tokens) && !/[hs]/i.test(tokens) && !/\[(?:h+|m+|s+)\]/i.test(format));
});

/** A workbook has millions of cells and few formats. */
function remembered<T extends string | boolean>(answer: (format: string) => T): (format: string) => T {
  const answers = new Map<string, T>();
  return (format) => {
    const known = answers.get(format);
    if (known !== undefined) return known;
    const found = answer(format);
    answers.set(format, found);
    return found;
  };
}
