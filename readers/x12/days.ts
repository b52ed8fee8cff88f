/** Days, months and ranges as DTM writes them. Only those of the calendar are read; what is none stays as it is written: the judge says so. */

import { existing } from '../../schemas/cells/date.js';

export interface Period {
  from: string;
  to: string;
}

/** What DTM05 (data element 1250) says of DTM06, as far as the year is part of it. Times behind a day are passed over. */
const layouts: Readonly<Record<string, string>> = {
  D8: 'CCYYMMDD',
  D6: 'YYMMDD',
  DB: 'MMDDCCYY',
  TT: 'MMDDYY',
  DT: 'CCYYMMDDhhmm',
  CM: 'CCYYMM',
  YM: 'YYMM',
  TQ: 'MMYY',
  CY: 'CCYY',
  RD8: 'CCYYMMDD-CCYYMMDD',
  RD6: 'YYMMDD-YYMMDD',
  RD: 'MMDDCCYY-MMDDCCYY',
  RDT: 'CCYYMMDDhhmm-CCYYMMDDhhmm',
  DTS: 'CCYYMMDDhhmmss-CCYYMMDDhhmmss',
  RD5: 'CCYYMM-CCYYMM',
  RMY: 'YYMM-YYMM',
  RD4: 'CCYY-CCYY',
};

/** Years of two digits up to here are of this century: versions before 4010 write YYMMDD. */
const LAST_YEAR = 69;
const centuryOf = (years: string): string => (Number(years) > LAST_YEAR ? '19' : '20');

/** CCYYMMDD, or YYMMDD with the century where the segment says one, to YYYY-MM-DD. */
export function isoDay(text: string, century?: string): string {
  const day = text.trim();
  if (/^\d{8}$/.test(day)) return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  if (!/^\d{6}$/.test(day)) return day;
  const years = day.slice(0, 2);
  const first = century !== undefined && /^\d{2}$/.test(century) ? century : centuryOf(years);
  return `${first}${years}-${day.slice(2, 4)}-${day.slice(4)}`;
}

export const isIsoDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && existing(text) !== undefined;

/** DTM: the day in DTM02, or since 4010 in DTM06 in the form that DTM05 names; in 3040 to 3060 DTM05 is the century. */
export function dayOf(dtm: readonly string[]): string {
  const { day, form, period } = partsOf(dtm);
  if (day !== '') return isoDay(day, form);
  if (form === '') return isoDay(period);
  const span = spanOf(dtm);
  // Several days are no day, and neither is what is written in a form without a year
  return span !== undefined && span.from === span.to ? span.from : period;
}

/** All days that DTM names: one, a month, a range. @returns undefined when they cannot be read or the calendar does not have them. */
export function spanOf(dtm: readonly string[]): Period | undefined {
  const { day, form, period } = partsOf(dtm);
  if (day !== '' || form === '') {
    const only = isoDay(day || period, form);
    return isIsoDay(only) ? { from: only, to: only } : undefined;
  }
  const layout = Object.hasOwn(layouts, form) ? (layouts[form] as string).split('-') : [];
  const written = period.split('-');
  if (layout.length !== written.length) return undefined;
  const spans = layout.map((part, at) => within((written[at] as string).trim(), part));
  const [first, last] = [spans[0], spans.at(-1)];
  return first === undefined || last === undefined || last.to < first.from ? undefined : { from: first.from, to: last.to };
}

/** Whether DTM names a first and a last day at once. */
export const isRange = (dtm: readonly string[]): boolean => {
  const { day, form } = partsOf(dtm);
  return day === '' && Object.hasOwn(layouts, form) && (layouts[form] as string).includes('-');
};

function partsOf(dtm: readonly string[]): { day: string; form: string; period: string } {
  const [, , day = '', , , form = '', period = ''] = dtm.map((element) => element.trim());
  return { day, form, period };
}

/** From the first to the last day of what is written in one layout. */
function within(text: string, layout: string): Period | undefined {
  if (text.length !== layout.length || !/^\d+$/.test(text)) return undefined;
  const part = (token: string) => (layout.includes(token) ? text.slice(layout.indexOf(token), layout.indexOf(token) + 2) : undefined);
  const years = part('YY') ?? '';
  const year = `${part('CC') ?? centuryOf(years)}${years}`;
  const [month, day] = [part('MM'), part('DD')];
  const from = `${year}-${month ?? '01'}-${day ?? '01'}`;
  const to = `${year}-${month ?? '12'}-${day ?? lastOf(year, month ?? '12')}`;
  return isIsoDay(from) && isIsoDay(to) ? { from, to } : undefined;
}

const lastOf = (year: string, month: string): number => new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
