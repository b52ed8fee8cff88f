/**
 * The embedded Temporal: the command line tool's development server as a child, on ports of 127.0.0.1 that are free, with its database
 * under the project's home. It lives exactly as long as this process, also when this process is killed (see guard.ts).
 */

import { fork, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AssuranceError } from '../schemas/errors/error.js';
import { builtFile } from './built-file.js';
import { checkDatabaseVersion, recordDatabaseVersion } from './embedded-temporal/database-version.js';
import type { GuardMessage } from './embedded-temporal/guard.js';
import { LogFile } from './embedded-temporal/log-file.js';
import { freePort } from './embedded-temporal/port.js';
import { endLeftover, removeRecord } from './embedded-temporal/record.js';
import { tunedEnvironment, tuningArguments } from './embedded-temporal/tuning.js';

export interface EmbeddedTemporalOptions {
  cliPath: string;
  /** The server's database; its log goes to `logs/temporal.log` beside it, its records to `<file>.pid` and `<file>.version`. */
  dbFile: string;
  /** Serve Temporal's web UI too. */
  ui: boolean;
  /** Names of Keyword attributes by which workflows can be listed. */
  searchAttributes: string[];
  /** Told in one line each what is worth knowing; the server's own log goes to its file. */
  log: (line: string) => void;
  /** Told as soon as the server's process is on its way: what takes the processor for long shall begin no sooner. */
  onSpawn?: () => void;
  /** How long the server may take to answer. */
  patienceMs?: number;
}

export interface EmbeddedTemporal {
  /** host:port for clients and workers. */
  address: string;
  uiUrl: string | null;
  /** The server's own process. */
  pid: number;
  /** Resolves when the server has ended, asked or not; never rejects. */
  ended: Promise<void>;
  /** Ends the server at once: what it answered is on disk. Telling it twice does no harm. */
  stop(): Promise<void>;
}

/**
 * The caller holds the lock of the project: a server that still runs on this database is a leftover, and is ended first.
 * @throws AssuranceError TEMPORAL_NOT_STARTED, TEMPORAL_PORT_TAKEN, TEMPORAL_DATABASE_OTHER_VERSION
 */
export async function startEmbeddedTemporal(options: EmbeddedTemporalOptions): Promise<EmbeddedTemporal> {
  const dbFile = resolve(options.dbFile);
  await mkdir(dirname(dbFile), { recursive: true });
  const leftover = await endLeftover(dbFile);
  if (leftover !== null) options.log(`ended the Temporal server of an earlier run (process ${leftover})`);
  await checkDatabaseVersion(dbFile, options.cliPath);
  for (let attempt = 1; ; attempt++) {
    try {
      return await start({ ...options, dbFile });
    } catch (error) {
      if (!(error instanceof AssuranceError && error.code === 'TEMPORAL_PORT_TAKEN' && attempt < 3)) throw error;
    }
  }
}

async function start(options: EmbeddedTemporalOptions): Promise<EmbeddedTemporal> {
  const { cliPath, dbFile, ui, searchAttributes, onSpawn, patienceMs = 60_000 } = options;
  const [port, uiPort] = [await freePort(), ui ? await freePort() : null];
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--db-filename', dbFile, '--log-level', 'warn'];
  args.push(...tuningArguments);
  args.push(...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]));
  args.push(...searchAttributes.flatMap((name) => ['--search-attribute', `${name}=Keyword`]));

  const log = new LogFile(dbFile);
  const guard = fork(builtFile('workers/embedded-temporal/guard.js'), [dbFile, cliPath, ...args], {
    env: tunedEnvironment(process.env),
    execArgv: [],
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  const server = new Server(guard, dbFile);
  onSpawn?.();
  try {
    const pid = await server.spawned;
    const waiting = new AbortController();
    const late = setTimeout(() => waiting.abort(new Error(`it did not answer within ${patienceMs / 1000} s`)), patienceMs);
    void server.ended.then(() => waiting.abort(new Error('it ended')));
    try {
      // Loaded only now, because it takes as long as the server takes to start.
      const { connectWhenReady, extendRetention, registerKeywords, whenServed } = await import('./embedded-temporal/ready.js');
      const connection = await connectWhenReady(port, waiting.signal);
      const prepare = () =>
        Promise.all([
          extendRetention(connection),
          registerKeywords(connection, searchAttributes),
          recordDatabaseVersion(dbFile, connection),
        ]);
      await whenServed(connection, prepare, waiting.signal);
      await connection.close();
    } finally {
      clearTimeout(late);
    }
    // From here on the server does not keep this process from ending; when it ends, so does the server.
    guard.unref();
    guard.channel?.unref();
    return {
      address: `127.0.0.1:${port}`,
      uiUrl: uiPort === null ? null : `http://127.0.0.1:${uiPort}`,
      pid,
      ended: server.ended,
      stop: () => server.stop(),
    };
  } catch (cause) {
    await server.stop();
    throw startError(log, cause);
  } finally {
    log.close();
  }
}

/** The guard's process seen from the engine. */
class Server {
  readonly spawned: Promise<number>;
  readonly ended: Promise<void>;

  constructor(
    private readonly guard: ChildProcess,
    private readonly dbFile: string,
  ) {
    this.ended = new Promise((resolve) => guard.once('exit', resolve)).then(() => this.clear());
    this.spawned = new Promise((resolve, reject) => {
      guard.once('message', (message: GuardMessage) => ('pid' in message ? resolve(message.pid) : reject(new Error(message.failed))));
      guard.once('error', reject);
      guard.once('exit', () => reject(new Error('its guard ended')));
    });
  }

  async stop(): Promise<void> {
    this.guard.ref();
    if (this.guard.connected) this.guard.send('stop', () => undefined);
    await this.ended;
  }

  /** Whoever killed the guard alone did not end the server. What cannot be cleared now is cleared by the next start. */
  private async clear(): Promise<void> {
    await endLeftover(this.dbFile).catch(() => undefined);
    await removeRecord(this.dbFile).catch(() => undefined);
  }
}

function startError(log: LogFile, cause: unknown): AssuranceError {
  const said = log.tail();
  const taken = said.includes('address already in use');
  const why = [cause instanceof Error ? cause.message : '', said.split('\n').at(-1)].filter(Boolean).join('; ');
  const message = taken ? 'A port that was free a moment ago is taken.' : `The embedded Temporal server did not come up: ${why}`;
  return new AssuranceError(taken ? 'TEMPORAL_PORT_TAKEN' : 'TEMPORAL_NOT_STARTED', message, { where: log.path, cause });
}
