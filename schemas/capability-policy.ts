/** What a partner must have to deliver PAMS, and what happens when it does not (requirements R1.1, R4 and R5): a part of `policy`. */

import { z } from 'zod';
import { breachActions, requirements, type BreachAction, type Requirement } from './vocabulary.js';

const day = z.iso.date('expected a day as YYYY-MM-DD');
const days = z.int('expected a whole number of days').min(0).max(36_500);

export const capabilitySchema = z
  .strictObject({
    hours_per_day: z.number().min(0).max(24).default(8).describe('Hours a day in which a call center takes calls.'),
    days_per_week: z.number().min(0).max(7).default(5).describe('Days a week in which a call center takes calls.'),
    engineers: z.int().min(1).default(2).describe('Engineers with a current certification, at each call center.'),
    certification_months: z.int().min(1).default(12).describe('How long a certification is current.'),
    audit_months: z.int().min(1).default(12).describe('How long an audit counts.'),
    warning_days: days.default(60).describe('So long before a certification lapses or an audit falls due, a finding says so.'),
  })
  .describe('The least that a PAMS partner must have.');

const entrySchema = z
  .strictObject({
    from: day.optional().describe('The first day on which the entry holds; without it it always did.'),
    requirements: z
      .array(z.enum(requirements))
      .min(1, 'expected at least one requirement; without this key the entry is for all of them')
      .optional()
      .describe('For these requirements; without it for all.'),
    action: z
      .enum(breachActions)
      .describe(
        'nothing: it is shown in compliance only. notice: a finding. cure: a finding, and after cure_days the partner is not able to deliver PAMS. ' +
          'refuse_new_pams: a finding, and PAMS sold during the breach does not cover.',
      ),
    cure_days: days.optional().describe('With cure: days after the first day of the breach until it must be put right, that day included.'),
  })
  .superRefine(({ action, cure_days }, context) => {
    if ((action === 'cure') === (cure_days !== undefined)) return;
    const message = action === 'cure' ? 'expected cure_days with action: cure' : 'expected cure_days with action: cure only';
    context.addIssue({ code: 'custom', path: ['cure_days'], message });
  });

export type BreachEntry = z.infer<typeof entrySchema>;

export const breachSchema = z
  .array(entrySchema)
  .superRefine((entries, context) => {
    entries.forEach((entry, at) => {
      const over = entries.findIndex((later, other) => other > at && hides(later, entry));
      if (over < 0) return;
      const message = `expected an entry that holds on some day; entry ${over + 1} stands after it and holds whenever it does`;
      context.addIssue({ code: 'custom', path: [at], message });
    });
  })
  .default([])
  .describe(
    'What a breach of a requirement does, and from which day on: the last entry that names the requirement, or names none, and has begun. ' +
      'Where no entry has, a breach is to be cured in 30 days, and of expert_video_partner there is a notice.',
  );

/** Whether a later entry leaves an earlier one no day and no requirement. */
function hides(later: BreachEntry, earlier: BreachEntry): boolean {
  const named = new Set<Requirement>(later.requirements ?? requirements);
  return (
    (earlier.requirements ?? requirements).every((requirement) => named.has(requirement)) && (later.from ?? '') <= (earlier.from ?? '')
  );
}

/** Holds where the project file says nothing. */
const standing: BreachEntry[] = [
  { action: 'cure', cure_days: 30 },
  { requirements: ['expert_video_partner'], action: 'notice' },
];

/** What a breach of one requirement does from one day to another, both included. */
export interface BreachRule {
  requirement: Requirement;
  starts: string;
  ends: string;
  action: BreachAction;
  cure_days: number | null;
}

/** The entries of a policy spread over time: for each requirement every day has one rule. */
export function breachRules(entries: BreachEntry[]): BreachRule[] {
  const all = [...standing, ...entries];
  const begins = [...new Set(all.map(({ from }) => from ?? firstDay))].sort();
  return requirements.flatMap((requirement) =>
    begins.map((starts, at): BreachRule => {
      const next = begins[at + 1];
      const { action, cure_days } = all.findLast(
        (entry) => (entry.from ?? firstDay) <= starts && (entry.requirements ?? requirements).includes(requirement),
      )!;
      return { requirement, starts, ends: next === undefined ? lastDay : dayBefore(next), action, cure_days: cure_days ?? null };
    }),
  );
}

const firstDay = '0001-01-01';
const lastDay = '9999-12-31';

const dayBefore = (text: string) => new Date(Date.parse(`${text}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
