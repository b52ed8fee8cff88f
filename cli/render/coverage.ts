/** The service terms of a unit for a person: what covers it from when until when, who serves on which days and why, and how its agreements stand. */

import { printable } from '../../schemas/printable.js';
import type { Agreement, Stretch, Term, Unit } from '../read/unit.js';
import { agreementStateWords, supportWords, termWords } from '../words.js';
import { wrap } from './text.js';

type Party = (id: string | null) => string;

const on = (stretch: { starts: string | null; ends: string | null }, day: string | null): boolean =>
  day !== null && (stretch.starts ?? '') <= day && day <= (stretch.ends ?? '9999-12-31');

/** The reason of the asset in words; the term that answers is told where the stretches of today say the same. */
export function whyServed({ asset, support }: Unit, day: string | null): string {
  const stretch = support.find((one) => on(one, day));
  const same = stretch?.reason === asset.support_reason;
  const under = same && stretch.agreement_number !== null ? ` (agreement ${stretch.agreement_number}, until ${stretch.ends})` : '';
  const lacks = same && stretch.detail !== null ? ` (${stretch.detail})` : '';
  const instead =
    asset.support_reason !== 'PARTNER_NOT_ABLE'
      ? ''
      : asset.support_l3 === null
        ? '; nothing else covers the unit'
        : '; what else covers answers';
  return `${supportWords[asset.support_reason]}${lacks}${instead}${asset.support_reason === 'PARTNER_NOT_ABLE' ? '' : under}`;
}

const range = '2026-01-01 to 2026-12-31'.length;

/** One line for each stretch of days with one answer, gaps among them, and below it what else covers the same days. */
export function coverageLines({ support, coverage }: Unit, day: string | null, party: Party, room: number): string[] {
  if (support.length === 0) return ['  nothing: no warranty and no service term is on record'];
  return support.flatMap((stretch) => {
    const others = coverage.filter((term) => overlaps(term, stretch) && !answers(term, stretch) && term.basis !== 'lams_extension');
    const also = others.length === 0 ? '' : `; also ${[...new Set(others.map(named))].join(', ')}`;
    const provided = stretch.reason === 'PARTNER_NOT_ABLE' && day !== null && stretch.starts > day ? ', if nothing happens until then' : '';
    const text = wrap(printable(`${stretchWords(stretch, party)}${provided}${also}`), Math.max(12, room - range - 5));
    return text.map(
      (line, i) =>
        `${i === 0 && on(stretch, day) ? '→' : ' '} ${(i === 0 ? termWords(stretch.starts, stretch.ends) : '').padEnd(range)}  ${line}`,
    );
  });
}

const overlaps = (term: Term, stretch: Stretch) => (term.starts ?? '') <= stretch.ends && (term.ends ?? '9999-12-31') >= stretch.starts;
const answers = (term: Term, stretch: Stretch) =>
  term.kind === stretch.kind &&
  term.type === stretch.type &&
  (term.agreement_number === stretch.agreement_number || term.kind === 'warranty');

const named = ({ kind, type, agreement_number }: Term): string =>
  kind === 'warranty' ? 'warranty' : `${type ?? ''} ${agreement_number ?? ''}`;

function stretchWords({ reason, agreement_number, kind, type, detail, support_l1_l2, support_l3 }: Stretch, party: Party): string {
  if (reason === 'NOT_COVERED') return 'not covered: nobody serves';
  const what = kind === 'warranty' ? 'warranty' : `${type ?? ''}${agreement_number === null ? '' : `, agreement ${agreement_number}`}`;
  const name = (id: string | null) => (id === null ? 'nobody' : id === 'manufacturer' ? 'the manufacturer' : party(id));
  const who = support_l1_l2 === support_l3 ? name(support_l3) : `${name(support_l1_l2)}, level 3 ${name(support_l3)}`;
  return `${what}: ${who}${reason === 'PARTNER_NOT_ABLE' ? ` (PAMS cannot be delivered by ${detail ?? 'its partner'})` : ''}`;
}

export function agreementLines(agreements: Agreement[], party: Party, room: number): string[] {
  return agreements.flatMap((one) => {
    const days: [string, string | null][] = [
      ['quoted', one.quoted_on],
      ['ordered', one.ordered_on],
      ['delivered', one.delivered_on],
      ['activated', one.activated_on],
      ['cancelled from', one.cancelled_on],
    ];
    const said = [
      `${one.agreement_number}, ${one.program ?? 'program not known'}: ${agreementStateWords[one.state]}`,
      `sold by ${party(one.seller_party)} for ${termWords(one.term_start, one.term_end)}`,
      ...(one.renewed_to === null ? [] : [`renewed for ${termWords(one.renewed_from, one.renewed_to)}`]),
      ...days.flatMap(([what, day]) => (day === null ? [] : [`${what} ${day}`])),
      ...(one.transferred_on === null
        ? []
        : [`since ${one.transferred_on} for ${[one.end_user_name, one.end_user_city].filter(Boolean).join(', ')}`]),
      ...(one.invoice_number === null ? [] : [`invoice ${one.invoice_number}`]),
      ...(one.exception === null ? [] : [`otherwise agreed: ${one.exception}`]),
    ].join('; ');
    return wrap(printable(said), room - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`);
  });
}
