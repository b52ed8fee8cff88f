/** Which Temporal server to use, by Temporal's own standard: environment variables and its configuration file. */

import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor, type ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { AssuranceError } from '../schemas/errors/error.js';

export interface ServerAddress {
  namespace: string;
  /** Address, TLS, API key and headers, for a client as for a worker. */
  options: ReturnType<typeof loadClientConnectConfig>['connectionOptions'] & { address: string };
}

/** @returns undefined when no address is configured: then the embedded server is meant. */
export function configuredServer(env: NodeJS.ProcessEnv = process.env): ServerAddress | undefined {
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: env as Record<string, string> });
  const { address } = connectionOptions;
  return address === undefined ? undefined : { namespace: namespace ?? 'default', options: { ...connectionOptions, address } };
}

export const embeddedServer = (address: string): ServerAddress => ({ namespace: 'default', options: { address } });

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
