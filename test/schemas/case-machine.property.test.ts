import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allowedEvents,
  applyEvent,
  caseEventKinds,
  caseOf,
  inOrderOfTime,
  type CaseEvent,
  type CaseLevel,
  type CaseState,
} from '../../schemas/case/machine.js';

/** Any events at all, in an order and at times that make no sense more often than not; some are told twice. */
const anyEvent: fc.Arbitrary<CaseEvent> = fc.record({
  event_id: fc.integer({ min: 1, max: 12 }).map((n) => `e${n}`),
  kind: fc.constantFrom(...caseEventKinds),
  happened_at: fc.integer({ min: 0, max: 9 }).map((minutes) => `2026-07-10T08:0${minutes}:00.000Z`),
  level: fc.constantFrom<CaseLevel | null>(1, 2, 3, null),
  assigned_to: fc.constantFrom('LEVEL-1', 'LEVEL-2', null),
  partner_serves: fc.boolean(),
});
/** One id is one event: what is told twice is told the same. */
const anyEvents = fc
  .array(anyEvent, { maxLength: 20 })
  .map((events) => events.map((e) => ({ ...events.find((first) => first.event_id === e.event_id)!, event_id: e.event_id })));

const steps = (events: CaseEvent[]) => {
  const states: (CaseState | undefined)[] = [undefined];
  const applied: CaseEvent[] = [];
  for (const event of inOrderOfTime(events)) {
    const result = applyEvent(states.at(-1), event);
    if ('refused' in result) continue;
    states.push(result.state);
    applied.push(event);
  }
  return { states, applied };
};

describe('the life of a case', () => {
  it('is the same whatever the order in which its events came to be known, and however often', () => {
    const shuffled = anyEvents.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
    );
    fc.assert(fc.property(shuffled, ([events, again]) => void expect(caseOf(again)).toEqual(caseOf(events))));
  });

  it('never closes before it was opened, and nothing happens after it closed', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const { state } = caseOf(events);
        const { applied } = steps(events);
        if (state === undefined) return void expect(applied).toEqual([]);
        expect(applied[0]!.kind).toBe('opened');
        expect(applied.filter((e) => e.kind === 'opened')).toHaveLength(1);
        for (const at of [state.closed_at, state.responded_at, state.overdue_at]) if (at !== null) expect(at >= state.opened_at).toBe(true);
        const closed = applied.findIndex((e) => e.kind === 'closed');
        if (closed >= 0) expect(closed).toBe(applied.length - 1);
        expect(state.status === 'closed').toBe(closed >= 0);
        expect(state.closed_at !== null).toBe(closed >= 0);
      }),
    );
  });

  it('climbs one level at a time, to level 3 only where the partner serves on levels 1 and 2', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const { states, applied } = steps(events);
        applied.forEach((event, i) => {
          const [before, now] = [states[i], states[i + 1]!];
          if (event.kind === 'opened') return;
          expect(now.level - before!.level).toBe(event.kind === 'escalated' ? 1 : 0);
          if (event.kind === 'escalated' && now.level === 3) expect([before!.level, event.partner_serves]).toEqual([2, true]);
        });
      }),
    );
  });

  it('is overdue at most once, and only as long as nobody has taken it up', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const { states, applied } = steps(events);
        expect(applied.filter((e) => e.kind === 'overdue').length).toBeLessThanOrEqual(1);
        applied.forEach((event, i) => {
          if (event.kind === 'overdue') expect(states[i]!.responded_at).toBeNull();
        });
      }),
    );
  });

  it('says for what it refuses where the case stands and what may follow', () => {
    fc.assert(
      fc.property(anyEvents, anyEvent, (events, next) => {
        const { state } = caseOf(events);
        const result = applyEvent(state, next);
        if ('state' in result) return;
        expect(result.refused.status).toBe(state?.status ?? null);
        expect(result.refused.allowed).toEqual(allowedEvents(state).filter((kind) => kind !== 'overdue'));
        // What is said to be allowed is.
        for (const kind of result.refused.allowed) {
          const level = ((state?.level ?? 0) + 1) as CaseLevel;
          const may = applyEvent(state, { ...next, kind, level, partner_serves: true });
          if (level <= 3 || kind !== 'escalated') expect(may).toHaveProperty('state');
        }
      }),
    );
  });
});
