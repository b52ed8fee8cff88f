/** A partner's page as data: every figure with its value, what it is made of, its trend, and the SQL that opens it to its rows. */

import { readTogether, type Ask } from '../../registry/snapshot.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import { literal } from '../../schemas/sql.js';
import { figures, partyRelation, type Figure } from './figures.js';

export interface Party {
  party_id: string;
  /** Null for one that is not in the parties feed, as the rest. */
  party_name: string | null;
  party_kind: string | null;
  expert_video_partner: boolean | null;
  country: string | null;
}

export interface Measure {
  part: number;
  /** Null for a count. */
  whole: number | null;
}

export interface Measured extends Measure, Pick<Figure, 'id' | 'section' | 'title' | 'unit' | 'kind' | 'better' | 'shown'> {
  /** part / whole; null for a count and an answer, and where there is nothing to take a share of. */
  share: number | null;
  /** The most frequent first. */
  parts: { label: string; part: number }[];
  /** Oldest first, at most twelve. */
  trend: { period: string; part: number; whole: number }[];
  /** Lists the rows behind the figure; for `assurance query`. */
  sql: string;
  /** Only where rows were asked for. */
  rows?: Record<string, unknown>[];
}

export interface Scorecard {
  party: Party;
  /** The day on which verdicts were decided, YYYY-MM-DD. */
  today: string;
  figures: Measured[];
}

/** Months that a trend shows. */
const months = 12;

/**
 * @param rows which figures come with their rows.
 * Errors: PARTY_UNKNOWN, SNAPSHOT_MISSING.
 */
export async function readScorecard(home: string, id: string, rows: 'all' | 'shown' = 'shown'): Promise<Scorecard> {
  return readTogether(home, async (ask) => {
    const party = await findParty(ask, id);
    const measured: Measured[] = [];
    for (const figure of figures) {
      const one = await measure(ask, figure, party.party_id);
      measured.push(rows === 'all' || figure.shown !== undefined ? { ...one, rows: await ask(one.sql) } : one);
    }
    const measurable = new Set(measured.filter(({ whole }) => whole !== null && whole > 0).map((one) => one.id));
    const given = new Map(figures.map((figure) => [figure.id, figure.given]));
    const told = measured.filter((one) => given.get(one.id) === undefined || measurable.has(given.get(one.id)!));
    return { party, today: await dayOf(ask), figures: told };
  });
}

/** One figure with all its rows. Errors: PARTY_UNKNOWN, FIGURE_UNKNOWN, SNAPSHOT_MISSING. */
export async function readFigure(
  home: string,
  id: string,
  figureId: string,
): Promise<{ party: Party; figure: Measured & { rows: Record<string, unknown>[] } }> {
  return readTogether(home, async (ask) => {
    const party = await findParty(ask, id);
    const figure = figures.find((one) => one.id === figureId);
    if (figure === undefined) {
      throw new AssuranceError('FIGURE_UNKNOWN', `There is no figure ${figureId}: ${figures.map((one) => one.id).join(', ')}.`);
    }
    const one = await measure(ask, figure, party.party_id);
    return { party, figure: { ...one, rows: await ask(one.sql) } };
  });
}

export interface PartyLine extends Party {
  /** By the id of the figure. */
  figures: Record<string, Measure>;
}

/** All parties with the main figures. Errors: SNAPSHOT_MISSING. */
export async function readParties(home: string): Promise<{ today: string; parties: PartyLine[] }> {
  return readTogether(home, async (ask) => {
    const parties = await ask<Party>(`${partyRelation} ORDER BY party_kind NULLS LAST, party_id`);
    const lines = parties.map((party): PartyLine => ({ ...party, figures: {} }));
    for (const { id, value, kind } of figures.filter(({ listed }) => listed !== undefined)) {
      const found = await ask<{ party_id: string; part: number; whole?: number }>(value);
      const valueOf = new Map(found.map((row) => [row.party_id, row]));
      for (const line of lines) line.figures[id] = measureOf(valueOf.get(line.party_id), kind);
    }
    return { today: await dayOf(ask), parties: lines };
  });
}

async function findParty(ask: Ask, id: string): Promise<Party> {
  const [party] = await ask<Party>(
    `SELECT * FROM (${partyRelation}) WHERE upper(party_id) = upper($id) ORDER BY party_id = $id DESC LIMIT 1`,
    {
      id: id.trim(),
    },
  );
  if (party === undefined) throw new AssuranceError('PARTY_UNKNOWN', `Nobody reports or sells as ${id}.`);
  return party;
}

async function dayOf(ask: Ask): Promise<string> {
  const [setting] = await ask<{ value: string }>("SELECT value FROM core.setting WHERE key = 'today'");
  return setting?.value ?? '';
}

async function measure(ask: Ask, figure: Figure, party: string): Promise<Measured> {
  const { id, section, title, unit, kind, better, shown, value, rows, parts, trend } = figure;
  const of = (relation: string) => `FROM (${relation}) WHERE party_id = ${literal(party)}`;
  const [found] = await ask<{ part: number; whole?: number }>(`SELECT * ${of(value)}`);
  const measured = measureOf(found, kind);
  return {
    ...{ id, section, title, unit, kind, ...(better && { better }), ...(shown && { shown }) },
    ...measured,
    share: kind === 'share' && measured.whole !== null && measured.whole > 0 ? measured.part / measured.whole : null,
    parts: parts === undefined ? [] : await ask(`SELECT label, part ${of(parts)} ORDER BY part DESC, label`),
    trend:
      trend === undefined
        ? []
        : (await ask<Measured['trend'][number]>(`SELECT period, part, whole ${of(trend)} ORDER BY period`)).slice(-months),
    sql: `SELECT * EXCLUDE (party_id) ${of(rows)} ORDER BY ALL`.replace(/\s+/g, ' '),
  };
}

const measureOf = (row: { part: number; whole?: number } | undefined, kind: Figure['kind']): Measure => ({
  part: row?.part ?? 0,
  whole: kind === 'count' ? null : (row?.whole ?? 0),
});
