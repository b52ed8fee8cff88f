/** One service request, told to a person: how it stands, whether the unit may be served, and what happened. */

import { printable } from '../../schemas/printable.js';
import type { CaseHappening, ServiceCase, ShownCase } from '../read/cases.js';
import { eligibilityWords } from '../words.js';
import { clock, responseWords, standing } from './case-words.js';
import type { Terminal } from './terminal.js';
import { wrap } from './text.js';
import { place } from './unit.js';

const label = 17;

export function caseText(
  { case: c, events, unit }: ShownCase,
  { parties, timezone, terminal }: { parties: Map<string, string>; timezone: string; terminal: Terminal },
): string {
  const { colours } = terminal;
  const room = Math.max(20, Math.min(terminal.width, 100));
  const party = (id: string | null) =>
    id === null ? 'nobody' : id === 'manufacturer' ? 'the manufacturer' : parties.has(id) ? `${parties.get(id) ?? ''} (${id})` : id;
  const field = (name: string, text: string) =>
    wrap(printable(text), Math.max(12, room - label - 2)).map((line, i) => `  ${(i === 0 ? name : '').padEnd(label)}${line}`);
  const heading = (text: string) => ['', colours.bold(text)];
  const product = `${c.product_number}${unit?.product_name ? `, ${unit.product_name}` : ''}`;
  return [
    colours.bold(printable(`Case ${c.case_id}: ${standing(c)}; severity ${c.severity}`)),
    ...(c.summary === null ? [] : wrap(printable(c.summary), room - 2).map((line) => `  ${line}`)),
    ...heading('The case'),
    ...field('Kept by', `${party(c.party_id)}${c.origin === 'feed' ? ', in a system of its own' : ''}`),
    ...(c.assigned_to === null ? [] : field('Assigned to', c.assigned_to)),
    ...field('Opened', `${clock(c.opened_at, timezone)}${c.opened_by === null ? '' : ` by ${c.opened_by}`}`),
    ...field('Response', response(c, timezone)),
    ...(c.closed_at === null ? [] : field('Closed', clock(c.closed_at, timezone))),
    ...heading('The unit'),
    ...field('Product', product),
    ...field('Serial number', c.serial_number),
    ...field('Verdict then', then(c)),
    ...field('Verdict now', unit === null ? 'unknown: the registry has no such unit' : now(unit)),
    ...field('Level 1 and 2', unit === null ? 'nobody' : party(unit.support_l1_l2)),
    ...field('Level 3', unit === null ? 'nobody' : party(unit.support_l3)),
    ...heading(`What happened (times of ${timezone})`),
    ...events.flatMap((event) => happening(event, c, timezone, room, party)),
  ].join('\n');
}

function response(c: ServiceCase, timezone: string): string {
  const words = responseWords(c, timezone);
  const due = c.respond_by === null || words.includes('due') ? '' : `, was due ${clock(c.respond_by, timezone)}`;
  return `${words}${due}`;
}

function then(c: ServiceCase): string {
  const verdict =
    c.opened_verdict === null ? 'not known' : c.opened_verdict === 'unknown' ? 'unknown' : eligibilityWords[c.opened_verdict].name;
  const reasons = (c.opened_reasons ?? []).length === 0 ? '' : ` (${(c.opened_reasons ?? []).join(', ')})`;
  const override = c.override_by === null ? '' : `; opened all the same by ${c.override_by}: ${c.override_reason ?? ''}`;
  return `${verdict}${reasons}${override}`;
}

function now(unit: NonNullable<ShownCase['unit']>): string {
  const reasons = unit.reasons.length === 0 ? '' : ` (${unit.reasons.join(', ')})`;
  return `${eligibilityWords[unit.eligibility].name}${unit.verdict_since === null ? '' : ` since ${unit.verdict_since}`}${reasons}`;
}

function happening(e: CaseHappening, c: ServiceCase, timezone: string, room: number, party: (id: string | null) => string): string[] {
  const said: Record<string, string> = {
    assigned: `assigned${e.assigned_to === null ? '' : ` to ${party(e.assigned_to)}`}`,
    escalated: `escalated to level ${e.level ?? '?'}`,
    overdue: '! overdue: nobody had taken it up',
    noted: 'note',
  };
  const by = e.by_role === null ? '' : ` by ${e.by_role}`;
  const from = e.file_name === null ? '' : ` (${place(e)})`;
  // Of a reported case only its opening and closing have a time of their own.
  const exact = c.origin === 'assurance' || e.kind === 'opened' || (e.kind === 'closed' && c.closed_at === e.happened_at);
  const odd = e.refused === null ? '' : '; cannot follow what came before';
  const head = `${exact ? '  ' : '≤ '}${clock(e.happened_at, timezone)}  ${said[e.kind] ?? e.kind}${by}${from}${odd}`;
  const [first = '', ...rest] = wrap(printable(head.trimStart()), room - 4);
  const text = e.text === null || e.kind === 'opened' ? [] : wrap(printable(e.text), room - 6).map((line) => `      ${line}`);
  return [`${exact ? '  ' : ''}${first}`, ...rest.map((line) => `    ${line}`), ...text];
}
