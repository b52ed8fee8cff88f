/** What waits for the registry, and who waits for an answer. */

import type { Duration } from '@temporalio/common';
import { condition, getExternalWorkflowHandle } from '@temporalio/workflow';
import type { DeliveryFailure, Stage, Submission, SubmissionAnswer } from '../schemas/runs.js';
import { failedWith } from './failure.js';
import { answeredSignal } from './submitter.js';

export interface Entry {
  submission: Submission;
  failed: DeliveryFailure[];
  /** Code of why it could not be done as a whole. */
  trouble?: string;
}

export class SubmissionQueue {
  private waiting: Entry[] = [];
  private readonly unanswered = new Set<Entry>();
  private telling = 0;
  private signs = 0;

  get length(): number {
    return this.waiting.length;
  }

  /** The answer goes to who is named in it. The same submission again is the same one. */
  add(submission: Submission): Entry | undefined {
    const { submission_id } = submission;
    if (submission_id !== undefined && [...this.unanswered].some((e) => e.submission.submission_id === submission_id)) return undefined;
    const entry: Entry = { submission, failed: [] };
    this.unanswered.add(entry);
    this.waiting.push(entry);
    return entry;
  }

  /** @throws ApplicationFailure with the code of why nothing of it could be done. */
  async addAndWait(submission: Submission): Promise<SubmissionAnswer> {
    const entry = this.add(submission)!;
    await condition(() => !this.unanswered.has(entry));
    if (entry.trouble !== undefined) throw failedWith(entry.trouble, 'the registry');
    return { failed: entry.failed };
  }

  /** Somebody of the group is still at work. */
  stays(groupId: string): void {
    if (this.waiting.some((e) => e.submission.group?.id === groupId)) this.signs += 1;
  }

  /**
   * Takes what may be committed now: what belongs to no group, and everything as soon as a group is complete, or when nothing was heard of
   * one for a while. Waits until there is something.
   */
  async due(patience: Duration): Promise<Entry[]> {
    for (;;) {
      const alone = this.waiting.filter((e) => e.submission.group === undefined);
      if (this.waiting.some((e) => this.isComplete(e.submission.group))) return this.take(this.waiting);
      if (alone.length > 0) return this.take(alone);
      const [seen, heard] = [this.waiting.length, this.signs];
      if (!(await condition(() => this.waiting.length > seen || this.signs > heard, patience))) return this.take(this.waiting);
    }
  }

  /** Answers it when that is what it waits for. */
  reach(entry: Entry, stage: Stage): void {
    if (stage !== 'published' && stage !== entry.submission.wait_for) return;
    if (this.unanswered.delete(entry)) void this.tell(entry);
  }

  allAnswered(): boolean {
    return this.telling === 0;
  }

  private isComplete(group: Submission['group']): boolean {
    return group !== undefined && this.waiting.filter((e) => e.submission.group?.id === group.id).length >= group.size;
  }

  private take(entries: Entry[]): Entry[] {
    this.waiting = this.waiting.filter((e) => !entries.includes(e));
    return [...entries];
  }

  /** Who has ended meanwhile need not know. */
  private async tell({ submission: { answer_to, submission_id = '' }, failed, trouble }: Entry): Promise<void> {
    if (answer_to === undefined) return;
    this.telling += 1;
    await getExternalWorkflowHandle(answer_to)
      .signal(answeredSignal, { submission_id, failed, trouble })
      .catch(() => undefined);
    this.telling -= 1;
  }
}
