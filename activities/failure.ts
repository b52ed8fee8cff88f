/**
 * What may be told of an error outside this process: its code and the ids of what it is about. Messages of drivers stay here, because
 * they can quote cells (a conversion error does), and a failure stands in a workflow's history for as long as that is kept.
 */

import { ApplicationFailure } from '@temporalio/common';
import { catalogue, type ErrorCode } from '../schemas/errors/catalogue.js';
import { AssuranceError } from '../schemas/errors/error.js';

/**
 * The failure that Temporal keeps for an error of an activity.
 *
 * @param subject ids only, such as `source northgate-pos`.
 * @returns a failure whose type is a code of the catalogue; it is tried again only when its kind is transient.
 */
export function failureOf(error: unknown, subject: string): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  const code = codeOf(error);
  const hint = hintOf(error);
  return ApplicationFailure.create({
    type: code,
    message: `${code}: ${subject}: ${catalogue[code].when}${hint === '' ? '' : ` (${hint})`}`,
    nonRetryable: catalogue[code].kind !== 'transient',
  });
}

export function codeOf(error: unknown): ErrorCode {
  if (error instanceof AssuranceError) return error.code;
  if (systemCode(error) !== undefined || passing.test(driverClass(error))) return 'MACHINE_FAULT';
  return 'INTERNAL';
}

/** What helps and cannot quote anything: a system's error code, the class of a driver's error, the name of a JavaScript error. */
export function hintOf(error: unknown): string {
  if (error instanceof AssuranceError) return '';
  return systemCode(error) ?? (driverClass(error) || (error instanceof Error ? error.name : typeof error));
}

function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^E[A-Z0-9]{2,20}$/.test(code) ? code : undefined;
}

/** DuckDB begins each message with the class of the error: `Conversion Error: …`. */
function driverClass(error: unknown): string {
  return error instanceof Error ? (/^([A-Z][A-Za-z]*(?: [A-Za-z]+){0,2}) Error:/.exec(error.message)?.[1] ?? '') : '';
}

const passing = /^(IO|FATAL|Out of Memory|TransactionContext|Interrupt|Connection)$/;
