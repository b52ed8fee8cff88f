/** Who holds a project: enough to tell whether that process still lives. */

import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

export interface Holder {
  pid: number;
  host: string;
  /** When the process started, as its system counts it: process ids are used again. */
  started: string;
  role: 'up' | 'call';
  token: string;
}

/** The holder touches its lock this often; on another host nothing else can tell whether it lives. */
export const touchEveryMs = 10_000;
const silentMs = 60_000;

export async function myself(role: Holder['role'], token: string): Promise<Holder> {
  return { pid: process.pid, host: hostname(), started: await startOf(process.pid), role, token };
}

/** @returns undefined when nobody holds it. */
export async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function isAlive(holder: Holder, file: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    const touched = await stat(file).catch(() => undefined);
    return touched !== undefined && Date.now() - touched.mtimeMs < silentMs;
  }
  const started = await startOf(holder.pid);
  return started !== '' && started === holder.started;
}

/** Empty when there is no such process, or only its remains that nobody has waited for. */
async function startOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return startByPs(pid);
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the name in brackets and may hold blanks; state is the first after it, start time the twentieth.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return line === '' || fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '');
}

async function startByPs(pid: number): Promise<string> {
  if (process.platform === 'win32') return isThere(pid) ? 'there' : '';
  const ps = promisify(execFile)('ps', ['-p', String(pid), '-o', 'lstart=']);
  return ps.then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
