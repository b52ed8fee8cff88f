/** A client of the server. Loading it takes longer than an embedded server takes to start, so that is started first. */

import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor, type ConnectionOptions } from '@temporalio/client';
import { AssuranceError } from '../schemas/errors/error.js';
import type { ServerAddress } from './server-address.js';

/**
 * @param closing a request that fails is not sent again once this is aborted: one that is sent on a closed connection would end the process.
 * @throws AssuranceError TEMPORAL_UNREACHABLE
 */
export async function connectClient({ namespace, options }: ServerAddress, closing: AbortSignal): Promise<Client> {
  const { delayFunction, retryableDecider } = defaultGrpcRetryOptions();
  const retry = makeGrpcRetryInterceptor({
    delayFunction,
    retryableDecider: (...failed) => !closing.aborted && retryableDecider(...failed),
  });
  try {
    const connection = await Connection.connect({ ...(options as ConnectionOptions), interceptors: [retry], connectTimeout: '10 seconds' });
    return new Client({ connection, namespace });
  } catch (cause) {
    throw new AssuranceError('TEMPORAL_UNREACHABLE', 'The Temporal server does not answer.', { where: options.address, cause });
  }
}
