/** A delivery by its id, or enough of its beginning, as the published registry has it. */

import { readSnapshot } from '../registry/snapshot.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { SourceRef } from '../schemas/runs.js';
import type { DeliveryStatus } from '../schemas/vocabulary.js';

export interface NamedDelivery extends SourceRef {
  delivery_id: string;
  file_name: string;
  status: DeliveryStatus;
}

/** @throws AssuranceError DELIVERY_UNKNOWN, DELIVERY_AMBIGUOUS, SNAPSHOT_MISSING */
export async function findDelivery(home: string, name: string): Promise<NamedDelivery> {
  const id = name.trim();
  const found = await readSnapshot<NamedDelivery>(
    home,
    `SELECT delivery_id, source_id, feed, party_id, file_name, status FROM deliveries
     WHERE status <> 'duplicate' AND $id <> '' AND starts_with(delivery_id, $id) ORDER BY delivery_id LIMIT 9`,
    { id },
  );
  const [first] = found;
  if (first === undefined) throw new AssuranceError('DELIVERY_UNKNOWN', `There is no delivery ${id}.`);
  if (found.length > 1)
    throw new AssuranceError('DELIVERY_AMBIGUOUS', `Several deliveries begin with ${id}: ${found.map((d) => d.delivery_id).join(', ')}.`);
  return first;
}
