import type { ErrorCode } from '../schemas/errors/catalogue.js';

/** One reason for which a delivery waits for a person. */
export interface Hold {
  code: ErrorCode;
  /** In one sentence, without a cell of an end user. */
  says: string;
}
