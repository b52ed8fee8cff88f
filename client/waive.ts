/** A named role's waiver for one unit until a day (requirement R3.5). */

import type { Client } from '@temporalio/client';
import type { Decision } from '../schemas/delivery.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import { decisionId } from './decision-id.js';
import { findUnit, type NamedUnit } from './find-unit.js';
import { recordDecision } from './record-decision.js';

export interface WaiveRequest extends NamedUnit {
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

export async function waive(client: Client, loaded: LoadedProject, request: WaiveRequest): Promise<Waived> {
  const { product_number, serial_number } = await findUnit(loaded.home, request);
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
  const { eligibility, reasons } = await findUnit(loaded.home, { ...request, product_number });
  return { decision_id: decision.decision_id, product_number, serial_number, until, already_recorded, eligibility, reasons };
}
