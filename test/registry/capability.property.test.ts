/** Requirements and ability in intervals, against a reference that asks again on every day. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BreachEntry } from '../../schemas/capability-policy.js';
import type { Requirement } from '../../schemas/vocabulary.js';
import { abilityOn, daysLater, least, metOn, ofCenters, type History } from './support/capability-reference.js';
import { audit, callCenter, capabilitySources, engineer, party, Program, sources, type FactRow, type Report } from './support/program.js';

const firstDay = '2026-01-20';
const days = Array.from({ length: 150 }, (_, i) => daysLater(firstDay, i));
// Around the ends of short months and few enough that things meet each other.
const day = fc.integer({ min: 0, max: 80 }).map((n) => days[n]!);
const center = fc.constantFrom('CC-1', 'CC-1', 'CC-2');

const centerRow = fc
  .record({
    day,
    call_center_id: center,
    hours_per_day: fc.constantFrom(8, 8, 10, 7.5),
    days_per_week: fc.constantFrom(5, 5, 7, 4),
    technical_staff: fc.constantFrom(3, 3, 0),
    case_system: fc.constantFrom('DeskLog', 'DeskLog', 'none'),
    troubleshooting_lab: fc.constantFrom(true, true, false),
    closed: fc.constantFrom(false, false, false, true),
  })
  .map(({ day: from, closed, ...row }): FactRow =>
    callCenter(from, closed ? { ...row, hours_per_day: 0, days_per_week: 0, technical_staff: 0 } : row),
  );
const engineerRow = fc
  .record({
    id: fc.constantFrom('A', 'B', 'C'),
    day,
    call_center_id: center,
    certification: fc.constantFrom('X', 'Y'),
    stays: fc.option(fc.nat(45)),
  })
  .map(({ id, day: on, stays, ...row }): FactRow => engineer(id, on, { ...row, left_on: stays === null ? null : daysLater(on, stays) }));
const auditRow = fc
  .record({ day, call_center_id: center, outcome: fc.constantFrom('passed', 'passed', 'conditional', 'failed') })
  .map(({ day: on, ...row }): FactRow => audit(on, row));

const history = fc.record({
  centers: fc.array(centerRow, { minLength: 1, maxLength: 5 }),
  engineers: fc.array(engineerRow, { maxLength: 9 }),
  audits: fc.array(auditRow, { maxLength: 4 }),
  expert: fc.boolean(),
});
const entry = fc
  .record({
    from: fc.option(day, { nil: undefined }),
    requirements: fc.constantFrom<Requirement[] | undefined>(
      undefined,
      ['audit'],
      ['certified_engineers', 'troubleshooting_lab'],
      ['expert_video_partner'],
    ),
    action: fc.constantFrom('nothing' as const, 'notice' as const, 'cure' as const, 'refuse_new_pams' as const),
    cure: fc.nat(40),
  })
  .map(({ action, cure, ...rest }): BreachEntry => ({ ...rest, action, ...(action === 'cure' ? { cure_days: cure } : {}) }));

/** One report for each row, so that any of them can come first; the later one in the list is the later one by rank. */
function reportsOf({ centers, engineers, audits, expert }: History): Report[] {
  const order = (i: number) => String(i).padStart(3, '0');
  return [
    { source: 'parties', rows: [party('PARTNER', 'partner', { expert_video_partner: expert })] },
    ...centers.map((row, i): Report => ({ source: 'centers', rows: [row], order: order(i) })),
    ...engineers.map((row, i): Report => ({ source: 'engineers', rows: [row], order: order(i) })),
    ...audits.map((row, i): Report => ({ source: 'audits', rows: [row], order: order(i) })),
  ];
}

it('every requirement and the ability of a partner are on every day what the day says, whatever arrives first', async () => {
  await fc.assert(
    fc.asyncProperty(
      history.chain((facts) => {
        const reports = reportsOf(facts);
        return fc.tuple(fc.constant(facts), fc.shuffledSubarray(reports, { minLength: reports.length }), fc.nat(reports.length));
      }),
      fc.array(entry, { maxLength: 3 }),
      async ([facts, reports, first], entries) => {
        const policy = { capability: { ...least }, breach: withoutHidden(entries) };
        const program = await Program.make({ policy, sources: [...sources(), ...capabilitySources()] });
        try {
          await program.deliver(...reports.slice(0, first));
          await program.deliver(...reports.slice(first));
          const asked = `(SELECT unnest(generate_series(DATE '${days[0]!}', DATE '${days.at(-1)!}', INTERVAL 1 DAY))::DATE AS day)`;
          const rows = await program.read(`SELECT day, coalesce(call_center_id, '') || '|' || requirement AS key, met
            FROM ${asked} JOIN compliance_history ON day BETWEEN starts AND coalesce(ends, '9999-12-31') ORDER BY ALL`);
          expect(rows).toEqual(
            days.flatMap((on) =>
              [...metOn(on, facts)].map(([key, met]) => ({ day: on, key, met })).sort((a, b) => (a.key < b.key ? -1 : 1)),
            ),
          );
          const able = await program.read(`SELECT day, able, new_pams_refused AS refused
            FROM ${asked} JOIN partner_ability ON day BETWEEN starts AND coalesce(ends, '9999-12-31') ORDER BY ALL`);
          const expected = [...abilityOn(days, facts, policy.breach)].filter(([, answer]) => answer !== undefined);
          expect(able).toEqual(expected.map(([on, answer]) => ({ day: on, ...answer })));
        } finally {
          await program.close();
        }
      },
    ),
    { numRuns: 20 },
  );
}, 900_000);

/** The project file refuses an entry that a later one leaves no day. */
function withoutHidden(entries: BreachEntry[]): BreachEntry[] {
  const names = ({ requirements }: BreachEntry) => requirements ?? ['expert_video_partner', ...ofCenters];
  return entries.filter(
    (one, at) =>
      !entries.some(
        (other, i) => i > at && (other.from ?? '') <= (one.from ?? '') && names(one).every((name) => names(other).includes(name as never)),
      ),
  );
}
