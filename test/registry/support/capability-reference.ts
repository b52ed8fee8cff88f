/** What partners can do, worked out day by day in the plainest way: the registry derives the same in intervals. */

import { type BreachEntry } from '../../../schemas/capability-policy.js';
import type { FactRow } from './program.js';

/** Facts in the order of their rank: of two that say the same thing the later one counts. */
export interface History {
  centers: FactRow[];
  engineers: FactRow[];
  audits: FactRow[];
  expert: boolean;
}

export const least = { hours_per_day: 8, days_per_week: 5, engineers: 2, certification_months: 1, audit_months: 2 };

/** `party|center|requirement` → met, for everything that is required on a day. */
export function metOn(day: string, { centers, engineers, audits, expert }: History): Map<string, boolean> {
  const rows = latest(centers, ['call_center_id', 'valid_from']);
  const says = new Map<string, boolean>();
  const first = rows.map((row) => text(row.valid_from)).sort()[0];
  if (first === undefined || day < first) return says;
  says.set('|expert_video_partner', expert);
  for (const id of new Set(rows.map((row) => text(row.call_center_id)))) {
    const row = rows
      .filter((r) => r.call_center_id === id && text(r.valid_from) <= day)
      .sort((a, b) => (text(a.valid_from) < text(b.valid_from) ? 1 : -1))[0];
    if (!row || (row.hours_per_day === 0 && row.days_per_week === 0 && row.technical_staff === 0)) continue;
    says.set(`${id}|coverage_hours`, Number(row.hours_per_day) >= least.hours_per_day);
    says.set(`${id}|coverage_days`, Number(row.days_per_week) >= least.days_per_week);
    says.set(`${id}|technical_staff`, Number(row.technical_staff) > 0);
    says.set(`${id}|case_system`, row.case_system !== 'none');
    says.set(`${id}|troubleshooting_lab`, row.troubleshooting_lab === true);
    says.set(`${id}|certified_engineers`, certifiedOn(day, id, engineers) >= least.engineers);
    says.set(`${id}|audit`, auditedOn(day, id, audits));
  }
  if (says.size === 1) for (const requirement of ofCenters) says.set(`|${requirement}`, false);
  return says;
}

export const ofCenters = [
  ...['coverage_hours', 'coverage_days', 'technical_staff', 'certified_engineers', 'case_system', 'troubleshooting_lab', 'audit'],
];

function certifiedOn(day: string, center: string, engineers: FactRow[]): number {
  const rows = latest(engineers, ['call_center_id', 'engineer_id', 'certification', 'certified_on']).filter(
    (r) => r.call_center_id === center,
  );
  const current = rows.filter((row) => {
    const certified = text(row.certified_on);
    const gone = rows.some(
      (r) => r.engineer_id === row.engineer_id && r.left_on !== null && text(r.left_on) >= certified && text(r.left_on) < day,
    );
    return certified <= day && day < monthsLater(certified, least.certification_months) && !gone;
  });
  return new Set(current.map((row) => row.engineer_id)).size;
}

function auditedOn(day: string, center: string, audits: FactRow[]): boolean {
  const last = latest(audits, ['call_center_id', 'audited_on'])
    .filter((row) => row.call_center_id === center && text(row.audited_on) <= day)
    .sort((a, b) => (text(a.audited_on) < text(b.audited_on) ? 1 : -1))[0];
  return last !== undefined && last.outcome !== 'failed' && day < monthsLater(text(last.audited_on), least.audit_months);
}

/** Walks the days and remembers since when each requirement is not met. */
export function abilityOn(
  days: string[],
  history: History,
  policy: BreachEntry[],
): Map<string, { able: boolean; refused: boolean } | undefined> {
  const since = new Map<string, string>();
  const answers = new Map<string, { able: boolean; refused: boolean } | undefined>();
  for (const day of days) {
    const met = metOn(day, history);
    for (const key of [...since.keys()]) if (met.get(key) !== false) since.delete(key);
    for (const [key, is] of met) if (!is && !since.has(key)) since.set(key, day);
    const does = (key: string): 'nothing' | 'unable' | 'refuses' => {
      const from = since.get(key);
      if (from === undefined) return 'nothing';
      const { action, cure_days } = ruleOf(key.split('|')[1]!, day, policy);
      if (action === 'refuse_new_pams') return 'refuses';
      return action === 'cure' && day > daysLater(from, cure_days!) ? 'unable' : 'nothing';
    };
    const centers = new Set([...met.keys()].filter((key) => !key.endsWith('expert_video_partner')).map((key) => key.split('|')[0]!));
    const effects = [...centers].map((center) => ofCenters.map((requirement) => does(`${center}|${requirement}`)));
    const own = does('|expert_video_partner');
    answers.set(
      day,
      met.size === 0
        ? undefined
        : {
            able: own !== 'unable' && effects.some((effect) => !effect.includes('unable')),
            refused:
              own === 'refuses' ||
              (effects.every((effect) => effect.includes('unable') || effect.includes('refuses')) &&
                effects.some((effect) => effect.includes('refuses'))),
          },
    );
  }
  return answers;
}

function ruleOf(requirement: string, day: string, policy: BreachEntry[]): BreachEntry {
  const named = policy.filter((entry) => (entry.requirements ?? [requirement]).includes(requirement as never) && (entry.from ?? '') <= day);
  const usual: BreachEntry = requirement === 'expert_video_partner' ? { action: 'notice' } : { action: 'cure', cure_days: 30 };
  return named.at(-1) ?? usual;
}

function latest(rows: FactRow[], key: string[]): FactRow[] {
  return [...new Map(rows.map((row) => [key.map((name) => row[name]).join('|'), row])).values()];
}

const text = (value: unknown) => String(value);

export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of a later month, or its last day where the month is shorter. */
function monthsLater(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
