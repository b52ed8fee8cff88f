/** The clock of cases: in whose hours a response is due, and what time it is in a project whose day is pinned. */

import { dayOf, dueAt, instantOf, timeOf, type OpeningHours } from '../schemas/case/hours.js';
import type { Project } from '../schemas/project.js';
import { literal } from '../schemas/sql.js';
import type { Database } from './database.js';

/** Kept with the settings: when it was decided last which cases are overdue (UTC). */
const clockKey = 'case_clock';

/** A pinned day holds the whole clock: what happens later happens at its time of day on that day. */
export function caseTime(at: string | Date, { as_of, timezone }: Project): Date {
  const moment = new Date(at);
  if (as_of === undefined || dayOf(moment, timezone) <= as_of) return moment;
  return instantOf(as_of, timeOf(moment, timezone), timezone);
}

/** R4.1 asks for eight hours on five days; who declares nothing is taken at that. */
export function hoursOf(party: string, { call_centers, timezone }: Project): OpeningHours {
  const center = call_centers.find((c) => c.party === party);
  return { timezone, opens: '09:00', closes: '17:00', days: ['MON', 'TUE', 'WED', 'THU', 'FRI'], ...center };
}

/** When a case of this party has to be taken up, ISO 8601 UTC. */
export function respondBy(openedAt: string, severity: number, party: string, project: Project): string {
  const minutes = project.policy.response[severity as 1 | 2 | 3 | 4];
  return dueAt(new Date(openedAt), minutes, hoursOf(party, project))!.toISOString();
}

/** Whether a response fell due since it was looked at last: then there is something to derive although nothing came. */
export async function anyResponseDue(project: Project, database: Database): Promise<boolean> {
  const due = await database.rows(
    `SELECT 1 FROM core.service_case
     WHERE status = 'new' AND responded_at IS NULL AND respond_by < $now::TIMESTAMPTZ AT TIME ZONE 'UTC'
       AND respond_by >= coalesce((SELECT value::TIMESTAMP FROM core.setting WHERE key = '${clockKey}'), '-infinity'::TIMESTAMP) LIMIT 1`,
    { now: caseTime(new Date(), project).toISOString() },
  );
  return due.length > 0;
}

/** What is overdue is so at this moment; without cases nobody asks. */
export async function setCaseClock(project: Project, database: Database): Promise<void> {
  const some = await database.rows('SELECT 1 FROM core.service_case LIMIT 1');
  if (some.length === 0) return;
  const now = caseTime(new Date(), project).toISOString().replace('Z', '');
  await database.run(`DELETE FROM core.setting WHERE key = ${literal(clockKey)}`);
  await database.run(`INSERT INTO core.setting VALUES (${literal(clockKey)}, ${literal(now)})`);
}
