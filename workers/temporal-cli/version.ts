/** Asks an executable who it is. Whatever stands at a path counts as Temporal's tool only after it has answered. */

import { run } from './run.js';

/** The oldest version that this product has run with: it needs Update-with-Start and typed search attributes in the dev server. */
export const oldestVersion = '1.5.1';

export interface Identity {
  /** Of the tool, such as 1.9.1. */
  version: string;
  /** Of the server inside it, such as 1.32.0; empty when it does not say. */
  server: string;
}

/** @throws Error saying why the file cannot serve: not executable, not Temporal's tool, too old. */
export async function askVersion(path: string): Promise<Identity> {
  const { stdout } = await run(path, ['--version'], { timeoutMs: 20_000 });
  const version = /^temporal version (\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) throw new Error(`it does not answer like Temporal's command line tool`);
  if (compare(version, oldestVersion) < 0) throw new Error(`it is version ${version}, and ${oldestVersion} is the oldest that serves`);
  return { version, server: /Server (\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? '' };
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((v) => v.split('.').map(Number));
  const first = left!.findIndex((part, i) => part !== right![i]);
  return first === -1 ? 0 : left![first]! - right![first]!;
}
