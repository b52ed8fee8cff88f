import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sqlFiles } from '../../registry/sql-files.js';

/** Days are counted from 2026-01-01; both ends of a term are included. */
interface Term {
  kind: 'warranty' | 'entitlement';
  type: string;
  starts: number;
  ends: number;
  party_id: string | null;
  direct: boolean;
}
interface Ability {
  party_id: string;
  starts: number;
  ends: number;
  able: boolean;
}

const horizon = 40;
const span = fc.tuple(fc.nat(horizon), fc.nat(horizon)).map(([a, b]) => ({ starts: Math.min(a, b), ends: Math.max(a, b) }));
const partner = fc.constantFrom('P1', 'P2');
const term: fc.Arbitrary<Term> = fc.oneof(
  span.map((days): Term => ({ kind: 'warranty', type: 'standard', party_id: null, direct: false, ...days })),
  fc.tuple(span, partner).map(([days, party_id]): Term => ({ kind: 'entitlement', type: 'LAMS', party_id, direct: false, ...days })),
  fc
    .tuple(span, partner, fc.boolean())
    .map(([days, party_id, direct]): Term => ({ kind: 'entitlement', type: 'PAMS', party_id, direct, ...days })),
);
/** Disjoint, and not all days are assessed. */
const abilities = fc.array(fc.tuple(partner, fc.nat(12), fc.nat(12), fc.boolean()), { maxLength: 5 }).map((parts) => {
  const next: Record<string, number> = { P1: 0, P2: 0 };
  return parts.map(([party_id, gap, length, able]): Ability => {
    const starts = next[party_id]! + gap;
    next[party_id] = starts + length + 1;
    return { party_id, starts, ends: starts + length, able };
  });
});

let connection: DuckDBConnection;
const step = (name: string) => sqlFiles('steps').find((file) => file.name === name)!.sql;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`CREATE SCHEMA core; CREATE TABLE core.ability (party_id VARCHAR, starts DATE, ends DATE, able BOOLEAN, why VARCHAR);
    CREATE TEMP TABLE term (product_number VARCHAR, serial_number VARCHAR, kind VARCHAR, type VARCHAR, starts DATE, ends DATE, basis VARCHAR,
      agreement_number VARCHAR, party_id VARCHAR, direct_customer_support BOOLEAN);
    CREATE TEMP TABLE unit AS SELECT 'CAM-1' AS product_number, 'S1' AS serial_number`);
});
afterAll(() => connection.disconnectSync());

const day = (n: number) => `(DATE '2026-01-01' + ${n})`;

async function fill(terms: Term[], able: Ability[], today = 0): Promise<void> {
  const rows = terms.map(
    (t, i) =>
      `('CAM-1', 'S1', '${t.kind}', '${t.type}', ${day(t.starts)}, ${day(t.ends)}, 'b', ${t.kind === 'warranty' ? 'NULL' : `'A${i}'`}, ${t.party_id === null ? 'NULL' : `'${t.party_id}'`}, ${t.direct})`,
  );
  const abilityRows = able.map((a) => `('${a.party_id}', ${day(a.starts)}, ${day(a.ends)}, ${a.able}, 'because')`);
  await connection.run('TRUNCATE term; TRUNCATE core.ability');
  if (rows.length > 0) await connection.run(`INSERT INTO term VALUES ${rows.join(', ')}`);
  if (abilityRows.length > 0) await connection.run(`INSERT INTO core.ability VALUES ${abilityRows.join(', ')}`);
  await connection.run(`SET VARIABLE today = ${day(today)}`);
  await connection.run(step('82_support.sql'));
  await connection.run(step('84_covered.sql'));
}

async function read(sql: string): Promise<Record<string, unknown>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

/** What holds on one day, said once more and plainly. */
function answerOn(today: number, terms: Term[], able: Ability[]) {
  const active = terms.filter((t) => t.starts <= today && today <= t.ends);
  const isAble = (t: Term) => able.find((a) => a.party_id === t.party_id && a.starts <= today && today <= a.ends)?.able ?? true;
  const partnerTerms = active.filter((t) => t.type === 'PAMS' && !t.direct);
  if (partnerTerms.some(isAble)) return { l1: 'partner', l3: 'manufacturer', reason: 'PAMS' };
  const rest = active.filter((t) => !partnerTerms.includes(t));
  const other = rest.some((t) => t.type === 'PAMS')
    ? 'PAMS_DIRECT_CUSTOMER_SUPPORT'
    : rest.some((t) => t.type === 'LAMS')
      ? 'LAMS'
      : rest.length > 0
        ? 'WARRANTY'
        : 'NOT_COVERED';
  const served = rest.length > 0 ? 'manufacturer' : null;
  return { l1: served, l3: served, reason: partnerTerms.length > 0 ? 'PARTNER_NOT_ABLE' : other };
}

it('every day between the first and the last term has one answer, and it is the right one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(term, { maxLength: 6 }), abilities, async (terms, able) => {
      await fill(terms, able);
      const stretches = (
        await read(`SELECT datediff('day', DATE '2026-01-01', starts)::INTEGER AS starts, datediff('day', DATE '2026-01-01', ends)::INTEGER AS ends,
          CASE WHEN support_l1_l2 LIKE 'P%' THEN 'partner' ELSE support_l1_l2 END AS l1, support_l3 AS l3, reason FROM support ORDER BY starts`)
      ).map((row) => row as unknown as { starts: number; ends: number; l1: string | null; l3: string | null; reason: string });
      if (!terms.some((t) => t.kind === 'entitlement')) {
        expect(stretches).toEqual([]);
        return;
      }
      const [first, last] = [Math.min(...terms.map((t) => t.starts)), Math.max(...terms.map((t) => t.ends))];
      for (let today = -1; today <= horizon + 1; today += 1) {
        const found = stretches.filter((s) => s.starts <= today && today <= s.ends).map(({ l1, l3, reason }) => ({ l1, l3, reason }));
        expect(found, `day ${today}`).toEqual(today < first || today > last ? [] : [answerOn(today, terms, able)]);
      }
    }),
    { numRuns: 60 },
  );
}, 240_000);

it('what assets show today holds until the day on which it is looked at again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(term, { maxLength: 6 }), abilities, fc.nat(horizon), async (terms, able, today) => {
      const shown = async (on: number) => {
        await fill(terms, able, on);
        const [row] = await read(
          `SELECT * EXCLUDE (next_change_on), datediff('day', DATE '2026-01-01', next_change_on)::INTEGER AS next FROM covered`,
        );
        return row!;
      };
      const { next, ...now } = await shown(today);
      const until = (next as number | null) ?? horizon + 5;
      expect(until).toBeGreaterThan(today);
      const { next: _, ...last } = await shown(until - 1);
      expect(last).toEqual(now);

      // The warranty that is shown is an unbroken run of warranties; it holds today where any warranty does.
      const warranties = terms.filter((t) => t.kind === 'warranty');
      const holds = (on: number) => warranties.some((t) => t.starts <= on && on <= t.ends);
      expect(now['warranty_start'] === null).toBe(warranties.length === 0);
      if (holds(today)) {
        let [from, to] = [today, today];
        while (holds(from - 1)) from -= 1;
        while (holds(to + 1)) to += 1;
        const [days] = await read(`SELECT ${day(from)}::VARCHAR AS "from", ${day(to)}::VARCHAR AS "to"`);
        expect({ from: now['warranty_start'], to: now['warranty_end'] }).toEqual(days);
      }
    }),
    { numRuns: 40 },
  );
}, 240_000);
