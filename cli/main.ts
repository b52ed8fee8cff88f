/** Runs one command line and ends the process with its exit code. */

import { CommanderError, type Command } from 'commander';
import { createProgram } from './program.js';
import { jsonText } from './render/json.js';
import { report } from './report.js';
import { done, openSession, type ExitCode, type Session } from './session.js';

/** @param args without node and the script. Without any, help is what was asked for. */
export async function main(args: string[]): Promise<never> {
  const session = openSession(args);
  // What a library throws on a timer of its own has nobody to catch it; it is answered like every other error.
  process.once('uncaughtException', (error) => void end(session, report(error, session, '')));
  return end(session, await run(session, args.length === 0 ? ['--help'] : args));
}

async function end(session: Session, code: ExitCode): Promise<never> {
  await Promise.all([session.out.drained(), session.err.drained()]);
  // Native handles of DuckDB and Temporal may still be open; everything is written.
  process.exit(code);
}

async function run(session: Session, args: string[]): Promise<ExitCode> {
  const program = createProgram(session);
  try {
    await program.parseAsync(args, { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      const text = session.help.trimEnd();
      session.out.line(session.json ? jsonText(error.code === 'commander.version' ? { version: text } : { help: text }) : text);
      return done;
    }
    return report(error, session, meant(program, args));
  }
}

/** The command that the line names, as far as it is one: `quarantine show`. */
function meant(program: Command, args: string[]): string {
  const names: string[] = [];
  let at = program;
  for (const arg of args) {
    const next = at.commands.find((command) => command.name() === arg);
    if (next === undefined) continue;
    names.push(arg);
    at = next;
  }
  return names.join(' ');
}
