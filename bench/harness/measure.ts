/** Runs a program and measures it from outside: wall time, CPU seconds and peak memory of the process with all its descendants. */

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  code: number | null;
  wall_seconds: number;
  /** User and system, of the program and of all descendants that it waited for. */
  cpu_seconds: number;
  /** Highest sum of resident memory over the process tree; pages that two processes share count twice. Undefined where there is no /proc. */
  peak_bytes: number | undefined;
  stdout: string;
  /** Last of what it said. */
  said: string;
}

/** Often enough to see a peak, seldom enough not to be one. */
const sampleMs = 100;

/** The shell adds up what its children used (`times`), which Node cannot ask for. */
const script = '"$@"; code=$?; times >&3; exit $code';

export async function measure(
  command: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<Measured> {
  const started = performance.now();
  const child = spawn('/bin/sh', ['-c', script, 'sh', ...command], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [stdout, stderr, times] = [1, 2, 3].map((at) => text(child.stdio[at] as NodeJS.ReadableStream));
  let peak: number | undefined;
  const timer = setInterval(() => {
    const now = treeBytes(child.pid!);
    if (now !== undefined) peak = Math.max(peak ?? 0, now);
  }, sampleMs);
  try {
    const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    const wall_seconds = (performance.now() - started) / 1000;
    return { code, wall_seconds, cpu_seconds: childSeconds(times!()), peak_bytes: peak, stdout: stdout!(), said: stderr!().slice(-2000) };
  } finally {
    clearInterval(timer);
  }
}

function text(stream: NodeJS.ReadableStream): () => string {
  let all = '';
  stream.setEncoding('utf8').on('data', (piece: string) => (all += piece));
  return () => all;
}

/** The second line of `times` is the children's: `1m2.345s 0m0.678s`. */
function childSeconds(times: string): number {
  const line = times.trim().split('\n')[1] ?? '';
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

/** Resident memory of a process and all its descendants. */
export function treeBytes(root: number): number | undefined {
  const children = new Map<number, number[]>();
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const parent = parentOf(Number(name));
      if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    }
  } catch {
    return undefined;
  }
  let sum = 0;
  for (const waiting = [root]; waiting.length > 0;) {
    const pid = waiting.pop()!;
    sum += residentBytes(pid);
    waiting.push(...(children.get(pid) ?? []));
  }
  return sum;
}

/** Undefined for a process that has just ended. */
function parentOf(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // The second field is the name in brackets, which may hold blanks and brackets
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

const pageBytes = 4096;
const residentBytes = (pid: number): number => Number(read(`/proc/${pid}/statm`)?.split(' ')[1] ?? 0) * pageBytes;

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
