/** What a pull asks of the world: take what lies at the source, hand out the plan page by page, tell what became of a delivery. */

import { Store } from '../connectors/store.js';
import { takeDeliveries } from '../connectors/take.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { DeliveryOutcome, PlannedSight, TakenCounts } from '../schemas/runs.js';
import { door } from './door.js';
import { sourceOf } from './source-of.js';
import { PullFolder } from './pull-folder.js';
import { readOutcomes } from './staging.js';

export type PullActivities = ReturnType<typeof pullActivities>;

export function pullActivities(place: LoadedProject) {
  return {
    /**
     * Stores the bytes of every settled file of the source and writes the manifest of this pull. Safe to run again: bytes are kept
     * under their hash, and the first sight of a delivery wins.
     */
    takeDeliveries: door(
      (input: { pull_id: string; source_id: string }) => `source ${input.source_id}`,
      async (input, { signal, beat }): Promise<TakenCounts> => {
        const folder = new PullFolder(place.staging, input.pull_id);
        try {
          const source = sourceOf(place, input.source_id);
          const { taken, refusals, waiting } = await takeDeliveries({
            source,
            projectDir: place.projectDir,
            store: new Store(place.store),
            staging: place.staging,
            signal,
            onProgress: (p) => beat({ done: p.bytes, total: p.bytes_total }),
          });
          await folder.write('manifest', { source_id: source.id, taken, refusals, waiting });
          await folder.forgetOld();
          return { taken: taken.length, refusals: refusals.length, waiting: waiting.length };
        } catch (error) {
          // The history gets code and ids only; the person who waits gets the whole sentence from here.
          if (error instanceof AssuranceError) {
            await folder.write('trouble', { code: error.code, message: error.message, where: error.where ?? null, fix: error.fix });
          }
          throw error;
        }
      },
    ),

    /** One page of the plan that `classify` wrote. */
    pageOfPlan: door(
      (input: { pull_id: string; offset: number; limit: number }) => `pull ${input.pull_id}`,
      async ({ pull_id, offset, limit }): Promise<PlannedSight[]> => {
        const plan = await new PullFolder(place.staging, pull_id).need('plan');
        return plan.todo.slice(offset, offset + limit);
      },
    ),

    /** What the published snapshot says of deliveries, after a decision. */
    outcomes: door(
      (input: { delivery_ids: string[] }) => `deliveries ${input.delivery_ids.join(', ')}`,
      async ({ delivery_ids }): Promise<DeliveryOutcome[]> => readOutcomes(place.home, delivery_ids),
    ),
  };
}
