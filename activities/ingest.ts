/** Judging one delivery: bytes from the store, rows through the contract, the verdict into staging; the workflow gets counts. */

import { deliverReceipts, writtenReceipt } from '../connectors/receipts.js';
import { Store } from '../connectors/store.js';
import { receiptsOf } from '../contracts/receipts.js';
import { receivedDay } from '../registry/load.js';
import type { JudgedRef } from '../schemas/delivery.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { X12Interchange } from '../schemas/x12.js';
import { door } from './door.js';
import { judgeInForce } from './judge-in-force.js';
import { sourceOf } from './source-of.js';
import { takenDelivery } from './staging.js';

export type IngestActivities = ReturnType<typeof ingestActivities>;

export function ingestActivities(place: LoadedProject) {
  return {
    /** Safe to run again: the verdict is written whole, the last one counts, and the same verdict gives the same receipts. */
    judgeDelivery: door(
      (input: { delivery_id: string; source_id: string }) => `delivery ${input.delivery_id} of source ${input.source_id}`,
      async ({ delivery_id, source_id }, { signal, beat }): Promise<JudgedRef> => {
        const source = sourceOf(place, source_id);
        const taken = await takenDelivery(place, delivery_id);
        let rows = 0;
        let bytes = 0;
        let interchanges: X12Interchange[] = [];
        const tell = () => beat({ done: bytes, total: taken.bytes, rows });
        const judgement = await judgeInForce({
          taken,
          source,
          timezone: place.project.timezone,
          path: new Store(place.store).path(taken.sha256),
          home: place.home,
          received_on: receivedDay(taken.received_at, place.project),
          onBytes: (n) => ((bytes = n), tell()),
          onEnvelope: (seen) => (interchanges = seen),
          staging: place.staging,
          signal,
          onRows: (n) => ((rows = n), tell()),
        });
        if (interchanges.length > 0) {
          const { home, projectDir, staging } = place;
          const earlier = (name: string) => writtenReceipt(home, source_id, name);
          const receipts = await receiptsOf({ taken, source, judgement, interchanges, staging, earlier });
          await deliverReceipts({ source, home, projectDir, receipts, toPartner: judgement.error_code !== 'SENDER_MISMATCH' });
        }
        const { status, rows_read, rows_accepted, rows_rejected, error_code } = judgement;
        return { delivery_id, status, rows_read, rows_accepted, rows_rejected, error_code };
      },
    ),
  };
}
