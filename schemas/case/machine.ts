/**
 * The life of a service request, from open to closed (requirement R6.1), in one place: commands ask here what may happen next, and the
 * registry derives every case from its events here. Pure: the same events give the same case in whatever order they came to be known.
 */

export const caseStatuses = ['new', 'assigned', 'escalated', 'resolved', 'closed'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** `overdue` is the clock's own: the response did not come in time. Everything else somebody does. */
export const caseEventKinds = ['opened', 'assigned', 'escalated', 'noted', 'resolved', 'closed', 'overdue'] as const;
export type CaseEventKind = (typeof caseEventKinds)[number];

/** Level of support. Level 3 is the manufacturer's, for escalated issues only (requirement R1.3). */
export type CaseLevel = 1 | 2 | 3;

export interface CaseEvent {
  event_id: string;
  kind: CaseEventKind;
  /** When it happened, ISO 8601 UTC. */
  happened_at: string;
  /** assigned: to whom. */
  assigned_to?: string | null;
  /** escalated: to which level; opened: at which it begins, 1 without it. */
  level?: CaseLevel | null;
  /** escalated: whether a partner serves the unit on levels 1 and 2 on that day, under PAMS. */
  partner_serves?: boolean | null;
}

export interface CaseState {
  status: CaseStatus;
  level: CaseLevel;
  opened_at: string;
  /** The first that somebody did after it was opened. */
  responded_at: string | null;
  closed_at: string | null;
  assigned_to: string | null;
  overdue_at: string | null;
  /** The last event. */
  last_at: string;
}

/** Why an event cannot follow. The codes are those of schemas/errors/case.ts. */
export interface CaseRefusal {
  code: 'CASE_STEP_REFUSED' | 'CASE_LEVEL_REFUSED';
  /** Where the case stands; null when it was never opened. */
  status: CaseStatus | null;
  level: CaseLevel | null;
  /** What may follow instead. */
  allowed: CaseEventKind[];
}

const work: CaseEventKind[] = ['assigned', 'escalated', 'noted', 'resolved', 'closed'];

/** What somebody may do. A case that was resolved goes on when it is assigned again; a closed one is over. */
const follows: Record<CaseStatus, CaseEventKind[]> = {
  new: work,
  assigned: work,
  escalated: work,
  resolved: ['assigned', 'noted', 'closed'],
  closed: [],
};

/** What may follow; `overdue` only as long as nobody has taken it up. */
export function allowedEvents(state: CaseState | undefined): CaseEventKind[] {
  if (state === undefined) return ['opened'];
  return state.responded_at === null && state.overdue_at === null ? [...follows[state.status], 'overdue'] : follows[state.status];
}

/** @returns the case after the event, or why the event cannot follow. */
export function applyEvent(state: CaseState | undefined, event: CaseEvent): { state: CaseState } | { refused: CaseRefusal } {
  const allowed = allowedEvents(state);
  const refuse = (code: CaseRefusal['code']) => ({
    refused: { code, status: state?.status ?? null, level: state?.level ?? null, allowed: allowed.filter((kind) => kind !== 'overdue') },
  });
  if (!allowed.includes(event.kind)) return refuse('CASE_STEP_REFUSED');
  if (state === undefined) return { state: opened(event) };
  if (event.kind === 'escalated' && !mayEscalate(state, event)) return refuse('CASE_LEVEL_REFUSED');
  return { state: after(state, event) };
}

/** One level at a time; to level 3 only where the partner is level 1 and 2. Elsewhere the manufacturer serves on all levels. */
const mayEscalate = (state: CaseState, { level, partner_serves }: CaseEvent): boolean =>
  level === state.level + 1 && (level !== 3 || partner_serves === true);

function opened({ happened_at: at, level }: CaseEvent): CaseState {
  return {
    status: 'new',
    level: level ?? 1,
    opened_at: at,
    responded_at: null,
    closed_at: null,
    assigned_to: null,
    overdue_at: null,
    last_at: at,
  };
}

function after(state: CaseState, event: CaseEvent): CaseState {
  const { happened_at: at } = event;
  if (event.kind === 'overdue') return { ...state, overdue_at: at, last_at: at };
  const taken = { ...state, responded_at: state.responded_at ?? at, last_at: at };
  switch (event.kind) {
    case 'assigned':
      return { ...taken, status: 'assigned', assigned_to: event.assigned_to ?? null };
    case 'escalated':
      return { ...taken, status: 'escalated', level: event.level! };
    case 'resolved':
      return { ...taken, status: 'resolved' };
    case 'closed':
      return { ...taken, status: 'closed', closed_at: at };
    default:
      return taken;
  }
}

/** By time, and at one time in the order of a case's life; whatever the order in which they came to be known. Each event once. */
export function inOrderOfTime<E extends CaseEvent>(events: readonly E[]): E[] {
  const once = [...new Map(events.map((event) => [event.event_id, event])).values()];
  return once.sort((a, b) => compare(a.happened_at, b.happened_at) || place(a) - place(b) || compare(a.event_id, b.event_id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const atOneTime: CaseEventKind[] = ['opened', 'overdue', 'assigned', 'escalated', 'noted', 'resolved', 'closed'];
const place = ({ kind }: CaseEvent): number => atOneTime.indexOf(kind);

/** The case that events come to. Those that cannot follow are left out and named. */
export function caseOf<E extends CaseEvent>(events: readonly E[]): { state: CaseState | undefined; refused: E[] } {
  let state: CaseState | undefined;
  const refused: E[] = [];
  for (const event of inOrderOfTime(events)) {
    const result = applyEvent(state, event);
    if ('state' in result) state = result.state;
    else refused.push(event);
  }
  return { state, refused };
}
