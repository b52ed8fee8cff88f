/** What all commands share: the two global options, examples below the help, output through the session. */

import type { Command, Help } from 'commander';
import type { Session } from './session.js';

/** [command line, what it does]; shown below the help of the command. */
export type Example = [string, string];

/** Adds the global options, so that they are accepted before and after the command's name, and the examples. */
export function finish(command: Command, examples: Example[]): Command {
  command
    .option('--project <dir>', 'folder that holds assurance.yaml (default: here)')
    .option('--json', 'one JSON document on standard output, nothing else')
    .helpOption('-h, --help', 'this help');
  if (examples.length > 0) command.addHelpText('after', () => `\nExamples:\n${exampleLines(examples)}`);
  return command;
}

function exampleLines(examples: Example[]): string {
  return examples.map(([line, what]) => `  $ ${line}\n      ${what}`).join('\n');
}

/** Makes commander throw instead of exit, and write through the session. Called on the root before the commands are added. */
export function configure(root: Command, session: Session): Command {
  return root
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      // Help comes in pieces; main.ts prints it as one text, or one document.
      writeOut: (text) => void (session.help += text),
      // Errors are thrown, and printed once by report.ts.
      writeErr: () => undefined,
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(session.out.width, 100),
      getErrHelpWidth: () => Math.min(session.err.width, 100),
      getOutHasColors: () => session.out.colours.isColorSupported,
      stripColor: (text) => text,
    })
    .configureHelp({
      showGlobalOptions: false,
      styleTitle: (title) => session.out.colours.bold(title),
      styleCommandText: (text) => text,
      subcommandTerm: (command) => command.name() + argumentsOf(command),
    } satisfies Partial<Help>);
}

function argumentsOf(command: Command): string {
  const words = command.registeredArguments.map((a) => {
    const name = a.name().toUpperCase() + (a.variadic ? '…' : '');
    return a.required ? ` ${name}` : ` [${name}]`;
  });
  return words.join('') + (command.commands.length > 0 ? ' …' : '');
}

/** Hangs a command (and what hangs below it) under its parent with the parent's settings. */
export function attach(parent: Command, ...children: Command[]): Command {
  for (const child of children) {
    parent.addCommand(child);
    inherit(child, parent);
  }
  return parent;
}

function inherit(child: Command, parent: Command): void {
  child.copyInheritedSettings(parent);
  for (const grandchild of child.commands) inherit(grandchild, child);
}
