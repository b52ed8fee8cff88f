/** Which Temporal server to use, by Temporal's own standard: environment variables and its configuration file. */

import { loadClientConnectConfig } from '@temporalio/envconfig';

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
