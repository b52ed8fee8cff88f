/** What the project file says, as the derivation needs it: sources, calendar periods, policy variables, the day. */

import { createHash } from 'node:crypto';
import { breachRules } from '../schemas/capability-policy.js';
import type { Project } from '../schemas/project.js';
import { literal } from '../schemas/sql.js';
import { reasonCodes } from '../schemas/vocabulary.js';
import { dayIn, periodsBetween } from './calendar.js';
import type { Database } from './database.js';

/** The day on which verdicts are decided: pinned by `as_of`, else today in the project's time zone. */
export const today = (project: Project) => project.as_of ?? dayIn(project.timezone);

/**
 * Writes sources, periods and the day, and sets the variables that the steps read.
 * @param idle when no fact came since the last time, and the oldest day is the one that it was.
 * @returns everything: every asset has to be derived again, because the policy or a source changed, or the day went backwards;
 *   moved: something is not as it was at the last commit.
 */
export async function applySettings(project: Project, idle: boolean, database: Database): Promise<{ everything: boolean; moved: boolean }> {
  const day = today(project);
  const fingerprint = createHash('sha256')
    .update(
      JSON.stringify([
        project.policy,
        project.call_centers,
        project.sources.map((s) => [s.id, s.party, s.feed, s.corrections, s.calendar]),
      ]),
    )
    .digest('hex');
  const before = Object.fromEntries(
    (await database.rows<{ key: string; value: string }>('SELECT key, value FROM core.setting')).map((row) => [row.key, row.value]),
  );
  const changed = before['fingerprint'] !== fingerprint;

  const sameDay = before['today'] === day;
  const oldest = (idle && sameDay && before['oldest_day']) || (await oldestDay(day, database));
  if (changed) {
    await writeSources(project, database);
    await writeBreachRules(project, database);
  }
  const moved = changed || !sameDay || before['oldest_day'] !== oldest;
  if (moved) await writePeriods(project, oldest, day, database);
  const settings = {
    ...{ fingerprint, today: day, oldest_day: oldest, timezone: project.timezone },
    ...{ policy_version: project.policy.version, grace_days: `${project.policy.grace_days}` },
  };
  for (const [key, value] of Object.entries(settings)) {
    if (before[key] === value) continue;
    await database.run('DELETE FROM core.setting WHERE key = $key', { key });
    await database.run('INSERT INTO core.setting VALUES ($key, $value)', { key, value });
  }
  await setVariables(project, day, database);
  return { everything: changed || (before['today'] !== undefined && before['today'] > day), moved };
}

async function setVariables(project: Project, day: string, database: Database): Promise<void> {
  const texts = (values: readonly string[]) => `[${values.map(literal).join(', ')}]::VARCHAR[]`;
  const { policy } = project;
  const variables = {
    today: `DATE ${literal(day)}`,
    grace_days: `${policy.grace_days}`,
    stock_aging_days: `${policy.stock_aging_days}`,
    warranty_lag_days: `${policy.warranty_lag_days}`,
    policy_version: literal(policy.version),
    precedence: texts(policy.precedence),
    renewal_days: `[${policy.renewal_days.join(', ')}]::INTEGER[]`,
    reason_order: texts(reasonCodes),
    ...Object.fromEntries(Object.entries(policy.capability).map(([name, value]) => [`required_${name}`, `${value}`])),
  };
  for (const [name, value] of Object.entries(variables)) await database.run(`SET VARIABLE ${name} = ${value}`);
}

/** A source that left the project file keeps its row, because its facts keep their correction mode. */
async function writeSources(project: Project, database: Database): Promise<void> {
  await database.run('UPDATE core.source SET active = false');
  for (const source of project.sources) {
    await database.run('DELETE FROM core.source WHERE source_id = $id', { id: source.id });
    await database.run('INSERT INTO core.source VALUES ($id, $party, $feed, $corrections, $since::DATE, $calendar, true)', {
      id: source.id,
      party: source.party,
      feed: source.feed,
      corrections: source.corrections,
      since: source.calendar?.since ?? null,
      calendar: source.calendar !== undefined,
    });
  }
}

async function writeBreachRules(project: Project, database: Database): Promise<void> {
  const rows = breachRules(project.policy.breach).map(
    ({ requirement, starts, ends, action, cure_days }) =>
      `(${[requirement, starts, ends, action].map(literal).join(', ')}, ${cure_days ?? 'NULL'})`,
  );
  await database.run('DELETE FROM core.breach_rule');
  await database.run(`INSERT INTO core.breach_rule VALUES ${rows.join(', ')}`);
}

/** The oldest day that a shipment or a report speaks of: a batch may bring an older one than all before. */
async function oldestDay(day: string, database: Database): Promise<string> {
  const [oldest] = await database.rows<{ day: string }>(
    `SELECT greatest(least(min(day), ${literal(day)}::DATE), ${literal(day)}::DATE - INTERVAL 30 YEAR)::DATE AS day FROM (
       SELECT min(shipped_on) AS day FROM core.fact_shipments UNION ALL SELECT min(period_from) FROM core.delivery_period)`,
  );
  return oldest?.day ?? day;
}

/** Periods from `since` (else from the oldest day) until a year ahead, so that a first report's due day is known. */
async function writePeriods(project: Project, oldest: string, day: string, database: Database): Promise<void> {
  const aheadUntil = `${Number(day.slice(0, 4)) + 1}-12-31`;
  await database.run('DELETE FROM core.period');
  for (const source of project.sources) {
    if (!source.calendar) continue;
    const periods = periodsBetween(source.calendar, source.calendar.since ?? oldest, aheadUntil);
    const rows = periods.map((p) => `(${[source.id, p.period_from, p.period_to, p.due_on].map(literal).join(', ')})`);
    if (rows.length > 0) await database.run(`INSERT INTO core.period VALUES ${rows.join(', ')}`);
  }
}
