/** Days, periods and postal codes as X12 writes them to what the contracts expect. What is no such value stays as it is: the judge says so. */

import { isPostalCodeOf } from '../../schemas/end-user/address.js';
import type { Period } from './statement.js';

/** Years of two digits up to here are of this century: versions before 4010 write YYMMDD. */
const LAST_YEAR = 69;

/** CCYYMMDD, or YYMMDD with the century where the segment says one, to YYYY-MM-DD. */
export function isoDay(text: string, century?: string): string {
  const day = text.trim();
  if (/^\d{8}$/.test(day)) return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  if (!/^\d{6}$/.test(day)) return day;
  const years = day.slice(0, 2);
  const first = century !== undefined && /^\d{2}$/.test(century) ? century : Number(years) > LAST_YEAR ? '19' : '20';
  return `${first}${years}-${day.slice(2, 4)}-${day.slice(4)}`;
}

/** DTM: the day in DTM02, or since 4010 in DTM06 in the form that DTM05 names; in 3040 to 3060 DTM05 is the century. */
export function dayOf(dtm: readonly string[]): string {
  const [, , day = '', , , form = '', period = ''] = dtm;
  if (day.trim() !== '') return isoDay(day, form.trim());
  return isoDay(period.trim().split('-')[0] ?? '');
}

/** DTM with a range of days (DTM05 RD8). */
export function rangeOf(dtm: readonly string[]): Period | undefined {
  const found = /^(\d{8})-(\d{8})$/.exec((dtm[6] ?? '').trim());
  return found === null ? undefined : { from: isoDay(found[1] as string), to: isoDay(found[2] as string) };
}

export const isIsoDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/**
 * N403 holds a postal code without punctuation and blanks (950356818). Where the country writes it with a hyphen or blank, it is put
 * back if there is just one place for it.
 */
export function postalCode(text: string, country: string): string {
  const code = text.trim();
  if (!/^[A-Za-z0-9]{4,10}$/.test(code) || isPostalCodeOf(country, code)) return code;
  for (const sign of ['-', ' ']) {
    const fitting = Array.from(code.slice(1), (_, at) => `${code.slice(0, at + 1)}${sign}${code.slice(at + 1)}`).filter((candidate) =>
      isPostalCodeOf(country, candidate),
    );
    if (fitting.length === 1) return fitting[0] as string;
  }
  return code;
}
