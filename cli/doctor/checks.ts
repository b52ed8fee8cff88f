/** What can be wrong with this machine or this project, each looked at for itself: one failing check hides no other. */

import { access, constants, mkdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { AssuranceError } from '../../schemas/errors/error.js';
import { homePaths } from '../../schemas/staging.js';
import { engineState } from '../../client/engine-state.js';
import { loadProject, type LoadedProject } from '../../client/project.js';
import { readSnapshot } from '../../client/read.js';
import { configuredServer, locateTemporalCli } from '../../client/temporal.js';
import { count } from '../render/text.js';

export interface Check {
  check: string;
  state: 'ok' | 'warn' | 'fail';
  detail: string;
  /** What to do; null when all is well. */
  fix: string | null;
}

const ok = (check: string, detail: string): Check => ({ check, state: 'ok', detail, fix: null });
const warn = (check: string, detail: string, fix: string): Check => ({ check, state: 'warn', detail, fix });
const fail = (check: string, detail: string, fix: string): Check => ({ check, state: 'fail', detail, fix });

export async function runChecks(projectDir: string): Promise<Check[]> {
  const machine = [node(), await guarded('temporal', temporal)];
  const loaded = await loadProject(projectDir).catch((error: unknown) => asError(error));
  if (loaded instanceof AssuranceError) return [...machine, fail('project file', loaded.message, loaded.fix)];
  return [
    ...machine,
    ok('project file', `${loaded.file}, ${count(loaded.project.sources.length, 'source')}`),
    timezone(loaded),
    await guarded('home', () => writable('home', loaded.home)),
    await guarded('store', () => writable('store', loaded.store)),
    await guarded('disk space', () => diskSpace(loaded.home)),
    await guarded('snapshot', () => snapshot(loaded)),
    await guarded('clock', () => clock(loaded)),
    await guarded('engine', () => engine(loaded)),
    ...(await Promise.all(loaded.project.sources.map((source) => guarded(`source ${source.id}`, () => folder(loaded, source))))),
  ];
}

/** A check that itself breaks is a failed check, with the error's own advice. */
async function guarded(check: string, look: () => Promise<Check>): Promise<Check> {
  return look().catch((thrown: unknown) => {
    const error = asError(thrown);
    return fail(check, error.message, error.fix);
  });
}

function asError(thrown: unknown): AssuranceError {
  if (thrown instanceof AssuranceError) return thrown;
  return new AssuranceError('MACHINE_FAULT', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}

function node(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 3)) return ok('node', process.version);
  return fail('node', `${process.version} is too old`, 'Install Node 20.3 or newer.');
}

async function temporal(): Promise<Check> {
  const server = configuredServer();
  if (server !== undefined) return ok('temporal', `configured server ${server.options.address}, namespace ${server.namespace}`);
  const cli = await locateTemporalCli({ log: () => undefined });
  if (cli !== null) return ok('temporal', `${cli.version}, ${cli.path} (from ${cli.origin})`);
  return warn(
    'temporal',
    'no command line tool of Temporal on this machine',
    'The next pull fetches it; without internet name one with TEMPORAL_CLI_PATH.',
  );
}

function timezone({ project }: LoadedProject): Check {
  const now = new Intl.DateTimeFormat('sv-SE', { timeZone: project.timezone, dateStyle: 'short', timeStyle: 'short' }).format(new Date());
  if (project.as_of === undefined) return ok('time zone', `${project.timezone}: it is ${now}`);
  return warn(
    'time zone',
    `${project.timezone}: it is ${now}, but verdicts are decided as of ${project.as_of}`,
    'Take as_of out of the project file when the project is in service.',
  );
}

async function writable(check: string, wanted: string): Promise<Check> {
  await mkdir(wanted, { recursive: true });
  await access(wanted, constants.R_OK | constants.W_OK | constants.X_OK);
  return ok(check, wanted);
}

const gigabyte = 1_000_000_000;

async function diskSpace(home: string): Promise<Check> {
  const { bavail, bsize } = await statfs(home);
  const free = bavail * bsize;
  const told = `${(free / gigabyte).toFixed(1)} GB free for ${home}`;
  if (free > 5 * gigabyte) return ok('disk space', told);
  const fix = 'Make room, or name another folder under `home`.';
  return free > gigabyte / 2 ? warn('disk space', told, fix) : fail('disk space', told, fix);
}

async function snapshot({ home }: LoadedProject): Promise<Check> {
  const file = homePaths(home).snapshot;
  const there = await stat(file).catch(() => undefined);
  if (there === undefined) return warn('snapshot', 'nothing was published yet', 'Run `assurance pull`.');
  const [row] = await readSnapshot<{ units: number }>(home, 'SELECT count(*) AS units FROM assets');
  return ok('snapshot', `${count(row?.units ?? 0, 'unit')}, published ${there.mtime.toISOString()}`);
}

/** A clock that runs behind would date what is taken before what was taken already. */
async function clock({ home }: LoadedProject): Promise<Check> {
  const there = await stat(homePaths(home).snapshot).catch(() => undefined);
  const ahead = there === undefined ? 0 : there.mtime.getTime() - Date.now();
  if (ahead > 60_000)
    return fail(
      'clock',
      `it is ${new Date().toISOString()}, and the snapshot was published later than that`,
      'Set the clock of this machine.',
    );
  return ok('clock', new Date().toISOString());
}

async function engine({ home }: LoadedProject): Promise<Check> {
  const { running, role, pid, ui } = await engineState(home);
  if (!running) return ok('engine', 'not running; a pull starts it for itself');
  return ok('engine', `${role === 'up' ? 'assurance up' : 'another command'} has it, process ${pid ?? '?'}${ui === null ? '' : `, ${ui}`}`);
}

async function folder({ projectDir }: LoadedProject, source: LoadedProject['project']['sources'][number]): Promise<Check> {
  const check = `source ${source.id}`;
  const wanted = path.resolve(projectDir, source.connector.path);
  const there = await stat(wanted).catch(() => undefined);
  if (!there?.isDirectory())
    return fail(check, `there is no folder ${wanted}`, `Make it, or correct connector.path of the source; ${source.party} delivers there.`);
  await access(wanted, constants.R_OK | constants.X_OK);
  return ok(check, wanted);
}
