/** The frame of every activity: it beats, can be cancelled, and fails with a code. */

import { Context } from '@temporalio/activity';
import { AssuranceError } from '../schemas/errors/error.js';
import { failureOf, hintOf } from './failure.js';

/** Shown by Temporal while an activity works, and read by the client for its progress bars. Counts only. */
export interface Beat {
  done?: number;
  total?: number;
  rows?: number;
}

export interface Work {
  signal: AbortSignal;
  /** Say how far it is, as often as is handy: it is sent a few times a second. */
  beat: (details: Beat) => void;
}

/** What is told is sent at this pace: a short activity has ended before, and costs the server nothing. */
const sendEveryMs = 300;
/** Sent without news too, so that an activity which waits, or sits in one long statement, is not taken for dead. */
const silentAtMostMs = 2_000;

/**
 * @param subject names what the input is about, by ids only; stands in failure messages.
 * @param work the activity itself.
 */
export function door<Input, Result>(subject: (input: Input) => string, work: (input: Input, w: Work) => Promise<Result>) {
  return async (input: Input): Promise<Result> => {
    const context = Context.current();
    const signal = context.cancellationSignal;
    const pulse = startPulse((details) => context.heartbeat(details));
    try {
      return await work(input, { signal, beat: pulse.beat });
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const failure = failureOf(error, subject(input));
      context.log.warn(failure.message, { stack: frames(error) });
      throw failure;
    } finally {
      pulse.stop();
    }
  };
}

function startPulse(send: (details: Beat) => void): { beat: (details: Beat) => void; stop: () => void } {
  let latest: Beat = {};
  let told = true;
  let silentMs = 0;
  const ticking = setInterval(() => {
    silentMs += sendEveryMs;
    if (told && silentMs < silentAtMostMs) return;
    send(latest);
    told = true;
    silentMs = 0;
  }, sendEveryMs);
  return {
    beat: (details) => {
      latest = details;
      told = false;
    },
    stop: () => clearInterval(ticking),
  };
}

/** Where it happened, without the message: that can quote a cell. */
function frames(error: unknown): string {
  if (error instanceof AssuranceError || !(error instanceof Error)) return hintOf(error);
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
