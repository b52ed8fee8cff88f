/** The built command in a process of its own, as a person or a script starts it. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const bin = fileURLToPath(new URL('../../bin/assurance.js', import.meta.url));

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  env?: Record<string, string>;
  input?: string;
}

/** Neither output is a terminal; colours and width are those of `env` only. */
export function assurance(cwd: string, args: string[], { env = {}, input = '' }: RunOptions = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const { NO_COLOR: _n, FORCE_COLOR: _f, COLUMNS: _c, ...inherited } = process.env;
    const child = spawn(process.execPath, [bin, ...args], { cwd, env: { ...inherited, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** What the command answers a script. */
export async function assuranceJson<T = Record<string, unknown>>(
  cwd: string,
  args: string[],
): Promise<{ code: number | null; document: T; stderr: string }> {
  const { code, stdout, stderr } = await assurance(cwd, [...args, '--json']);
  return { code, document: JSON.parse(stdout) as T, stderr };
}
