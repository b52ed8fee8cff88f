/** Turns whatever was thrown into one answer: a JSON document, or lines a person can act upon; and the exit code. */

import { CommanderError } from 'commander';
import { AssuranceError } from '../schemas/errors/error.js';
import { problemText, type Problem } from '../schemas/errors/problem.js';
import { printable } from '../schemas/printable.js';
import { jsonText } from './render/json.js';
import { wrap } from './render/text.js';
import { failed, wrongUse, type ExitCode, type Session } from './session.js';

/** As it is printed with --json, under the key `error`. */
export interface ErrorReport {
  code: string;
  message: string;
  where: string | null;
  fix: string;
  problems?: readonly Problem[];
}

/**
 * @param command the command that was meant, for `assurance help COMMAND`; empty when none was.
 *
 * Prints the error once and says how the process ends. Wrong use and wrong project files are 2, everything else 1.
 */
export function report(thrown: unknown, session: Session, command: string): ExitCode {
  const error = asAssuranceError(thrown, command);
  const answer = errorReport(error);
  if (session.json) session.out.line(jsonText({ error: answer }));
  session.err.line(readable(answer, session));
  if (process.env['ASSURANCE_DEBUG']) session.err.line(stackOf(thrown).split('\n').map(printable).join('\n'));
  return error.kind === 'usage' || error.kind === 'project' ? wrongUse : failed;
}

export function errorReport(error: AssuranceError): ErrorReport {
  const { code, message, where = null, fix, problems } = error;
  return { code, message, where, fix, ...(problems.length > 0 ? { problems } : {}) };
}

export function asAssuranceError(thrown: unknown, command = ''): AssuranceError {
  if (thrown instanceof AssuranceError) return thrown;
  if (thrown instanceof CommanderError) return usageError(thrown, command);
  const system = thrown as NodeJS.ErrnoException;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new AssuranceError('INTERNAL', text, { where: system.path, cause: thrown });
}

/** Commander's sentence, without its `error:`; a suggestion it makes becomes what to do. */
function usageError(error: CommanderError, command: string): AssuranceError {
  const help = `See \`assurance help${command === '' ? '' : ` ${command}`}\`.`;
  if (error.code === 'commander.help') {
    return new AssuranceError('COMMAND_USAGE', 'A command is missing, or there is no such command.', { fix: help });
  }
  const [sentence = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const message = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`.replace(/\.?$/, '.');
  return new AssuranceError('COMMAND_USAGE', message, { fix: suggestion?.replace(/^\((.*)\)$/, '$1') ?? help });
}

function readable(answer: ErrorReport, session: Session): string {
  const { colours } = session.err;
  const room = Math.max(20, Math.min(session.err.width, 100) - 9);
  const field = (name: string, text: string) =>
    wrap(printable(text), room).map((l, i) => `  ${colours.dim((i === 0 ? name : '').padEnd(6))} ${l}`);
  return [
    `${colours.red('✗')} ${colours.bold(answer.message.split('\n').map(printable).join('\n  '))}`,
    ...(answer.problems ?? []).flatMap((p) => field('', `- ${problemText(p)}`)),
    ...(answer.where === null ? [] : field('where', answer.where)),
    ...field('code', answer.code),
    ...field('do', answer.fix),
  ].join('\n');
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return (thrown.stack ?? thrown.message) + (thrown.cause === undefined ? '' : `\ncaused by ${stackOf(thrown.cause)}`);
}
