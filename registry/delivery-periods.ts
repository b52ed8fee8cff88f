/** Which reporting periods a delivery is for. */

import { feedShape } from '../schemas/feeds/shape.js';
import type { Project, Source } from '../schemas/project.js';
import { stagingPaths } from '../schemas/staging.js';
import { periodsBetween } from './calendar.js';
import type { Database } from './database.js';
import { acceptedRows, stagedRows, type Loaded } from './staged.js';

export interface Period {
  period_from: string;
  period_to: string;
}

interface Dated extends Loaded {
  received_on: string;
}

/** What the file or its name says; else the calendar's periods that hold its dates; a nil report without either is for the last closed period. */
export async function periodsOf(
  deliveries: Dated[],
  { project, staging }: { project: Project; staging: string },
  database: Database,
): Promise<Map<string, Period[]>> {
  const sources = new Map(project.sources.map((source) => [source.id, source]));
  const asks = ({ judgement, taken }: Dated) =>
    judgement.corrects === undefined &&
    !isSaid(judgement) &&
    (sources.get(taken.source_id)?.calendar !== undefined || restates(sources.get(taken.source_id)));
  const dates = await businessDates(deliveries.filter(asks), staging, database);
  return new Map(
    deliveries.map((delivery) => {
      const id = delivery.taken.delivery_id;
      return [id, periodsOfOne(delivery, sources.get(delivery.taken.source_id), dates.get(id) ?? [])];
    }),
  );
}

const isSaid = ({ period_from, period_to }: Dated['judgement']) => period_from !== null && period_to !== null;
const restates = (source: Source | undefined) => source?.corrections === 'replace_period';

function periodsOfOne({ judgement, received_on }: Dated, source: Source | undefined, dates: string[]): Period[] {
  // A corrected copy belongs to the period of what it corrects, and is no report for any.
  if (judgement.corrects !== undefined) return [];
  if (judgement.period_from !== null && judgement.period_to !== null) {
    return [{ period_from: judgement.period_from, period_to: judgement.period_to }];
  }
  const [first, last] = [dates[0], dates.at(-1)];
  if (!source?.calendar) {
    return restates(source) && first !== undefined && last !== undefined ? [{ period_from: first, period_to: last }] : [];
  }
  if (first === undefined || last === undefined) {
    if (judgement.status !== 'nil') return [];
    const yearBefore = `${Number(received_on.slice(0, 4)) - 1}${received_on.slice(4).replace('-02-29', '-02-28')}`;
    return periodsBetween(source.calendar, yearBefore, received_on)
      .filter((period) => period.period_to <= received_on)
      .slice(-1);
  }
  return periodsBetween(source.calendar, first, last).filter((period) =>
    dates.some((day) => day >= period.period_from && day <= period.period_to),
  );
}

/** The business dates of each delivery, of rejected rows too, in their order. */
async function businessDates(deliveries: Dated[], staging: string, database: Database): Promise<Map<string, string[]>> {
  const parts: string[] = [];
  for (const feed of new Set(deliveries.map((d) => d.taken.feed))) {
    const field = feedShape(feed).dated_by;
    if (field === undefined) continue;
    const ofFeed = deliveries.filter((d) => d.taken.feed === feed);
    for (const rows of acceptedRows(ofFeed, staging)) parts.push(`SELECT delivery_id, ${field}::DATE AS day FROM ${rows}`);
    const rejected = ofFeed.filter((d) => d.judgement.rows_rejected > 0).map((d) => stagingPaths(staging, d.taken.delivery_id).rejected);
    if (rejected.length > 0) parts.push(`SELECT delivery_id, business_date AS day FROM ${stagedRows(rejected)}`);
  }
  if (parts.length === 0) return new Map();
  const rows = await database.rows<{ delivery_id: string; days: string[] }>(
    `SELECT delivery_id, list(DISTINCT day::VARCHAR ORDER BY day::VARCHAR) AS days FROM (${parts.join(' UNION ALL ')}) WHERE day IS NOT NULL GROUP BY ALL`,
  );
  return new Map(rows.map(({ delivery_id, days }) => [delivery_id, days]));
}
