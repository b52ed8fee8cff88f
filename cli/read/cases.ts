/** Service requests, as the snapshot has them. */

import { AssuranceError } from '../../schemas/errors/error.js';
import type { CaseStatus } from '../../schemas/case/machine.js';
import type { Eligibility } from '../../schemas/vocabulary.js';
import type { Snapshot } from './snapshot.js';

/** A row of the view `cases`; times are ISO 8601 UTC. */
export interface ServiceCase {
  case_id: string;
  party_id: string;
  product_number: string;
  serial_number: string;
  opened_at: string;
  severity: number;
  status: CaseStatus;
  level: string;
  closed_at: string | null;
  summary: string | null;
  origin: 'assurance' | 'feed';
  assigned_to: string | null;
  respond_by: string | null;
  responded_at: string | null;
  overdue: boolean;
  opened_verdict: Eligibility | 'unknown' | null;
  opened_reasons: string[] | null;
  verdict: Eligibility | 'unknown';
  opened_support: string | null;
  opened_by: string | null;
  override_by: string | null;
  override_reason: string | null;
}

/** A row of the view `case_events`. */
export interface CaseHappening {
  kind: string;
  happened_at: string;
  by_role: string | null;
  assigned_to: string | null;
  level: string | null;
  text: string | null;
  refused: string | null;
  file_name: string | null;
  sheet: string | null;
  line: number | null;
}

/** What is known of the unit now. */
export interface CaseUnit {
  product_name: string | null;
  eligibility: Eligibility;
  reasons: string[];
  verdict_since: string | null;
  support_l1_l2: string | null;
  support_l3: string | null;
}

/** The document of `case show --json`. */
export interface ShownCase {
  case: ServiceCase;
  events: CaseHappening[];
  unit: CaseUnit | null;
}

export interface CaseFilter {
  party?: string;
  state?: string;
  /** Closed ones too. */
  all?: boolean;
}

/** Open ones first, of these the overdue, then the worst, then the oldest. */
export async function readCases(snapshot: Snapshot, { party, state, all }: CaseFilter): Promise<ServiceCase[]> {
  return snapshot.rows<ServiceCase>(
    `SELECT * FROM cases
     WHERE ($1 = '' OR party_id = $1) AND ($2 = '' OR status = $2) AND ($3 = 'all' OR $2 <> '' OR status <> 'closed')
     ORDER BY status = 'closed', overdue AND responded_at IS NULL DESC, severity, opened_at, party_id, case_id`,
    [party?.trim() ?? '', state ?? '', all === true ? 'all' : ''],
  );
}

/** Open ones of one unit. */
export function openCasesOf(snapshot: Snapshot, product: string, serial: string): Promise<ServiceCase[]> {
  return snapshot.rows<ServiceCase>(
    `SELECT * FROM cases WHERE product_number = $1 AND serial_number = $2 AND status <> 'closed' ORDER BY severity, opened_at, case_id`,
    [product, serial],
  );
}

/**
 * @param name a case's id, or enough of its beginning to tell it from the others.
 * Errors: CASE_UNKNOWN, CASE_AMBIGUOUS.
 */
export async function readCase(snapshot: Snapshot, name: string, party: string | undefined): Promise<ShownCase> {
  const found = await snapshot.rows<ServiceCase>(
    `SELECT * FROM cases WHERE (case_id = $1 OR (starts_with(case_id, $1) AND $1 <> '')) AND ($2 = '' OR party_id = $2)
     ORDER BY case_id = $1 DESC, case_id, party_id LIMIT 9`,
    [name.trim(), party?.trim() ?? ''],
  );
  const exact = found.filter((c) => c.case_id === name.trim());
  const [one, ...others] = exact.length > 0 ? exact : found;
  if (one === undefined) throw new AssuranceError('CASE_UNKNOWN', `There is no case ${name}.`);
  if (others.length > 0) {
    const told = [one, ...others].map((c) => `${c.case_id}  ${c.party_id}  ${c.product_number} ${c.serial_number}`);
    throw new AssuranceError('CASE_AMBIGUOUS', `Several cases are called ${name}:\n${told.join('\n')}`);
  }
  const events = await snapshot.rows<CaseHappening>(
    `SELECT kind, happened_at, by_role, assigned_to, level, text, refused, file_name, sheet, line
     FROM case_events WHERE case_id = $1 AND party_id = $2 AND origin = $3 ORDER BY step`,
    [one.case_id, one.party_id, one.origin],
  );
  const [unit] = await snapshot.rows<CaseUnit>(
    `SELECT product_name, eligibility, reasons, verdict_since, support_l1_l2, support_l3
     FROM assets WHERE product_number = $1 AND serial_number = $2`,
    [one.product_number, one.serial_number],
  );
  return { case: one, events, unit: unit ?? null };
}
