/** From "the process runs" to "a project can use it": reachable, with the search attributes and the retention that we ask for. */

import { Client, Connection, isGrpcServiceError, NamespaceNotFoundError, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const namespace = 'default';

/** Long enough to look into last month's runs; the server's own default is one day. */
const retention = '30 days';

/** temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD */
const keyword = 2;

/** @returns a connection once the server answers its health check; the caller bounds the wait through the signal. */
export async function connectWhenReady(port: number, signal: AbortSignal): Promise<Connection> {
  for (; ; await sleep(20)) {
    signal.throwIfAborted();
    // A gRPC channel whose first try fails waits a second before the next one, so the port is tried by itself first.
    if (!(await accepts(port))) continue;
    try {
      const connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: 5_000 });
      await connection.healthService.check({ service: 'temporal.api.workflowservice.v1.WorkflowService' });
      return connection;
    } catch {
      // It listens and does not serve yet.
    }
  }
}

/**
 * On a busy machine (measured: eight servers on two cores) the frontend says that it serves, and for seconds after that its parts answer
 * that the namespace, which stands in the database, is not found.
 * @param prepare what shall be true before the server counts as ready; may be called again
 * @throws the last error of `prepare` or of the probe once the signal is aborted, and any other error at once
 */
export async function whenServed(connection: Connection, prepare: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (; ; await sleep(50)) {
    try {
      await prepare();
      return await probe(connection);
    } catch (error) {
      if (signal.aborted || !isComingUp(error)) throw error;
    }
  }
}

/** Asks for a workflow that nobody has started: whether there is one is known by the part that workflows are started in. */
async function probe(connection: Connection): Promise<void> {
  const { workflow } = new Client({ connection, namespace });
  await workflow
    .getHandle('ready')
    .describe()
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
}

/** gRPC status codes of a server that is about to serve: DEADLINE_EXCEEDED, NOT_FOUND, RESOURCE_EXHAUSTED, UNAVAILABLE. */
const comingUp = [4, 5, 8, 14];

function isComingUp(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  return error instanceof NamespaceNotFoundError || (isGrpcServiceError(cause) && comingUp.includes(cause.code));
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

export async function extendRetention({ workflowService }: Connection): Promise<void> {
  const { config } = await workflowService.describeNamespace({ namespace });
  const wanted = msToTs(retention);
  if (optionalTsToMs(config?.workflowExecutionRetentionTtl) === optionalTsToMs(wanted)) return;
  await workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: wanted } });
}

/** The server registers what its command line names only when it creates its database; a database of an older version gets the rest here. */
export async function registerKeywords({ operatorService }: Connection, names: string[]): Promise<void> {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = names.filter((name) => !(name in customAttributes));
  if (missing.length === 0) return;
  await operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])) });
}
