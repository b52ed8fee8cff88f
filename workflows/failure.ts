/** What the failure of an activity, child or run comes down to: a code of the catalogue. */

import { ApplicationFailure, CancelledFailure, TerminatedFailure, TimeoutFailure } from '@temporalio/common';
import { catalogue, type ErrorCode } from '../schemas/errors/catalogue.js';

export interface RootFailure {
  code: ErrorCode;
  message: string;
  /** Trying again gives the same result. */
  terminal: boolean;
}

/** @param error as a workflow or a client catches it: failures nested in failures. */
export function rootFailure(error: unknown): RootFailure {
  let at: unknown = error;
  while (at instanceof Error && at.cause !== undefined && !(at instanceof ApplicationFailure)) at = at.cause;
  if (at instanceof TimeoutFailure) return told('RUN_TIMED_OUT', false);
  if (at instanceof CancelledFailure || at instanceof TerminatedFailure) return told('RUN_CANCELLED', true);
  if (!(at instanceof ApplicationFailure)) return told('RUN_FAILED', true);
  if (at.type === 'PayloadsTooLarge') return told('PAYLOAD_TOO_LARGE', true);
  if (!isCode(at.type)) return told('RUN_FAILED', true);
  return { code: at.type, message: at.message, terminal: at.nonRetryable === true };
}

/** A failure of our own, with the words of the catalogue. @param subject ids only. */
export function failedWith(code: string, subject: string): ApplicationFailure {
  const known = isCode(code) ? code : 'RUN_FAILED';
  return ApplicationFailure.nonRetryable(`${known}: ${subject}: ${catalogue[known].when}`, known);
}

function told(code: ErrorCode, terminal: boolean): RootFailure {
  return { code, message: `${code}: ${catalogue[code].when}`, terminal };
}

function isCode(type: string | null | undefined): type is ErrorCode {
  return typeof type === 'string' && Object.hasOwn(catalogue, type);
}
