import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt, instantOf, type OpeningHours } from '../../schemas/case/hours.js';
import { weekdays } from '../../schemas/vocabulary.js';

/** Zones whose clocks jump by an hour and by half of one, in spring and in autumn, on both halves of the earth; and one that never does. */
const zones = ['America/Chicago', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kolkata', 'UTC'];
const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const anyHours: fc.Arbitrary<OpeningHours> = fc
  .record({
    timezone: fc.constantFrom(...zones),
    from: fc.integer({ min: 0, max: 95 }),
    length: fc.integer({ min: 1, max: 96 }),
    days: fc.subarray([...weekdays], { minLength: 1 }),
  })
  .map(({ timezone, from, length, days }) => ({
    timezone,
    opens: clock(from * 15),
    closes: clock(Math.min(from + length, 96) * 15),
    days,
  }));

/** Around the days on which the clocks of these zones were changed in 2026: March, April, September, October, November. */
const anyMoment = fc
  .record({
    day: fc.constantFrom('2026-03-06', '2026-03-27', '2026-04-03', '2026-09-04', '2026-10-02', '2026-10-23', '2026-10-30', '2026-07-10'),
    minutes: fc.integer({ min: 0, max: 5 * 1_440 }),
  })
  .map(({ day, minutes }) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000));

const formats = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  ]),
);

/** Whether the wall clock says that it is open, in the minute that begins at `at`. Asks Intl for each minute, and nothing else. */
function isOpen(at: number, { timezone, opens, closes, days }: OpeningHours): boolean {
  const parts = Object.fromEntries(
    formats
      .get(timezone)!
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const time = `${parts['hour']}:${parts['minute']}`;
  return days.some((day) => day.startsWith((parts['weekday'] ?? '').slice(0, 3).toUpperCase())) && time >= opens && time < closes;
}

describe('a response clock', () => {
  it('counts the minutes in which the call center is open, across changes of the clock', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 1, max: 90 }), anyHours, (openedAt, minutes, hours) => {
        // Opening and closing in the hours that are shown twice or never is told below.
        fc.pre(!['00', '01', '02', '03'].includes(hours.opens.slice(0, 2)) && !/^0[0-3]/.test(hours.closes));
        const due = dueAt(openedAt, minutes, hours)!;
        let open = 0;
        for (let at = openedAt.getTime(); at < due.getTime(); at += 60_000) if (isOpen(at, hours)) open += 1;
        expect(open).toBe(minutes);
        // It falls due while somebody is there, or as they close.
        expect(isOpen(due.getTime() - 60_000, hours)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('never runs backwards: later opened or more minutes is due later or at the same time', () => {
    const few = fc.integer({ min: 0, max: 600 });
    fc.assert(
      fc.property(anyMoment, few, few, anyHours, (openedAt, sooner, more, hours) => {
        const due = dueAt(openedAt, sooner, hours)!;
        expect(due.getTime()).toBeGreaterThanOrEqual(openedAt.getTime() + sooner * 60_000);
        expect(dueAt(openedAt, sooner + more, hours)!.getTime()).toBeGreaterThanOrEqual(due.getTime());
        expect(dueAt(new Date(openedAt.getTime() + more * 60_000), sooner, hours)!.getTime()).toBeGreaterThanOrEqual(due.getTime());
      }),
      { numRuns: 50 },
    );
  });

  it('may be stopped and set going again at any moment', () => {
    const few = fc.integer({ min: 0, max: 600 });
    fc.assert(
      fc.property(anyMoment, few, fc.integer({ min: 1, max: 600 }), anyHours, (openedAt, first, rest, hours) => {
        expect(dueAt(dueAt(openedAt, first, hours)!, rest, hours)).toEqual(dueAt(openedAt, first + rest, hours));
      }),
      { numRuns: 50 },
    );
  });
});

const chicago: OpeningHours = { timezone: 'America/Chicago', opens: '08:00', closes: '17:00', days: ['MON', 'TUE', 'WED', 'THU', 'FRI'] };
const due = (at: string, minutes: number, hours: Partial<OpeningHours> = {}) =>
  dueAt(new Date(at), minutes, { ...chicago, ...hours })?.toISOString();

describe('by hand', () => {
  it('what is opened in the evening begins to run in the morning', () => {
    expect(due('2026-07-08T23:30:00Z', 60)).toBe('2026-07-09T14:00:00.000Z');
  });

  it('what is opened on Friday afternoon is due on Monday, an hour earlier by UTC once the clocks have gone forward', () => {
    expect(due('2026-03-06T22:30:00Z', 60)).toBe('2026-03-09T13:30:00.000Z');
    expect(due('2026-02-27T22:30:00Z', 60)).toBe('2026-03-02T14:30:00.000Z');
  });

  it('around the clock a night of 23 or 25 hours is as long as it is', () => {
    const always = { opens: '00:00', closes: '24:00', days: weekdays };
    expect(due('2026-03-08T06:00:00Z', 24 * 60, always)).toBe('2026-03-09T06:00:00.000Z');
    expect(due('2026-11-01T05:00:00Z', 25 * 60, always)).toBe('2026-11-02T06:00:00.000Z');
  });

  it('a time that is jumped over is the moment of the jump, and one that comes twice is the first', () => {
    expect(instantOf('2026-03-08', '02:30', 'America/Chicago').toISOString()).toBe('2026-03-08T08:00:00.000Z');
    expect(instantOf('2026-11-01', '01:30', 'America/Chicago').toISOString()).toBe('2026-11-01T06:30:00.000Z');
    expect(instantOf('2026-10-04', '02:15', 'Australia/Lord_Howe').toISOString()).toBe('2026-10-03T15:30:00.000Z');
  });

  it('never, where it never opens', () => {
    expect(due('2026-07-08T12:00:00Z', 60, { days: [] })).toBeUndefined();
  });
});
