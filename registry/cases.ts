/**
 * Cases as they stand: of those that are kept here by their events, of those that partners keep by the rows of their reports. Derived with
 * the one state machine of schemas/case/machine.ts, so any order of arrival gives the same cases.
 */

import { caseOf, inOrderOfTime, type CaseEvent, type CaseState } from '../schemas/case/machine.js';
import { reportedCase, type ReportedRow } from '../schemas/case/reported.js';
import type { Project } from '../schemas/project.js';
import { literal } from '../schemas/sql.js';
import { dayIn } from './calendar.js';
import { caseTime, respondBy } from './case-clock.js';
import type { Database } from './database.js';

/** A row of core.case_event; what the case is about stands in the first one only. */
export interface RecordedEvent extends CaseEvent {
  case_id: string;
  recorded_at: string;
  by_role: string | null;
  text: string | null;
  party_id: string | null;
  product_number: string | null;
  serial_number: string | null;
  severity: number | null;
  respond_by: string | null;
  /** The unit's verdict on the day of opening; null for a unit that the registry did not have. */
  eligibility: string | null;
  reasons: string[] | null;
  support_l1_l2: string | null;
  support_l3: string | null;
  override_reason: string | null;
}

interface FactRow extends ReportedRow {
  case_id: string;
  party_id: string;
  product_number: string;
  serial_number: string;
  severity: number;
  summary: string | null;
  delivery_id: string;
  sheet: string | null;
  line: number;
}

export type Cell = string | number | boolean | string[] | null | undefined;
interface Derived {
  cases: Record<string, Cell>[];
  steps: Record<string, Cell>[];
}

export async function eventsOf(caseId: string, database: Database): Promise<RecordedEvent[]> {
  return database.rows<RecordedEvent>('SELECT * FROM core.case_event WHERE case_id = $id', { id: caseId });
}

/** Derives again the cases that are kept here: those with these ids. Inside the caller's transaction. */
export async function deriveKeptCases(ids: string[], project: Project, database: Database): Promise<void> {
  const derived: Derived = { cases: [], steps: [] };
  for (const id of ids) kept(await eventsOf(id, database), project, derived);
  const list = ids.map(literal).join(', ');
  await replace(`origin = 'assurance' AND case_id IN (${list})`, derived, database);
}

/** Derives again every case that partners report. A row about a case that is kept here changes nothing. Inside the caller's transaction. */
export async function deriveReportedCases(project: Project, database: Database): Promise<void> {
  const rows = await database.rows<FactRow>(
    `SELECT f.* EXCLUDE (item), coalesce(d.modified_at, d.received_at) AS written_at
     FROM core.fact_cases f
     JOIN core.delivery d USING (delivery_id)
     LEFT JOIN core.correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
     WHERE d.status IN ('accepted', 'partial') AND c.set_aside IS NULL
       AND NOT EXISTS (SELECT 1 FROM core.service_case k WHERE k.origin = 'assurance' AND k.case_id = f.case_id AND k.party_id = f.party_id)
     ORDER BY f.party_id, f.case_id, coalesce(c.rank, d.rank), coalesce(c.root_line, f.line), f.line`,
  );
  const derived: Derived = { cases: [], steps: [] };
  for (let from = 0, to = 0; from < rows.length; from = to) {
    while (to < rows.length && rows[to]!.case_id === rows[from]!.case_id && rows[to]!.party_id === rows[from]!.party_id) to += 1;
    reported(rows.slice(from, to), project, derived);
  }
  await replace("origin = 'feed'", derived, database);
}

function kept(events: RecordedEvent[], project: Project, into: Derived): void {
  const { state, refused } = caseOf(events);
  const first = inOrderOfTime(events).find((event) => event.kind === 'opened');
  if (state === undefined || first === undefined) return;
  const { case_id, party_id, product_number, serial_number, severity, respond_by, override_reason } = first;
  const identity = { case_id, party_id, origin: 'assurance' };
  into.cases.push({
    ...identity,
    ...{ product_number, serial_number, severity, respond_by, override_reason },
    ...columnsOf(state),
    summary: first.text,
    opened_by: first.by_role,
    override_by: override_reason === null ? null : first.by_role,
    opened_verdict: first.eligibility ?? 'unknown',
    opened_reasons: first.reasons,
    opened_support: first.support_l1_l2,
    opened_on: dayIn(project.timezone, new Date(state.opened_at)),
  });
  inOrderOfTime(events).forEach((event, step) => {
    const { event_id, kind, happened_at, recorded_at, by_role, assigned_to, level, text } = event;
    into.steps.push({
      ...identity,
      ...{ step, event_id, kind, happened_at, recorded_at, by_role, assigned_to, text },
      level: level === null || level === undefined ? null : String(level),
      refused: refused.includes(event) ? 'CASE_STEP_REFUSED' : null,
    });
  });
}

const columnsOf = ({ status, level, opened_at, responded_at, closed_at, assigned_to }: CaseState) => ({
  ...{ status, level: String(level), opened_at, responded_at, closed_at, assigned_to },
});

function reported(rows: FactRow[], project: Project, into: Derived): void {
  const times = rows.map((row) => ({ ...row, written_at: caseTime(row.written_at, project).toISOString() }));
  const { steps, status, responded_at, refused } = reportedCase(times);
  const { case_id, party_id, written_at: _, ...last } = times.at(-1)!;
  const identity = { case_id, party_id, origin: 'feed' };
  into.cases.push({
    ...identity,
    ...last,
    status,
    responded_at,
    respond_by: respondBy(last.opened_at, last.severity, party_id, project),
    opened_on: dayIn(project.timezone, new Date(last.opened_at)),
  });
  steps.forEach(({ kind, happened_at, level, row }, step) => {
    const { delivery_id, sheet, line } = row;
    const why = refused.find((r) => r.row === row && r.kind === kind)?.why.code ?? null;
    into.steps.push({
      ...identity,
      step,
      kind,
      happened_at,
      recorded_at: row.written_at,
      level: String(level),
      delivery_id,
      sheet,
      line,
      refused: why,
    });
  });
}

async function replace(where: string, { cases, steps }: Derived, database: Database): Promise<void> {
  await database.run(`DELETE FROM core.service_case WHERE ${where}`);
  await database.run(`DELETE FROM core.case_step WHERE ${where}`);
  await insertRows('core.service_case', cases, database);
  await insertRows('core.case_step', steps, database);
}

/** Times are ISO 8601 UTC in the rows and timestamps without zone in the tables, as everywhere. */
export async function insertRows(table: string, rows: Record<string, Cell>[], database: Database): Promise<void> {
  if (rows.length === 0) return;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const shape = Object.fromEntries(columns.map((name) => [name, name.endsWith('reasons') ? ['VARCHAR'] : 'VARCHAR']));
  const value = (name: string) => (isTime(name) ? `(row.${name}::TIMESTAMPTZ AT TIME ZONE 'UTC') AS ${name}` : `row.${name} AS ${name}`);
  await database.run(
    `INSERT INTO ${table} BY NAME SELECT ${columns.map(value).join(', ')} FROM (SELECT unnest(from_json($rows, $shape)) AS row)`,
    { rows: JSON.stringify(rows), shape: JSON.stringify([shape]) },
  );
}

const isTime = (name: string) => name === 'respond_by' || name.endsWith('_at');
