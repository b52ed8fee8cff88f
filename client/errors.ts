/** What Temporal's client throws, as the product's own error. */

import { WorkflowFailedError, WorkflowNotFoundError, WorkflowUpdateFailedError, isGrpcServiceError } from '@temporalio/client';
import { AssuranceError } from '../schemas/errors/error.js';
import { rootFailure } from '../workflows/failure.js';

/** Errors that are none of Temporal's come through as they are. */
export function asAssuranceError(error: unknown): unknown {
  if (error instanceof WorkflowFailedError || error instanceof WorkflowUpdateFailedError) {
    const { code, message } = rootFailure(error);
    return new AssuranceError(code, message.replace(/^[A-Z_]+: /, ''), { cause: error });
  }
  if (error instanceof WorkflowNotFoundError) return new AssuranceError('RUN_UNKNOWN', 'Temporal has no such run.', { cause: error });
  if (isGrpcServiceError(error))
    return new AssuranceError('TEMPORAL_UNREACHABLE', `The Temporal server did not answer (${error.details}).`, { cause: error });
  return error;
}
