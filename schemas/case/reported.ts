/**
 * What the rows of a partner's own system say happened to a case: each row tells how the case stood when the file was written, so what
 * changed from one row to the next is what happened in between. The last row is what counts, whether or not it can follow the one before.
 */

import type { CaseEventKind, CaseLevel, CaseStatus } from './machine.js';
import { applyEvent, type CaseEvent, type CaseRefusal, type CaseState } from './machine.js';

export interface ReportedRow {
  status: CaseStatus;
  /** As written; the first of 1, 2 and 3 in it is the level. */
  level: string | null;
  /** ISO 8601 UTC, as all times here. */
  opened_at: string;
  closed_at: string | null;
  /** When the file was written. */
  written_at: string;
}

export interface ReportedStep<R> extends CaseEvent {
  row: R;
}

export interface ReportedCase<R> {
  steps: ReportedStep<R>[];
  /** Of the last row. */
  status: CaseStatus;
  level: CaseLevel;
  /** No later than this somebody had taken it up; a row does not say when that was. */
  responded_at: string | null;
  /** Steps that cannot follow: closed and at work again, escalated over a level. */
  refused: { kind: CaseEventKind; row: R; why: CaseRefusal }[];
}

const steps: Record<CaseStatus, CaseEventKind> = {
  new: 'opened',
  assigned: 'assigned',
  escalated: 'escalated',
  resolved: 'resolved',
  closed: 'closed',
};

/**
 * @param rows of one case, at least one, in the order in which they count: the last is the latest. A row that was sent again says nothing new.
 * Whether the unit may be escalated to level 3 at all is known from other feeds and judged elsewhere.
 */
export function reportedCase<R extends ReportedRow>(rows: readonly R[]): ReportedCase<R> {
  const told: ReportedStep<R>[] = [];
  const refused: ReportedCase<R>['refused'] = [];
  let state: CaseState | undefined;
  const tell = (kind: CaseEventKind, at: string, level: CaseLevel, row: R) => {
    const later = state === undefined || at > state.last_at ? at : state.last_at;
    const step = { event_id: `${told.length}`, kind, happened_at: later, level, partner_serves: true, row };
    told.push(step);
    const result = applyEvent(state, step);
    if ('refused' in result) refused.push({ kind, row, why: result.refused });
    state = 'state' in result ? result.state : standing(state!, row, level, later);
  };
  for (const row of rows) {
    const before = state;
    const level = levelOf(row) ?? before?.level ?? 1;
    // A case that is first heard of at a level may have begun there.
    if (before === undefined)
      tell('opened', row.opened_at, row.status === 'escalated' && level > 1 ? ((level - 1) as CaseLevel) : level, row);
    if (state!.status === row.status && state!.level === level) continue;
    const kind = state!.level < level && row.status !== 'closed' && row.status !== 'resolved' ? 'escalated' : steps[row.status];
    tell(kind, row.status === 'closed' ? (row.closed_at ?? row.written_at) : row.written_at, level, row);
    state = { ...state!, status: row.status, level };
  }
  const { status, level, responded_at } = state!;
  return { steps: told, status, level, responded_at, refused };
}

function levelOf({ level }: ReportedRow): CaseLevel | undefined {
  const digit = /[123]/.exec(level ?? '')?.[0];
  return digit === undefined ? undefined : (Number(digit) as CaseLevel);
}

/** The partner's system is what it is: the row holds although it cannot follow. */
const standing = (state: CaseState, row: ReportedRow, level: CaseLevel, at: string): CaseState => ({
  ...state,
  status: row.status,
  level,
  responded_at: state.responded_at ?? at,
  closed_at: row.closed_at,
  last_at: at,
});
