/** What was accepted of a partner's list holds no more (requirement R6.3): the reports alone say it again. */

import type { Client } from '@temporalio/client';
import { readSnapshot } from '../../registry/snapshot.js';
import type { Decision } from '../../schemas/delivery.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import type { LoadedProject } from '../../schemas/loaded-project.js';
import type { AcceptedAttribute } from '../../schemas/vocabulary.js';
import { decisionId } from '../decision-id.js';
import { onlyOne, typedSerial } from '../find-unit.js';
import { recordDecision } from '../record-decision.js';
import type { AcceptRequest } from './accept.js';

export interface TakenBack {
  decision_id: string;
  product_number: string;
  serial_number: string;
  attribute: AcceptedAttribute;
  /** True when it was taken back before, and not accepted again since. */
  already_recorded: boolean;
}

interface Word {
  decision_id: string;
  kind: 'accept' | 'take_back';
  product_number: string;
  serial_number: string;
}

/**
 * Unlike accepting it asks for no row in the list: the list may have come right, or be gone.
 * Errors: DIFFERENCE_UNKNOWN, SERIAL_AMBIGUOUS.
 */
export async function takeBack(client: Client, loaded: LoadedProject, request: AcceptRequest): Promise<TakenBack> {
  const { party, attribute, by, reason } = request;
  const serial = typedSerial(request.serial_number);
  const words = await lastWords(loaded.home, { party, serial, attribute, product: request.product_number?.trim() ?? null });
  const word = onlyOne(words, serial);
  if (word === undefined) throw new AssuranceError('DIFFERENCE_UNKNOWN', `No ${attribute} of ${serial} by ${party} was ever accepted.`);
  const { product_number, serial_number } = word;
  const unit = { product_number, serial_number, attribute };
  if (word.kind === 'take_back') return { decision_id: word.decision_id, ...unit, already_recorded: true };
  const decision: Decision = {
    kind: 'take_back',
    decision_id: decisionId('take_back', word.decision_id, by, reason),
    ...unit,
    by,
    reason,
    decided_at: new Date().toISOString(),
  };
  const { already_recorded } = await recordDecision(client, decision);
  return { decision_id: decision.decision_id, ...unit, already_recorded };
}

/** What was decided last of each unit of that serial of which a row of the party was accepted. */
export function lastWords(
  home: string,
  asked: { party: string; serial: string; attribute: AcceptedAttribute; product: string | null },
): Promise<Word[]> {
  return readSnapshot<Word>(
    home,
    `SELECT decision_id, kind, product_number, serial_number
     FROM core.decision o
     WHERE o.kind IN ('accept', 'take_back') AND o.attribute = $attribute AND o.serial_number = $serial
       AND ($product IS NULL OR o.product_number = $product)
       AND o.product_number IN (
         SELECT a.product_number FROM core.decision a JOIN deliveries d ON d.delivery_id = a.delivery_id
         WHERE a.kind = 'accept' AND a.serial_number = $serial AND d.party_id = $party)
     QUALIFY row_number() OVER (PARTITION BY product_number ORDER BY decided_at DESC, decision_id) = 1
     ORDER BY product_number`,
    asked,
  );
}
