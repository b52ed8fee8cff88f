/** Runs a program to its end within a bounded time. Every way of fetching goes through here, so none can hang. */

import { spawn } from 'node:child_process';

export interface Ran {
  stdout: string;
  /** The last thing that it said on standard error, for a log line. */
  lastWords: string;
}

export interface RunOptions {
  timeoutMs: number;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/** @throws Error when it cannot be started, ends with a code other than 0, or takes too long (then it is killed). */
export function run(command: string, args: string[], { timeoutMs, env, signal }: RunOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, killSignal: 'SIGKILL' });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-4_000)));
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      const lastWords = stderr.trim().split('\n').at(-1) ?? '';
      if (code === 0) resolve({ stdout, lastWords });
      else reject(new Error(killedBy ? `no end within ${timeoutMs / 1000} s` : lastWords || `exit code ${code}`));
    });
  });
}
