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
  /** Say how far it is. Cheap: only the latest is sent, at the pace of the worker's throttle. */
  beat: (details: Beat) => void;
}

/** So that an activity which waits for something, or sits in one long statement, is not taken for dead. */
const beatEveryMs = 2_000;

/**
 * @param subject names what the input is about, by ids only; stands in failure messages.
 * @param work the activity itself.
 */
export function door<Input, Result>(subject: (input: Input) => string, work: (input: Input, w: Work) => Promise<Result>) {
  return async (input: Input): Promise<Result> => {
    const context = Context.current();
    const signal = context.cancellationSignal;
    let latest: Beat = {};
    const beat = (details: Beat) => context.heartbeat((latest = details));
    const ticking = setInterval(() => context.heartbeat(latest), beatEveryMs);
    try {
      return await work(input, { signal, beat });
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const failure = failureOf(error, subject(input));
      context.log.warn(failure.message, { stack: frames(error) });
      throw failure;
    } finally {
      clearInterval(ticking);
    }
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
