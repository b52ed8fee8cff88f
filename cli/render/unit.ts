/** One unit, told as an answer to a person at a service desk: may it be served, since when, why, by whom, and who says so. */

import { printable } from '../../schemas/printable.js';
import type { ServiceCase } from '../read/cases.js';
import type { Asset, Evidence, Remarks, Term, Unit } from '../read/unit.js';
import { agreementLines, coverageLines, whyServed } from './coverage.js';
import { assetStatusWords, basisWords, eligibilityWords, factWords, reasons, termWords } from '../words.js';
import { standing } from './case-words.js';
import type { Terminal } from './terminal.js';
import { list, wrap } from './text.js';

const label = 19;

/** @param asOf the day that was asked about; terms and evidence are told as they are known today. */
export function unitText(unit: Unit, remarks: Remarks, asOf: string | undefined, terminal: Terminal): string {
  const { colours } = terminal;
  const room = Math.max(20, Math.min(terminal.width, 100));
  const heading = (text: string) => ['', colours.bold(text)];
  const field = (name: string, text: string) =>
    wrap(printable(text), Math.max(12, room - label - 2)).map((line, i) => `  ${(i === 0 ? name : '').padEnd(label)}${line}`);
  const { parties, findings, cases } = remarks;
  const party = (id: string | null) => (id === null ? '' : parties.has(id) ? `${parties.get(id) ?? ''} (${id})` : id);
  const { asset } = unit;
  // What is known at the end of a later day than the one that was decided last is decided for that one.
  const day = [asOf, remarks.today].filter((one) => one !== undefined && one !== null).sort()[0] ?? null;
  return [
    ...(asOf === undefined ? [] : [colours.dim(`As it was known at the end of ${asOf}:`)]),
    ...verdict(asset, remarks.waivedUntil, terminal, room),
    ...why(asset, terminal, room),
    ...heading('Who serves it'),
    ...field('Level 1 and 2', server(asset.support_l1_l2, asset, party)),
    ...field('Level 3', server(asset.support_l3, asset, party)),
    ...field('Why', whyServed(unit, day)),
    ...heading('The unit'),
    ...field('Product', `${asset.product_number}${asset.product_name === null ? '' : `, ${asset.product_name}`}`),
    ...field('Serial number', asset.serial_number),
    ...field('Location', location(asset)),
    ...field('Entitlement type', asset.entitlement_type ?? 'none today'),
    ...field('Entitlement term', term(asset.entitlement_start, asset.entitlement_end, otherTerms(unit.coverage, 'entitlement'))),
    ...field('Warranty type', asset.warranty_type ?? 'none'),
    ...field(
      'Warranty term',
      [termWords(asset.warranty_start, asset.warranty_end), basisWords(asset.warranty_start_basis)].filter(Boolean).join(', '),
    ),
    ...field('Status', status(asset, party)),
    ...heading(`Coverage over time, both days included${asOf === undefined ? ' (→ today)' : `, as known today (→ ${day ?? asOf})`}`),
    ...coverageLines(unit, day, party, room),
    ...(unit.agreements.length === 0 ? [] : [...heading('Agreements'), ...agreementLines(unit.agreements, party, room)]),
    ...(findings.length === 0
      ? []
      : [
          ...heading('Also noticed'),
          ...findings.flatMap((f) => wrap(printable(f), room - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`)),
        ]),
    ...(cases.length === 0
      ? []
      : [
          ...heading('Open cases'),
          ...cases.flatMap((c) => wrap(printable(openCase(c)), room - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`)),
        ]),
    ...heading(asOf === undefined ? 'Who says so' : 'Who says so, as known today'),
    ...evidenceLines(unit.evidence, terminal, room),
    ...wrap(printable(judgedBy(unit)), room - 2).map((line) => colours.dim(`  ${line}`)),
  ].join('\n');
}

function verdict(asset: Asset, waivedUntil: string | null, { colours }: Terminal, room: number): string[] {
  const { symbol } = eligibilityWords[asset.eligibility];
  const paint = { eligible: colours.green, in_channel: colours.cyan, grace: colours.yellow, ineligible: colours.red }[asset.eligibility];
  const [first, second] = sentences(asset, waivedUntil);
  const lines = wrap(printable(first), room - 2).map((line) => paint(colours.bold(line)));
  return [`${paint(symbol)} ${lines.join('\n  ')}`, ...wrap(printable(second), room - 2).map((line) => `  ${line}`)];
}

/** The verdict in one sentence, and since when (or until when) in another. */
export function sentences(asset: Asset, waivedUntil: string | null): [string, string] {
  const unit = `${asset.product_name ?? asset.product_number}, serial number ${asset.serial_number}`;
  const since = asset.verdict_since === null ? '' : ` since ${asset.verdict_since}`;
  switch (asset.eligibility) {
    case 'eligible': {
      const covered = asset.support_l1_l2 !== null || asset.support_l3 !== null;
      const waived = asset.reasons.includes('WAIVED');
      const uncovered = covered ? '' : ' No warranty or service term covers it today.';
      const yes = waived ? `Yes, by waiver${waivedUntil === null ? '' : ` until ${waivedUntil}`}` : 'Yes';
      return [
        `${yes}: ${unit}, may be served.`,
        `Eligible${since}${waived ? ', by decision of a named role' : ', when it was sold to its end user'}.${uncovered}`,
      ];
    }
    case 'grace':
      return [
        `Yes, until ${asset.grace_ends ?? 'its grace ends'}: ${unit}, is in grace.`,
        `Something is wrong${since}; service may be refused after ${asset.grace_ends ?? 'that'} unless it is put right.`,
      ];
    case 'ineligible':
      return [
        `No: service for ${unit}, may be refused.`,
        `Ineligible${since}${asset.grace_ends === null ? '' : `; its grace ended on ${asset.grace_ends}`}.`,
      ];
    case 'in_channel':
      return [
        `Not yet: ${unit}, is in stock, as far as anyone has said.`,
        `In the channel${since}. Nothing is refused, and nothing can be served until its sale is reported.`,
      ];
  }
}

function why(asset: Asset, { colours }: Terminal, room: number): string[] {
  if (asset.reasons.length === 0) return [];
  const lines = asset.reasons.flatMap((code) => {
    const { because, remedy } = reasons[code];
    const told = wrap(`${because.charAt(0).toUpperCase()}${because.slice(1)}. ${remedy}`, room - 4);
    return [`  ${colours.bold(code)}`, ...told.map((line) => `    ${line}`)];
  });
  return ['', colours.bold(asset.reasons.length === 1 ? 'Why' : 'Why (the decisive reason first)'), ...lines];
}

function server(who: string | null, asset: Asset, party: (id: string | null) => string): string {
  if (who === null) return 'nobody: no warranty or service term is active today';
  const name = who === 'manufacturer' ? 'the manufacturer' : party(who);
  return asset.eligibility === 'eligible' || asset.eligibility === 'grace' ? name : `${name}, once it may be served`;
}

function location(asset: Asset): string {
  const region = [asset.end_user_state, asset.end_user_postal_code].filter((x) => x !== null).join(' ');
  const parts = [asset.end_user_name, asset.end_user_address_line1, asset.end_user_city, region, asset.end_user_country];
  const told = parts.filter((x) => x !== null && x !== '').join(', ');
  return told === '' ? 'not known' : told;
}

function status(asset: Asset, party: (id: string | null) => string): string {
  const shipped = asset.shipped_on === null ? 'never shipped' : `shipped ${asset.shipped_on} to ${party(asset.shipped_to)}`;
  const sold = asset.sold_on === null ? '' : `, sold ${asset.sold_on}${asset.sold_by === null ? '' : ` by ${party(asset.sold_by)}`}`;
  return `${assetStatusWords[asset.status]}; ${shipped}${sold}`;
}

function term(from: string | null, to: string | null, others: Term[]): string {
  const also = others.filter((t) => t.starts !== from || t.ends !== to).map((t) => `${t.type ?? ''} ${termWords(t.starts, t.ends)}`);
  return [termWords(from, to), ...(also.length > 0 ? [`also on record: ${also.join(', ')}`] : [])].join('; ');
}

const otherTerms = (coverage: Term[], kind: Term['kind']) => coverage.filter((t) => t.kind === kind);

const openCase = (c: ServiceCase): string =>
  `${c.case_id}: ${standing(c)}, severity ${c.severity}, kept by ${c.party_id}${c.overdue && c.responded_at === null ? ', ! overdue' : ''}`;

function evidenceLines(evidence: Evidence[], { colours }: Terminal, room: number): string[] {
  if (evidence.length === 0) return ['  No file mentions it.'];
  return evidence.flatMap((e) => {
    const head = `  ${e.used ? colours.green('✓ used') : colours.dim('– not used')}  ${factWords(e.fact_kind)}  ${colours.bold(printable(place(e)))}`;
    return [head, ...(e.why === null ? [] : wrap(printable(e.why), room - 6).map((line) => `      ${line}`))];
  });
}

/** Which versions of what was agreed the verdict rests on (principle 5). */
function judgedBy({ asset, evidence }: Unit): string {
  const contracts = evidence.flatMap((e) => (e.contract_id === null ? [] : [`${e.contract_id} ${e.contract_version ?? ''}`]));
  const policy = `policy ${asset.policy_version ?? 'of its time'}`;
  return contracts.length === 0 ? `Judged by ${policy}.` : `Judged by ${policy}; rows by contract ${list([...new Set(contracts)].sort())}.`;
}

/** `file:line`, or `file:sheet:line` for a workbook. */
export function place(e: { file_name: string | null; sheet: string | null; line: number | null }): string {
  return [e.file_name ?? 'a recorded decision', e.sheet, e.line].filter((x) => x !== null && x !== '').join(':');
}
