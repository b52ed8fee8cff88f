/** One source: take what lies there, have each new delivery judged, hand all to the reconciler. */

import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import {
  messages,
  namedAtMost,
  type Heard,
  type PlannedSight,
  type PullInput,
  type PullProgress,
  type PullResult,
  type PullState,
} from '../schemas/runs.js';
import { IngestAsker } from './ask-ingest.js';
import { pullDoors, registryDoors } from './doors.js';
import { inParallel } from './in-parallel.js';
import { statusKey } from './search-attributes.js';
import { Submitter } from './submitter.js';

export const progressQuery = defineQuery<PullProgress>(messages.progress);

/** Sights in one page. One delivery costs about nine events; a run of one page stays far below the warning at 10,240. */
const pageSize = 500;
const judgedAtOnce = 40;

/**
 * One delivery that fails never stops the others: the result names it. Fails with the code when the source cannot be listed.
 */
export async function pull(input: PullInput): Promise<PullResult> {
  const running = new Pull(input);
  setHandler(progressQuery, () => running.progress);
  return running.run();
}

class Pull {
  readonly progress: PullProgress = { phase: 'listing', bytes_total: 0, bytes_done: 0, rows_done: 0, judging: [] };
  private readonly ingests = new IngestAsker();
  private readonly registry = new Submitter();
  private readonly state: PullState;
  private refused = false;
  /** What this pull has for its group is with the reconciler. */
  private handedIn = false;
  private readonly unjudged = new Set<string>();

  constructor(private readonly input: PullInput) {
    const pull_id = workflowInfo().workflowId;
    this.state = input.resume ?? {
      pull_id,
      todo: 0,
      bytes: 0,
      bytes_done: 0,
      offset: 0,
      statuses: {},
      rows_read: 0,
      rows_accepted: 0,
      rows_rejected: 0,
      failed: [],
      failures: 0,
    };
  }

  async run(): Promise<PullResult> {
    const { state, input } = this;
    // Ends with this run, at the latest.
    void this.registry.remind(input.group, () => this.handedIn).catch(() => undefined);
    if (input.resume === undefined) await this.list();
    this.progress.phase = 'rows';
    this.progress.bytes_total = state.bytes;
    this.progress.bytes_done = state.bytes_done;
    this.progress.rows_done = state.rows_read;
    const page = await this.nextPage();
    await inParallel(
      page.filter((s) => s.fresh),
      judgedAtOnce,
      (sight) => this.ingest(sight),
    );
    await this.submit(page);
    await condition(allHandlersFinished);
    if (state.offset < state.todo) return continueAsNew<typeof pull>({ ...input, resume: state });
    this.progress.phase = 'done';
    upsertSearchAttributes([{ key: statusKey, value: state.failures > 0 ? 'failed' : 'done' }]);
    const { offset: _, todo: __, bytes_done: ___, ...result } = state;
    return { source_id: input.source.source_id, ...result };
  }

  private async list(): Promise<void> {
    const { state, input } = this;
    try {
      const taken = await pullDoors.takeDeliveries({ pull_id: state.pull_id, source_id: input.source.source_id });
      this.refused = taken.refusals > 0;
      const plan = await registryDoors.classify({ pull_id: state.pull_id });
      state.todo = plan.todo;
      state.bytes = plan.bytes;
      if (plan.duplicates > 0) state.statuses.duplicate = plan.duplicates;
    } catch (error) {
      upsertSearchAttributes([{ key: statusKey, value: 'failed' }]);
      if (input.group !== undefined) await this.registry.stayOut(input.group);
      throw error;
    }
  }

  private async nextPage(): Promise<PlannedSight[]> {
    const { state } = this;
    if (state.todo === 0) return [];
    return pullDoors.pageOfPlan({ pull_id: state.pull_id, offset: state.offset, limit: pageSize });
  }

  private async ingest(sight: PlannedSight): Promise<void> {
    this.progress.judging.push(sight.delivery_id);
    const heard = await this.ingests.ask(sight.delivery_id, this.input.source, sight.bytes);
    this.progress.judging = this.progress.judging.filter((id) => id !== sight.delivery_id);
    this.progress.bytes_done = this.state.bytes_done += sight.bytes;
    this.count(heard);
  }

  /** Also when there is nothing new: the registry decides for today then, and the last page waits until readers can see it all. */
  private async submit(page: PlannedSight[]): Promise<void> {
    const { state, input } = this;
    this.progress.phase = 'reconciling';
    state.offset += page.length;
    const last = state.offset >= state.todo;
    this.handedIn = last;
    const answer = await this.registry.submit({
      delivery_ids: page.filter((s) => s.fresh && !this.unjudged.has(s.delivery_id)).map((s) => s.delivery_id),
      sighting_ids: page.filter((s) => !s.fresh).map((s) => s.sighting_id),
      refusals_of: this.refused ? state.pull_id : undefined,
      ...(last ? { group: input.group, wait_for: 'published' } : { wait_for: 'committed' }),
    });
    for (const failure of answer.failed) this.fail(failure.delivery_id, failure.code);
  }

  private count(heard: Heard): void {
    if ('failed' in heard) {
      this.unjudged.add(heard.delivery_id);
      return this.fail(heard.delivery_id, heard.failed);
    }
    const { state } = this;
    const { status, rows_read, rows_accepted, rows_rejected } = heard.judged;
    state.statuses[status] = (state.statuses[status] ?? 0) + 1;
    state.rows_read += rows_read;
    state.rows_accepted += rows_accepted;
    state.rows_rejected += rows_rejected;
    this.progress.rows_done = state.rows_read;
  }

  private fail(deliveryId: string, code: string): void {
    this.state.failures += 1;
    if (this.state.failed.length < namedAtMost) this.state.failed.push({ delivery_id: deliveryId, code });
  }
}
