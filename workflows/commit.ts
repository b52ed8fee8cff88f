/** Committing a batch so that what is bad in it keeps nothing else back. */

import { workflowInfo } from '@temporalio/workflow';
import type { BatchInput, DeliveryFailure } from '../schemas/runs.js';
import { registryDoors } from './doors.js';
import { rootFailure } from './failure.js';

export type Work = Omit<BatchInput, 'batch_id'>;

/** What one batch came to. */
export interface Losses {
  commits: number;
  committed: number;
  assets_changed: number;
  deliveries: DeliveryFailure[];
  /** Code of why something else than a delivery was lost: sights, refusals, a batch with nothing but the day in it. */
  rest?: string;
}

export class Committer {
  private batches = 0;

  /** One commit; after a terminal failure halves of it, down to the delivery that is at fault. Never throws for a failure. */
  async commit(work: Work): Promise<Losses> {
    try {
      const result = await registryDoors.reconcileBatch({ batch_id: `${workflowInfo().runId}-${++this.batches}`, ...work });
      return { commits: 1, committed: work.delivery_ids.length, assets_changed: result.assets_changed, deliveries: [] };
    } catch (error) {
      const { code, terminal } = rootFailure(error);
      const parts = terminal ? divide(work) : [];
      if (parts.length === 0) return lost(work, code);
      const [one, other] = [await this.commit(parts[0]!), await this.commit(parts[1]!)];
      return {
        commits: one.commits + other.commits,
        committed: one.committed + other.committed,
        assets_changed: one.assets_changed + other.assets_changed,
        deliveries: [...one.deliveries, ...other.deliveries],
        rest: one.rest ?? other.rest,
      };
    }
  }
}

function divide(work: Work): Work[] {
  const { delivery_ids, sighting_ids, refusals_of } = work;
  const alone = { sighting_ids: [], refusals_of: [] };
  if (delivery_ids.length > 0 && sighting_ids.length + refusals_of.length > 0) {
    return [
      { delivery_ids, ...alone },
      { delivery_ids: [], sighting_ids, refusals_of },
    ];
  }
  if (delivery_ids.length < 2) return [];
  const middle = Math.ceil(delivery_ids.length / 2);
  return [
    { delivery_ids: delivery_ids.slice(0, middle), ...alone },
    { delivery_ids: delivery_ids.slice(middle), ...alone },
  ];
}

function lost({ delivery_ids, sighting_ids, refusals_of }: Work, code: string): Losses {
  return {
    commits: 0,
    committed: 0,
    assets_changed: 0,
    deliveries: delivery_ids.map((delivery_id) => ({ delivery_id, code })),
    rest: delivery_ids.length === 0 || sighting_ids.length + refusals_of.length > 0 ? code : undefined,
  };
}
