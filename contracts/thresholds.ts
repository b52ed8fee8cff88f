/** `limits.rules` of a source: how many rows one rule may reject before the whole delivery waits for a person. */

import type { Source } from '../schemas/project.js';
import type { Hold } from './hold.js';
import type { Ask } from './staged-query.js';

/** A row counts once for each code that it broke. */
export async function ruleHolds({ rules }: Source['limits'], rowsRead: number, ask: Ask): Promise<Hold[]> {
  if (rules === undefined) return [];
  const counted = await ask('SELECT code, count(*) AS rows FROM (SELECT unnest(codes) AS code FROM rejected) GROUP BY code');
  const rowsOf = new Map(counted.map(({ code, rows }) => [code, Number(rows)]));
  return Object.entries(rules).flatMap(([code, limit]): Hold[] => {
    const rows = rowsOf.get(code) ?? 0;
    const allowed = [
      ...(limit.rows !== undefined && rows > limit.rows ? [`${limit.rows} rows`] : []),
      ...(limit.share !== undefined && rows / rowsRead > limit.share ? [`a share of ${limit.share}`] : []),
    ];
    if (allowed.length === 0) return [];
    const says = `${rows} of ${rowsRead} rows were rejected for ${code}; the source allows ${allowed.join(' and ')}.`;
    return [{ code: 'RULE_LIMIT_EXCEEDED', says }];
  });
}
