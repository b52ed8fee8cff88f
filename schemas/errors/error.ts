/** The one error class. Its code is stable and documented in docs/errors.md; its message never carries end-user data. */

import { catalogue, type ErrorCode } from './catalogue.js';
import type { Problem } from './problem.js';

/**
 * usage: the command was called wrongly (exit 2). project: the project file is wrong (exit 2).
 * terminal: trying again gives the same result. transient: trying again may help.
 */
export type ErrorKind = 'usage' | 'project' | 'terminal' | 'transient';

export interface ErrorEntry {
  kind: ErrorKind;
  /** One sentence for the reader of docs/errors.md: when this happens. */
  when: string;
  /** What to do about it. */
  fix: string;
}

export interface ErrorDetails {
  /** What was read and where: a file, key, line, URL. Never a cell of an end user. */
  where?: string;
  /** Overrides the catalogue's advice when the place knows better. */
  fix?: string;
  /** Everything that is wrong in a file that a person wrote, each with its place. */
  problems?: readonly Problem[];
  cause?: unknown;
}

export class AssuranceError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly where: string | undefined;
  readonly fix: string;
  readonly problems: readonly Problem[];

  /** @param message what happened, in one sentence for the user. */
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AssuranceError';
    this.code = code;
    this.kind = catalogue[code].kind;
    this.where = details.where;
    this.fix = details.fix ?? catalogue[code].fix;
    this.problems = details.problems ?? [];
  }
}
