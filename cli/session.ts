/** What a command has at hand: where it writes, which project, and the one way to end with an exit code. */

import path from 'node:path';
import type { Command } from 'commander';
import { terminalFor, type Terminal } from './render/terminal.js';
import { jsonText } from './render/json.js';

/** 0 done; 1 failed; 2 wrong use or wrong project file; 3 done but something waits for a person. */
export type ExitCode = 0 | 1 | 2 | 3;
export const done: ExitCode = 0;
export const failed: ExitCode = 1;
export const wrongUse: ExitCode = 2;
export const waits: ExitCode = 3;

export interface Session {
  out: Terminal;
  err: Terminal;
  /** One JSON document on `out` and nothing else; also for errors. */
  json: boolean;
  exitCode: ExitCode;
  /** Help or version that was asked for. */
  help: string;
}

/** `--json` counts wherever it stands, so that a command line which cannot be parsed is answered in JSON as well. */
export function openSession(args: string[]): Session {
  const flags = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  return { out: terminalFor(process.stdout), err: terminalFor(process.stderr), json: flags.includes('--json'), exitCode: done, help: '' };
}

/** What an action gets besides its own arguments. */
export interface Context extends Session {
  /** Absolute. The folder that holds assurance.yaml. */
  projectDir: string;
  /** Prints the command's one JSON document. */
  printJson: (value: unknown) => void;
  /** A line for a person on standard error: progress and hints, which are no part of the answer. */
  note: (text: string) => void;
}

/** Wraps a command's work as a commander action: arguments and own options come through, the exit code goes into the session. */
export function act<Args extends unknown[]>(session: Session, work: (context: Context, ...args: Args) => Promise<ExitCode>) {
  return async function (this: Command, ...args: unknown[]): Promise<void> {
    session.json ||= globalOption<boolean>(this, 'json') === true;
    const context: Context = {
      ...session,
      projectDir: path.resolve(globalOption<string>(this, 'project') ?? '.'),
      printJson: (value) => session.out.line(jsonText(value)),
      note: (text) => session.err.line(text),
    };
    // Commander adds the command itself as the last argument; the options before it are the action's own.
    session.exitCode = await work(context, ...(args.slice(0, -1) as Args));
  };
}

/** The option nearest to the end of the command line counts. */
function globalOption<T>(command: Command, name: string): T | undefined {
  for (let at: Command | null = command; at; at = at.parent) {
    const value = at.opts<Record<string, T | undefined>>()[name];
    if (value !== undefined) return value;
  }
  return undefined;
}
