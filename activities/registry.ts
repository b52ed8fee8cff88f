/** The one door to the registry, which takes one call at a time. Each is idempotent by the id it is given. */

import { Registry } from '../registry/registry.js';
import type { CaseAnswer, CaseWatch } from '../schemas/case/request.js';
import type { Decision, ReconcileResult, Refusal } from '../schemas/delivery.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { BatchInput, CaseStep, PlanCounts } from '../schemas/runs.js';
import { CaseRequests } from './case-requests.js';
import { door } from './door.js';
import { planOf } from './plan.js';
import { PullFolder } from './pull-folder.js';
import { settledOf, settleNotes } from './staging.js';

export type RegistryActivities = ReturnType<typeof registryActivities>;

/** The caller holds the project's lock and closes it. @throws AssuranceError REGISTRY_LOCKED, REGISTRY_UNREADABLE */
export const openRegistry = (place: LoadedProject): Promise<Registry> => Registry.open(place);

export function registryActivities(place: LoadedProject, registry: Registry) {
  return {
    /** Writes the plan of a pull: what is to be judged, and which sights are news to the registry. */
    classify: door(
      (input: { pull_id: string }) => `pull ${input.pull_id}`,
      async ({ pull_id }): Promise<PlanCounts> => {
        const folder = new PullFolder(place.staging, pull_id);
        const { source_id, taken } = await folder.need('manifest');
        await registry.closeRefusals(
          source_id,
          taken.flatMap((t) => t.file_name ?? []),
        );
        const ids = taken.flatMap((t) => [t.delivery_id, t.sighting_id]);
        const committed = new Set(await registry.committed([...new Set(ids)]));
        const settled = await settledOf(
          place,
          [...new Set(taken.map((t) => t.delivery_id))].filter((id) => committed.has(id)),
        );
        const plan = planOf(taken, { settled, recorded: committed });
        await settleNotes(place.staging, plan.todo, settled);
        await folder.write('plan', plan);
        return {
          todo: plan.todo.length,
          bytes: plan.todo.reduce((sum, s) => sum + (s.fresh ? s.bytes : 0), 0),
          duplicates: plan.duplicates.length,
        };
      },
    ),

    /** One commit for many deliveries. */
    reconcileBatch: door(
      (input: BatchInput) => `batch ${input.batch_id}`,
      async ({ batch_id, delivery_ids, sighting_ids, refusals_of }): Promise<ReconcileResult> => {
        const refusals: Refusal[] = [];
        for (const pull_id of refusals_of) refusals.push(...(await new PullFolder(place.staging, pull_id).need('manifest')).refusals);
        // The note of a sight that another run has recorded meanwhile is gone.
        const known = new Set(await registry.committed(sighting_ids));
        return registry.reconcile({
          batch_id,
          delivery_ids,
          sighting_ids: sighting_ids.filter((id) => !known.has(id)),
          refusals,
        });
      },
    ),

    /** Replaces the snapshot that readers use. */
    publish: door(
      () => 'the published snapshot',
      async (_: object): Promise<void> => {
        await registry.publish();
      },
    ),

    /** Derives again what changes with the day alone. */
    decide: door(
      () => 'the verdicts of the day',
      async (_: object): Promise<{ assets_changed: number }> => registry.decide(),
    ),

    /**
     * What was asked of a case, from the staging folder into the registry. The request is left there: the client takes it away once it has
     * its answer, so that this can be done again.
     */
    recordCase: door(
      ({ case_id, event_id }: CaseStep) => `case ${case_id}, event ${event_id}`,
      async ({ event_id }): Promise<CaseAnswer> => registry.recordCase(await new CaseRequests(place.staging).get(event_id)),
    ),

    /** What the clock says of a case: how long its response may still take, or that it is overdue, which is then on record. */
    watchCase: door(
      ({ case_id }: { case_id: string }) => `case ${case_id}`,
      async ({ case_id }): Promise<CaseWatch> => registry.watchCase(case_id),
    ),

    recordDecision: door(
      (decision: Decision) => `decision ${decision.decision_id}`,
      async (decision): Promise<{ already_recorded: boolean }> => registry.record(decision),
    ),
  };
}
