/** The only way into the registry: one run at a time, many deliveries in one commit, one publication for all who wait for it. */

import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  defineUpdate,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { messages, namedAtMost, type ReconcileReport, type Submission, type SubmissionAnswer } from '../schemas/runs.js';
import { Committer, type Losses } from './commit.js';
import { registryDoors } from './doors.js';
import { failedWith, rootFailure } from './failure.js';
import { SubmissionQueue, type Entry } from './submission-queue.js';
import { stayingSignal } from './submitter.js';

export const submitUpdate = defineUpdate<void, [Submission]>(messages.submit);
export const submitAndWaitUpdate = defineUpdate<SubmissionAnswer, [Submission]>(messages.submitAndWait);

/** How long a commit that nobody waits for may stay unpublished while more may come. */
const lingering = '5 seconds';
/** How long a group is waited for when nothing is heard of it any more: somebody of it may have been killed. */
const groupPatience = '30 seconds';
const deliveriesInCommit = 1_000;
/** Far below the warning at 10,240; Temporal itself suggests to go on as a new run after 4,096. */
const eventsInRun = 4_000;

/**
 * Runs while somebody submits. Answers each submission; a delivery that fails does not keep the others of its batch back. Fails at the
 * end when something could not be committed or published, so that it is listed and can be run again.
 *
 * @param before what this run had done when it continued as new.
 */
export async function reconcile(before?: ReconcileReport): Promise<ReconcileReport> {
  const reconciler = new Reconciler(before ?? { commits: 0, publications: 0, deliveries: 0, assets_changed: 0, failed: [], failures: 0 });
  setHandler(submitUpdate, (submission) => void reconciler.queue.add(submission));
  setHandler(submitAndWaitUpdate, (submission) => reconciler.queue.addAndWait(submission));
  setHandler(stayingSignal, (groupId) => reconciler.queue.stays(groupId));
  return reconciler.run();
}

class Reconciler {
  readonly queue = new SubmissionQueue();
  private readonly committer = new Committer();
  private unpublished: Entry[] = [];

  constructor(private readonly report: ReconcileReport) {}

  async run(): Promise<ReconcileReport> {
    const { queue } = this;
    await condition(() => queue.length > 0, '10 seconds');
    while (queue.length > 0) {
      for (let due = await queue.due(groupPatience); due.length > 0;) await this.commit(due.splice(0, howMany(due)));
      if (await this.mayStayUnpublished()) continue;
      await this.publish();
      await condition(() => queue.length > 0 || (allHandlersFinished() && queue.allAnswered()));
      if (this.isLong() && queue.length === 0) return continueAsNew<typeof reconcile>(this.report);
    }
    return this.conclude();
  }

  private async commit(entries: Entry[]): Promise<void> {
    const losses = await this.committer.commit({
      delivery_ids: [...new Set(entries.flatMap((e) => e.submission.delivery_ids))],
      sighting_ids: [...new Set(entries.flatMap((e) => e.submission.sighting_ids))],
      refusals_of: entries.flatMap((e) => e.submission.refusals_of ?? []),
    });
    this.note(losses);
    for (const entry of entries) {
      const { delivery_ids, sighting_ids } = entry.submission;
      entry.failed = losses.deliveries.filter((f) => delivery_ids.includes(f.delivery_id));
      if (delivery_ids.length === 0 || sighting_ids.length > 0) entry.trouble = losses.rest;
      this.queue.reach(entry, 'committed');
    }
    this.unpublished.push(...entries);
  }

  private note(losses: Losses): void {
    const { report } = this;
    report.commits += losses.commits;
    report.deliveries += losses.committed;
    report.assets_changed += losses.assets_changed;
    report.failures += losses.deliveries.length;
    report.failed.push(...losses.deliveries.slice(0, namedAtMost - report.failed.length));
    report.trouble ??= losses.rest;
  }

  /** @returns true when more came while nobody waited for the publication. */
  private async mayStayUnpublished(): Promise<boolean> {
    if (this.isLong() || this.unpublished.some((e) => e.submission.wait_for === 'published')) return false;
    return condition(() => this.queue.length > 0, lingering);
  }

  private async publish(): Promise<void> {
    const entries = this.unpublished;
    this.unpublished = [];
    try {
      await registryDoors.publish({});
      this.report.publications += 1;
    } catch (error) {
      const { code } = rootFailure(error);
      this.report.trouble ??= code;
      for (const entry of entries) entry.trouble ??= code;
    }
    for (const entry of entries) this.queue.reach(entry, 'published');
  }

  private isLong(): boolean {
    return workflowInfo().historyLength > eventsInRun;
  }

  private conclude(): ReconcileReport {
    const { report } = this;
    const code = report.failed[0]?.code ?? report.trouble;
    if (code === undefined) return report;
    const { message } = failedWith(code, `${report.failures} deliveries of ${report.failures + report.deliveries} could not be reconciled`);
    throw ApplicationFailure.create({ type: code, message, nonRetryable: true, details: [report] });
  }
}

/** Of what is due, as much as one commit takes; at least one submission. */
function howMany(due: Entry[]): number {
  let deliveries = 0;
  const full = due.findIndex((e) => (deliveries += e.submission.delivery_ids.length) > deliveriesInCommit);
  return full === -1 ? due.length : Math.max(1, full);
}
