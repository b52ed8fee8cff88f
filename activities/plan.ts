/** Which sights of a pull are new deliveries, and which show what is known. */

import type { Manifest, Plan } from './pull-folder.js';

/** What the registry says of ids of deliveries and of sights. */
export interface Known {
  /** Deliveries that it has and that wait for nobody. */
  settled: Set<string>;
  /** Sights that it has as a duplicate. */
  recorded: Set<string>;
}

/**
 * @param taken in the order in which the connector listed them.
 * @returns of several sights of one new delivery the one that its bytes were first seen under is to be judged, also when an earlier
 * pull saw it and was killed before it was judged; every other sight is a duplicate.
 */
export function planOf(taken: Manifest['taken'], { settled, recorded }: Known): Plan {
  const chosen = new Map<string, string>();
  for (const t of taken) {
    if (settled.has(t.delivery_id)) continue;
    if (t.first_sight || !chosen.has(t.delivery_id)) chosen.set(t.delivery_id, t.sighting_id);
  }
  const sights = taken.map(({ delivery_id, sighting_id, bytes }) => ({
    delivery_id,
    sighting_id,
    bytes,
    fresh: chosen.get(delivery_id) === sighting_id,
  }));
  return {
    todo: sights.filter((s) => s.fresh || !recorded.has(s.sighting_id)),
    duplicates: sights.filter((s) => !s.fresh).map((s) => s.sighting_id),
  };
}
