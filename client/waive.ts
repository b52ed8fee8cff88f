/** A named role's waiver for one unit until a day (requirement R3.5). */

import type { Client } from '@temporalio/client';
import { readSnapshot } from '../registry/snapshot.js';
import type { Decision } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import { decisionId } from './decision-id.js';
import { recordDecision } from './record-decision.js';

export interface WaiveRequest {
  serial_number: string;
  /** Needed when several products have this serial number. */
  product_number?: string;
  /** YYYY-MM-DD, that day included. */
  until: string;
  by: string;
  reason: string;
}

export interface Waived {
  decision_id: string;
  product_number: string;
  serial_number: string;
  until: string;
  /** True when the same waiver was on record before. */
  already_recorded: boolean;
  /** As published afterwards. */
  eligibility: string;
  reasons: string[];
}

interface Unit {
  product_number: string;
  serial_number: string;
  eligibility: string;
  reasons: string[];
}

export async function waive(client: Client, loaded: LoadedProject, request: WaiveRequest): Promise<Waived> {
  const { product_number, serial_number } = await find(loaded.home, request);
  const { until, by, reason } = request;
  const decision: Decision = {
    kind: 'waive',
    decision_id: decisionId('waive', product_number, serial_number, until, by, reason),
    product_number,
    serial_number,
    until,
    by,
    reason,
    decided_at: new Date().toISOString(),
  };
  const { already_recorded } = await recordDecision(client, decision);
  const { eligibility, reasons } = await find(loaded.home, { ...request, product_number });
  return { decision_id: decision.decision_id, product_number, serial_number, until, already_recorded, eligibility, reasons };
}

async function find(
  home: string,
  { serial_number, product_number }: Pick<WaiveRequest, 'serial_number' | 'product_number'>,
): Promise<Unit> {
  const serial = serial_number.trim().toUpperCase();
  const found = await readSnapshot<Unit>(
    home,
    `SELECT product_number, serial_number, eligibility, reasons FROM assets
     WHERE serial_number = $serial AND ($product IS NULL OR product_number = $product) ORDER BY product_number`,
    { serial, product: product_number?.trim() ?? null },
  );
  const [unit] = found;
  if (unit === undefined) throw new AssuranceError('ASSET_UNKNOWN', `The registry has no unit ${serial}.`);
  if (found.length > 1)
    throw new AssuranceError(
      'SERIAL_AMBIGUOUS',
      `Several products have a unit ${serial}: ${found.map((u) => u.product_number).join(', ')}.`,
    );
  return unit;
}
