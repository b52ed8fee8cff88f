/** What a partner's list says of a unit is accepted as a fact (requirement R6.3): a location moved. */

import type { Client } from '@temporalio/client';
import { readSnapshot } from '../../registry/snapshot.js';
import type { Decision } from '../../schemas/delivery.js';
import { usableEndUser } from '../../schemas/end-user/fields.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import type { LoadedProject } from '../../schemas/loaded-project.js';
import type { AcceptedAttribute } from '../../schemas/vocabulary.js';
import { decisionId } from '../decision-id.js';
import { onlyOne, typedSerial, type NamedUnit } from '../find-unit.js';
import { recordDecision } from '../record-decision.js';
import { needList, type Difference } from './read.js';
import { lastWords } from './take-back.js';

export interface AcceptRequest extends NamedUnit {
  party: string;
  attribute: AcceptedAttribute;
  by: string;
  reason: string;
}

export interface Accepted {
  decision_id: string;
  product_number: string;
  serial_number: string;
  attribute: AcceptedAttribute;
  /** The row whose word holds. */
  delivery_id: string;
  sheet: string | null;
  line: number;
  /** True when the same row was accepted before. */
  already_recorded: boolean;
  /** As published afterwards. */
  ours: string | null;
}

/**
 * The decision names the row and carries nothing of what stands in it, because it goes through Temporal.
 * Errors: PARTNER_LIST_MISSING, DIFFERENCE_UNKNOWN, SERIAL_AMBIGUOUS, LOCATION_INCOMPLETE.
 */
export async function accept(client: Client, loaded: LoadedProject, request: AcceptRequest): Promise<Accepted> {
  const { attribute, by, reason } = request;
  const { product_number, serial_number, delivery_id, sheet, line, state } = await find(loaded.home, request);
  const place = { delivery_id, sheet, line };
  const [last] = await lastWords(loaded.home, { party: request.party, serial: serial_number, attribute, product: product_number });
  // Accepted again after it was taken back is another decision.
  const after = last?.kind === 'take_back' ? [last.decision_id] : [];
  const id = decisionId('accept', product_number, serial_number, attribute, delivery_id, sheet ?? '', String(line), by, reason, ...after);
  const known = await readSnapshot(loaded.home, 'SELECT 1 FROM core.decision WHERE decision_id = $id', { id });
  if (known.length === 0) {
    if (state !== 'differ') throw nothingToAccept(request, 'the list and the registry agree on it');
    await needSale(loaded.home, { ...request, product_number });
    await needAddress(loaded.home, { ...place, serial_number });
  }
  const decision: Decision = {
    kind: 'accept',
    decision_id: id,
    product_number,
    serial_number,
    attribute,
    ...place,
    by,
    reason,
    decided_at: new Date().toISOString(),
  };
  const { already_recorded } = await recordDecision(client, decision);
  const { ours } = await find(loaded.home, { ...request, product_number });
  return { decision_id: id, product_number, serial_number, attribute, ...place, already_recorded, ours };
}

/** The unit in that party's list. */
async function find(
  home: string,
  { party, serial_number, product_number, attribute }: AcceptRequest,
): Promise<Difference & { delivery_id: string; line: number }> {
  const serial = typedSerial(serial_number);
  await needList(home, party);
  const found = await readSnapshot<Difference>(
    home,
    `SELECT * FROM partner_differences WHERE party_id = $party AND serial_number = $serial AND attribute = $attribute
       AND ($product IS NULL OR product_number = $product) ORDER BY product_number`,
    { party, serial, attribute, product: product_number?.trim() ?? null },
  );
  const one = onlyOne(found, serial);
  if (one === undefined || one.delivery_id === null || one.line === null || one.theirs === null) {
    throw nothingToAccept({ party, serial_number: serial, attribute }, 'the list says nothing of it');
  }
  return { ...one, delivery_id: one.delivery_id, line: one.line };
}

/** Where nobody is reported to have the unit, its sale is missing, and no address stands in for that. */
async function needSale(home: string, request: AcceptRequest & { product_number: string }): Promise<void> {
  const sold = await readSnapshot(
    home,
    "SELECT 1 FROM assets WHERE product_number = $product AND serial_number = $serial AND end_user_name IS NOT NULL AND status <> 'returned'",
    { product: request.product_number, serial: typedSerial(request.serial_number) },
  );
  if (sold.length === 0)
    throw nothingToAccept(request, 'no undisputed sale of the unit is on record, and a location does not stand in for one');
}

/** A location is taken as a whole, so it has to be one that a unit can stand at: by the rule that sales are judged by (requirement R3.3). */
async function needAddress(
  home: string,
  row: { delivery_id: string; sheet: string | null; line: number; serial_number: string },
): Promise<void> {
  const [said] = await readSnapshot<Record<string, string | null>>(
    home,
    `SELECT coalesce(f.location_name, a.end_user_name) AS end_user_name, f.location_address_line1 AS end_user_address_line1,
       f.location_city AS end_user_city, f.location_state AS end_user_state, f.location_postal_code AS end_user_postal_code,
       coalesce(f.location_country, a.end_user_country) AS end_user_country
     FROM core.fact_partner_assets f
     LEFT JOIN assets a ON a.product_number = f.product_number AND a.serial_number = f.serial_number
     WHERE f.delivery_id = $delivery AND f.line = $line AND f.sheet IS NOT DISTINCT FROM $sheet AND f.serial_number = $serial`,
    { delivery: row.delivery_id, line: row.line, sheet: row.sheet, serial: row.serial_number },
  );
  const lacking = new Set<string>();
  for (const field of ['end_user_name', 'end_user_address_line1', 'end_user_city', 'end_user_country']) {
    if ((said?.[field] ?? null) === null) lacking.add(field);
  }
  const present = Object.fromEntries(Object.entries(said ?? {}).filter(([, value]) => value !== null));
  usableEndUser.check(present, (field) => lacking.add(field ?? 'end_user_name'), {
    date: 'YYYY-MM-DD',
    decimal: '.',
    corrections: 'append',
  });
  if (lacking.size === 0) return;
  const names = [...lacking].map((field) => field.replace('end_user', 'location')).join(', ');
  throw new AssuranceError('LOCATION_INCOMPLETE', `The list gives no complete address for the unit: see ${names}.`, {
    where: `${row.delivery_id}, line ${row.line}`,
  });
}

const nothingToAccept = ({ party, serial_number, attribute }: Pick<AcceptRequest, 'party' | 'serial_number' | 'attribute'>, why: string) =>
  new AssuranceError('DIFFERENCE_UNKNOWN', `There is no ${attribute} of ${serial_number} by ${party} to accept: ${why}.`);
