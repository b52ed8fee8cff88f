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

export const submitUpdate = defineUpdate<SubmissionAnswer, [Submission]>(messages.submit);

/** How long a commit that nobody waits for may stay unpublished while more may come. */
const lingering = '5 seconds';
const deliveriesInCommit = 1_000;
/** When more keeps coming, readers still get to see something now and then. */
const commitsBeforePublishing = 10;
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
  setHandler(submitUpdate, (submission) => reconciler.submit(submission));
  return reconciler.run();
}

interface Entry {
  submission: Submission;
  answer: SubmissionAnswer;
  stage: 'waiting' | 'committed' | 'published';
  /** Code of why it could not be done as a whole. */
  trouble?: string;
}

class Reconciler {
  private readonly committer = new Committer();
  private waiting: Entry[] = [];
  private unpublished: Entry[] = [];

  constructor(private readonly report: ReconcileReport) {}

  async submit(submission: Submission): Promise<SubmissionAnswer> {
    const entry: Entry = { submission, answer: { failed: [] }, stage: 'waiting' };
    this.waiting.push(entry);
    await condition(() => entry.stage === 'published' || entry.stage === submission.wait_for);
    if (entry.trouble !== undefined) throw failedWith(entry.trouble, 'the registry');
    return entry.answer;
  }

  async run(): Promise<ReconcileReport> {
    await condition(() => this.waiting.length > 0, '10 seconds');
    while (this.waiting.length > 0) {
      for (let n = 0; n < commitsBeforePublishing && this.waiting.length > 0; n++) await this.commitNext();
      if (await this.mayStayUnpublished()) continue;
      await this.publish();
      await condition(() => this.waiting.length > 0 || allHandlersFinished());
      if (this.isLong() && this.waiting.length === 0) return continueAsNew<typeof reconcile>(this.report);
    }
    return this.conclude();
  }

  private async commitNext(): Promise<void> {
    const entries = this.takeNext();
    const losses = await this.committer.commit({
      delivery_ids: [...new Set(entries.flatMap((e) => e.submission.delivery_ids))],
      sighting_ids: [...new Set(entries.flatMap((e) => e.submission.sighting_ids))],
      refusals_of: entries.flatMap((e) => e.submission.refusals_of ?? []),
    });
    this.note(losses);
    for (const entry of entries) {
      entry.answer.failed = losses.deliveries.filter((f) => entry.submission.delivery_ids.includes(f.delivery_id));
      if (entry.submission.delivery_ids.length === 0 || entry.submission.sighting_ids.length > 0) entry.trouble = losses.rest;
      entry.stage = 'committed';
    }
    this.unpublished.push(...entries);
  }

  private takeNext(): Entry[] {
    let deliveries = 0;
    const full = this.waiting.findIndex((e) => (deliveries += e.submission.delivery_ids.length) > deliveriesInCommit);
    return this.waiting.splice(0, full === -1 ? this.waiting.length : Math.max(1, full));
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
    return condition(() => this.waiting.length > 0, lingering);
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
    for (const entry of entries) entry.stage = 'published';
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
