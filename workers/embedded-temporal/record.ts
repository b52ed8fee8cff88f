/**
 * The record of a running server beside its database: `temporal.sqlite.pid`. Two servers on one database would damage it, so whoever
 * starts one first ends what an earlier engine may have left behind.
 */

import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { AssuranceError } from '../../schemas/errors/error.js';
import { recordFile } from './record-file.js';

export const removeRecord = (dbFile: string) => rm(recordFile(dbFile), { force: true });

/**
 * Ends the server that a dead engine left running on this database, if there is one. The caller holds the project's lock.
 * @returns the process id of the server that was ended, or null
 * @throws AssuranceError TEMPORAL_NOT_STARTED when that process does not end.
 */
export async function endLeftover(dbFile: string): Promise<number | null> {
  const pid = Number(await readFile(recordFile(dbFile), 'utf8').catch(() => ''));
  if (!(Number.isInteger(pid) && pid > 1 && (await servesDatabase(pid, dbFile)))) return null;
  const until = Date.now() + 10_000;
  do {
    kill(pid);
    await sleep(20);
    if (!(await servesDatabase(pid, dbFile))) return pid;
  } while (Date.now() < until);
  throw new AssuranceError('TEMPORAL_NOT_STARTED', `A Temporal server of an earlier run (process ${pid}) does not end.`, {
    where: dbFile,
    fix: `End process ${pid} by hand, then run the command again.`,
  });
}

/** Process ids are used again: only a process whose command line is a Temporal server on this very database counts. */
async function servesDatabase(pid: number, dbFile: string): Promise<boolean> {
  const command = (await commandLine(pid)).split(/[\0\n ]+/).join(' ');
  return command.includes('server start-dev') && command.includes(`--db-filename ${dbFile.split(/ +/).join(' ')}`);
}

/** Empty when there is no such process (or a dead one that nobody has waited for). */
async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const ps = promisify(execFile)('ps', ['-ww', '-p', String(pid), '-o', 'command=']);
  return ps.then(
    ({ stdout }) => stdout,
    () => '',
  );
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}
