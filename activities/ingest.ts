/** Judging one delivery: bytes from the store, rows through the contract, the verdict into staging; the workflow gets counts. */

import { judgeDelivery } from '../contracts/judge.js';
import { Store } from '../connectors/store.js';
import { readFile } from '../readers/reader.js';
import type { JudgedRef } from '../schemas/delivery.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import { door } from './door.js';
import { sourceOf } from './source-of.js';
import { takenDelivery } from './staging.js';

export type IngestActivities = ReturnType<typeof ingestActivities>;

export function ingestActivities(place: LoadedProject) {
  return {
    /** Safe to run again: the verdict is written whole, and the last one counts. */
    judgeDelivery: door(
      (input: { delivery_id: string; source_id: string }) => `delivery ${input.delivery_id} of source ${input.source_id}`,
      async ({ delivery_id, source_id }, { signal, beat }): Promise<JudgedRef> => {
        const source = sourceOf(place, source_id);
        const taken = await takenDelivery(place, delivery_id);
        let rows = 0;
        let bytes = 0;
        const tell = () => beat({ done: bytes, total: taken.bytes, rows });
        const reading = readFile(new Store(place.store).path(taken.sha256), source.format, {
          signal,
          onBytes: (n) => ((bytes = n), tell()),
        });
        const judgement = await judgeDelivery({
          taken,
          source,
          timezone: place.project.timezone,
          reading,
          staging: place.staging,
          signal,
          onRows: (n) => ((rows = n), tell()),
        });
        const { status, rows_read, rows_accepted, rows_rejected, error_code } = judgement;
        return { delivery_id, status, rows_read, rows_accepted, rows_rejected, error_code };
      },
    ),
  };
}
