/** One delivery: judge it, tell those who asked; a held one waits for a person. */

import {
  allHandlersFinished,
  condition,
  defineUpdate,
  getExternalWorkflowHandle,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { JudgedRef } from '../schemas/delivery.js';
import {
  messages,
  type DecisionAnswer,
  type DeliveryOutcome,
  type Heard,
  type HoldDecision,
  type IngestInput,
  type IngestResult,
} from '../schemas/runs.js';
import { askSignal, IngestAsker, judgedSignal } from './ask-ingest.js';
import { judgeFile, pullDoors, registryDoors } from './doors.js';
import { failedWith, rootFailure } from './failure.js';
import { statusKey } from './search-attributes.js';
import { Submitter } from './submitter.js';

/** For who started an ingest without a pull: answers when what was judged is published. */
export const heardUpdate = defineUpdate<Heard>(messages.heard);
export const decideUpdate = defineUpdate<DecisionAnswer, [HoldDecision]>(messages.decide);

/**
 * @returns what was judged, and for a held delivery what a person's decision made of it. Fails when the delivery cannot be judged at
 * all; a file that cannot be read is judged `failed`, which is a result.
 */
export async function ingest(input: IngestInput): Promise<IngestResult> {
  const delivery = new Delivery(input);
  setHandler(askSignal, (asker) => delivery.tell(asker));
  setHandler(heardUpdate, () => delivery.settled());
  setHandler(decideUpdate, (decision) => delivery.decide(decision), {
    validator: (decision: HoldDecision) => delivery.mayDecide(decision),
  });
  return delivery.run();
}

class Delivery {
  private readonly corrections = new IngestAsker();
  private readonly registry = new Submitter();
  private heard: Heard | undefined;
  private submitted = false;
  private settledBefore = false;
  private decision: HoldDecision | undefined;
  private answering: Promise<DecisionAnswer> | undefined;
  private answer: DecisionAnswer | undefined;
  /** Why a decision that is on record could not be carried out. */
  private broken: Error | undefined;

  constructor(private readonly input: IngestInput) {}

  async run(): Promise<IngestResult> {
    const judged = await this.judge();
    if (this.waits()) await condition(() => this.answer !== undefined || this.broken !== undefined);
    await condition(allHandlersFinished);
    if (this.broken !== undefined) throw this.broken;
    return { judged, answer: this.answer };
  }

  /** Tells another run what was judged, as soon as that is known. One that has ended meanwhile need not know. */
  async tell(asker: string): Promise<void> {
    await condition(() => this.heard !== undefined);
    await getExternalWorkflowHandle(asker)
      .signal(judgedSignal, this.heard!)
      .catch(() => undefined);
  }

  async settled(): Promise<Heard> {
    await condition(() => this.submitted || (this.heard !== undefined && 'failed' in this.heard));
    return this.heard!;
  }

  /** Rejects a decision before it enters the history. */
  mayDecide(decision: HoldDecision): void {
    if (this.heard !== undefined && !this.waits()) throw failedWith('DELIVERY_NOT_HELD', `delivery ${this.input.delivery_id}`);
    if (this.decision !== undefined && this.decision.decision_id !== decision.decision_id) {
      throw failedWith('DELIVERY_ALREADY_DECIDED', `delivery ${this.input.delivery_id}`);
    }
  }

  /** The same decision told twice gets the same answer; one that failed on the way can be told again. */
  async decide(decision: HoldDecision): Promise<DecisionAnswer> {
    this.decision = decision;
    this.answering ??= this.carryOut(decision).finally(() => (this.answering = undefined));
    return this.answering;
  }

  private async judge(): Promise<JudgedRef> {
    const { delivery_id, source, bytes, asker, decision_follows } = this.input;
    try {
      const judged = await judgeFile({ delivery_id, source_id: source.source_id }, bytes);
      this.heard = { delivery_id, judged };
      upsertSearchAttributes([{ key: statusKey, value: judged.status }]);
      // A parent hears the result of its child; only of one that stays it has to be told.
      if (asker !== undefined && judged.status === 'held') await this.tell(asker);
      if (asker === undefined && !decision_follows) await this.submitAlone();
      this.submitted = true;
      return judged;
    } catch (error) {
      this.heard = { delivery_id, failed: rootFailure(error).code };
      upsertSearchAttributes([{ key: statusKey, value: 'failed' }]);
      await condition(allHandlersFinished);
      throw error;
    }
  }

  private waits(): boolean {
    if (this.heard === undefined || 'failed' in this.heard) return false;
    return (this.heard.judged.status === 'held' && !this.settledBefore) || this.input.decision_follows === true;
  }

  private async carryOut(decision: HoldDecision): Promise<DecisionAnswer> {
    const { delivery_id } = this.input;
    try {
      await condition(() => this.heard !== undefined);
      if ('failed' in this.heard!) throw failedWith(this.heard.failed, `delivery ${delivery_id}`);
      if (decision.kind === 'resubmit') await this.judgeCorrection(decision.corrected_by);
      await registryDoors.recordDecision(decision);
    } catch (error) {
      // Nothing is on record yet, so another decision may be taken.
      this.decision = undefined;
      throw error;
    }
    try {
      const changed = decision.kind === 'resubmit' ? [delivery_id, decision.corrected_by] : [delivery_id];
      await this.submit(changed);
      const [own, corrected] = await this.outcomes(changed);
      upsertSearchAttributes([{ key: statusKey, value: own!.status }]);
      this.answer = { ...own!, decision_id: decision.decision_id, corrected };
      return this.answer;
    } catch (error) {
      // The decision stands; this run ends as failed, so that it is listed and can be run again.
      upsertSearchAttributes([{ key: statusKey, value: 'failed' }]);
      this.broken = error as Error;
      throw error;
    }
  }

  /** Nobody asked for this run: it is run again, perhaps because a decision could not be carried out. */
  private async submitAlone(): Promise<void> {
    const { delivery_id } = this.input;
    await this.submit([delivery_id]);
    const [own] = await this.outcomes([delivery_id]);
    this.settledBefore = own!.status !== 'held';
    upsertSearchAttributes([{ key: statusKey, value: own!.status }]);
  }

  /** A corrected file that cannot even be read corrects nothing: it is on record as failed, and the held one goes on waiting. */
  private async judgeCorrection(deliveryId: string): Promise<void> {
    const heard = await this.corrections.ask(deliveryId, this.input.source);
    if ('failed' in heard) throw failedWith(heard.failed, `delivery ${deliveryId}`);
    if (heard.judged.status !== 'failed') return;
    await this.submit([deliveryId]);
    throw failedWith(heard.judged.error_code ?? 'RUN_FAILED', `delivery ${deliveryId}`);
  }

  private async submit(deliveryIds: string[]): Promise<void> {
    const answer = await this.registry.submit({ delivery_ids: deliveryIds, sighting_ids: [], wait_for: 'published' });
    const failed = answer.failed[0];
    if (failed !== undefined) throw failedWith(failed.code, `delivery ${failed.delivery_id}`);
  }

  private async outcomes(deliveryIds: string[]): Promise<DeliveryOutcome[]> {
    const found = await pullDoors.outcomes({ delivery_ids: deliveryIds });
    return deliveryIds.map((id) => {
      const outcome = found.find((o) => o.delivery_id === id);
      if (outcome === undefined) throw failedWith('RUN_FAILED', `delivery ${id}`);
      return outcome;
    });
  }
}
