/** What may be put on record of a case, and what it is together with what the registry says of the unit on that day. */

import { applyEvent, caseOf, type CaseEvent, type CaseState } from '../schemas/case/machine.js';
import type { CaseAnswer, CaseRefused, CaseRequest, CaseStanding, UnitVerdict } from '../schemas/case/request.js';
import type { Project } from '../schemas/project.js';
import { caseTime, respondBy } from './case-clock.js';
import { eventsOf, type RecordedEvent } from './cases.js';
import type { Database } from './database.js';

/** What is written of an event. */
export type NewEvent = CaseEvent & Partial<RecordedEvent>;

interface Unit extends UnitVerdict {
  support_l1_l2: string | null;
  support_l3: string | null;
}

/** Rows to append, the last of which is what was asked for; or the answer when there is nothing to append. */
export type Plan = { append: NewEvent[]; then: CaseStanding } | { answer: CaseAnswer };

/**
 * Decides on a request. Reads only; the verdicts must be those of today.
 * Told twice (by its id, or as the same as what was done last) it changes nothing.
 */
export async function planRequest(request: CaseRequest, project: Project, database: Database): Promise<Plan> {
  const { case_id, event_id } = request;
  const events = await eventsOf(case_id, database);
  const { state } = caseOf(events);
  const refuse = (code: CaseRefused['code'], more: Partial<CaseRefused> = {}): Plan => ({
    answer: { refused: { code, case_id, status: state?.status ?? null, level: state?.level ?? null, allowed: [], ...more } },
  });
  if (state !== undefined && (events.some((event) => event.event_id === event_id) || isSaidAgain(request, events)))
    return { answer: { done: standingOf(case_id, state, true) } };
  if (events.length === 0) {
    const [elsewhere] = await database.rows<{ party_id: string }>(
      "SELECT party_id FROM core.service_case WHERE case_id = $id AND origin = 'feed' LIMIT 1",
      { id: case_id },
    );
    if (elsewhere !== undefined) return refuse('CASE_KEPT_ELSEWHERE', elsewhere);
    if (request.kind !== 'opened') return refuse('CASE_UNKNOWN');
  }
  const first = events.find((event) => event.kind === 'opened');
  const key = request.kind === 'opened' ? request : { product_number: first!.product_number!, serial_number: first!.serial_number! };
  const unit = await unitOf(key, database);
  const now = caseTime(request.at, project).toISOString();

  const append = state === undefined ? [] : lateness(events, state, now);
  const before = caseOf([...events, ...append]).state;
  const event = eventOf(request, before, now, unit);
  const result = applyEvent(before, event);
  if ('refused' in result) {
    const { code, allowed } = result.refused;
    return refuse(code, { allowed, served_by: unit?.support_l1_l2 ?? null });
  }
  if (request.kind !== 'opened') return { append: [...append, rowOf(request, event)], then: standingOf(case_id, result.state, false) };

  const { override } = request;
  if (override === null && unit === undefined) return refuse('CASE_UNIT_UNKNOWN');
  if (override === null && unit?.eligibility === 'ineligible') return refuse('CASE_UNIT_REFUSED', { unit: told(unit) });
  const party_id = request.party_id ?? unit?.support_l1_l2 ?? null;
  if (party_id === null) return refuse('CASE_PARTY_NEEDED');
  const { product_number, serial_number, severity } = request;
  // An override that nobody needed is none.
  const needed = unit === undefined || unit.eligibility === 'ineligible';
  const about: Partial<RecordedEvent> = {
    ...{ party_id, product_number, serial_number, severity, respond_by: respondBy(now, severity, party_id, project) },
    ...{ eligibility: unit?.eligibility ?? null, reasons: unit?.reasons ?? null },
    ...{ support_l1_l2: unit?.support_l1_l2 ?? null, support_l3: unit?.support_l3 ?? null, override_reason: needed ? override : null },
  };
  return { append: [{ ...rowOf(request, event), ...about }], then: standingOf(case_id, result.state, false) };
}

/**
 * The event that a response did not come in time, when that is so and not on record. It happened when the response was due, however late
 * it is noticed.
 */
export function lateness(events: RecordedEvent[], state: CaseState, now: string): NewEvent[] {
  const first = events.find((event) => event.kind === 'opened');
  const due = first?.respond_by ?? null;
  if (first === undefined || due === null || state.responded_at !== null || state.overdue_at !== null || now <= due) return [];
  return [{ event_id: `${first.case_id}-overdue`, case_id: first.case_id, kind: 'overdue', happened_at: due }];
}

/** Each event comes after the one before, also when two are told in the same moment or the clock was put back. */
function eventOf(request: CaseRequest, state: CaseState | undefined, now: string, unit: Unit | undefined): CaseEvent {
  const at = state === undefined || now > state.last_at ? now : new Date(Date.parse(state.last_at) + 1).toISOString();
  const event: CaseEvent = { event_id: request.event_id, kind: request.kind, happened_at: at };
  if (request.kind === 'assigned') event.assigned_to = request.assigned_to;
  if (request.kind === 'escalated') {
    event.level = request.level ?? (state === undefined || state.level === 3 ? 3 : state.level === 2 ? 3 : 2);
    // The manufacturer at level 3 behind somebody else at level 1 and 2: that is PAMS, with a partner that is able (requirement R1.3).
    const serves = unit?.support_l1_l2 ?? 'manufacturer';
    event.partner_serves = serves !== 'manufacturer' && unit?.support_l3 === 'manufacturer';
  }
  return event;
}

function rowOf(request: CaseRequest, event: CaseEvent): NewEvent {
  const text = request.kind === 'opened' ? request.summary : 'text' in request ? request.text : null;
  return { ...event, case_id: request.case_id, by_role: request.by, text };
}

/** The same as what was done last: typed again after an interruption, say. */
function isSaidAgain(request: CaseRequest, events: RecordedEvent[]): boolean {
  const done = events.filter((event) => event.kind !== 'overdue').sort((a, b) => (a.happened_at < b.happened_at ? -1 : 1));
  const last = request.kind === 'opened' ? done[0] : done.at(-1);
  if (last?.kind !== request.kind) return false;
  switch (request.kind) {
    case 'opened':
      return (
        (['product_number', 'serial_number', 'severity'] as const).every((name) => last[name] === request[name]) &&
        last.text === request.summary
      );
    case 'assigned':
      return last.assigned_to === request.assigned_to;
    case 'escalated':
      return request.level !== null && last.level === request.level && last.text === request.text;
    case 'noted':
    case 'closed':
      return last.text === request.text && last.by_role === request.by;
  }
}

async function unitOf(
  { product_number, serial_number }: Pick<Unit, 'product_number' | 'serial_number'>,
  database: Database,
): Promise<Unit | undefined> {
  const [unit] = await database.rows<Unit>(
    `SELECT product_number, serial_number, eligibility, reasons, verdict_since, grace_ends, support_l1_l2, support_l3
     FROM core.asset WHERE product_number = $product AND serial_number = $serial`,
    { product: product_number, serial: serial_number },
  );
  return unit;
}

const told = ({ support_l1_l2: _1, support_l3: _3, ...unit }: Unit): UnitVerdict => unit;

export const standingOf = (case_id: string, { status, level }: CaseState, already_recorded: boolean): CaseStanding => ({
  ...{ case_id, already_recorded, status, level },
});
