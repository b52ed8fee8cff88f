/** A cell of SheetJS to a raw cell: what a person sees, and what the workbook itself says it is. No time zone takes part. */

import { SSF, type CellObject } from 'xlsx';
import type { RawCell } from '../schemas/rows.js';

const ssf = SSF as {
  format: (format: string, value: number, options: { date1904: boolean }) => string;
  is_date: (format: string) => boolean;
};

const DAY = 86_400;
/** 9999-12-31: behind it and before zero Excel shows signs of number instead of a date. */
const LAST_DAY = { 1900: 2_958_465, 1904: 2_957_003 };
const NOT_SHOWN = '########';

/** @returns undefined for a cell that has only a style. */
export function rawCell(cell: CellObject, date1904: boolean): RawCell | undefined {
  switch (cell.t) {
    case 's':
      return typeof cell.v === 'string' ? cell.v : '';
    case 'b':
      return { text: cell.v === true ? 'TRUE' : 'FALSE', boolean: cell.v === true };
    case 'n':
      return numberCell(cell, date1904);
    case 'e': {
      const text = cell.w ?? '#ERROR!';
      return { text, error: text };
    }
    default:
      return cell.f === undefined ? undefined : { text: '', error: 'formula without a stored value' };
  }
}

function numberCell(cell: CellObject, date1904: boolean): RawCell {
  const number = cell.v as number;
  if (!Number.isFinite(number)) return { text: cell.w ?? String(number), error: 'not a number' };
  const format = String(cell.z ?? 'General');
  if (!isDate(format)) return { text: cell.w ?? String(number), number };
  const date = showsDay(format) ? isoOf(number, date1904) : undefined;
  return { text: shownDate(cell, number, format, date1904) ?? date ?? NOT_SHOWN, number, ...(date === undefined ? {} : { date }) };
}

/**
 * The serial number of a day to YYYY-MM-DD, with THH:MM:SS when there is a time of day. Undefined for what is no day:
 * 1900-02-29, which only Excel has, a time alone, and numbers outside of the calendar.
 */
export function isoOf(serial: number, date1904: boolean): string | undefined {
  const seconds = Math.round(serial * DAY);
  const day = Math.floor(seconds / DAY);
  if (day > LAST_DAY[date1904 ? 1904 : 1900] || day < (date1904 ? 0 : 1) || (day === 60 && !date1904)) return undefined;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const iso = new Date(epoch + seconds * 1000).toISOString();
  return seconds % DAY === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** SSF refuses the bare dots of `dd.mm.yyyy`, which many writers leave unescaped, and shows nothing for what Excel shows as ########. */
function shownDate(cell: CellObject, number: number, format: string, date1904: boolean): string | undefined {
  if (cell.w !== undefined) return cell.w === '' ? NOT_SHOWN : cell.w;
  try {
    const escaped = format.replace(/("[^"]*"|\\.)|\.(?!0)/g, (_, kept: string | undefined) => kept ?? '\\.');
    const shown = ssf.format(escaped, number, { date1904 });
    return shown === '' ? NOT_SHOWN : shown;
  } catch {
    return undefined;
  }
}

const isDate = remembered((format: string) => ssf.is_date(format));

/** Whether a date format shows more than a time of day or a duration. Quoted text, escapes and [colours, locales, conditions] aside. */
const showsDay = remembered((format: string) => {
  const tokens = format.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').replace(/am\/pm|a\/p/gi, '');
  return /[ydeb]/i.test(tokens) || (/m/i.test(tokens) && !/[hs]/i.test(tokens) && !/\[(?:h+|m+|s+)\]/i.test(format));
});

/** A workbook has millions of cells and few formats. */
function remembered(answer: (format: string) => boolean): (format: string) => boolean {
  const answers = new Map<string, boolean>();
  return (format) => {
    const known = answers.get(format);
    if (known !== undefined) return known;
    const found = answer(format);
    answers.set(format, found);
    return found;
  };
}
