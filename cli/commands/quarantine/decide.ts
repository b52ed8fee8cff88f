import { Command } from 'commander';
import { withClient } from '../../engine.js';
import { finish, type Example } from '../../help.js';
import { words } from '../../options.js';
import { decidedText } from '../../render/decided.js';
import { act, done, type Session } from '../../session.js';

export interface DecisionOptions {
  by: string;
  reason: string;
}

/** Who decides and why goes on record with the decision. */
export function withDecider(command: Command): Command {
  return command
    .argument('<delivery>', "a delivery's id or the beginning of it")
    .requiredOption('--by <role>', 'the role that decides, such as operations', words)
    .requiredOption('--reason <text>', 'why, for the record', words);
}

export function releaseCommand(session: Session): Command {
  return decisionCommand(
    session,
    'release',
    'take a held delivery as it is',
    'Takes a held delivery: its good rows enter the registry, its rejected rows stay in quarantine. The decision goes on record.',
    [
      [
        'assurance quarantine release d41c0b2 --by operations --reason "Northgate confirmed the figures"',
        'the good rows count from now on',
      ],
    ],
  );
}

export function discardCommand(session: Session): Command {
  return decisionCommand(
    session,
    'discard',
    'leave a held delivery out for good',
    'Leaves a held delivery out: none of its rows enter the registry. The bytes stay in the store, and the decision goes on record.',
    [['assurance quarantine discard d41c0b2 --by operations --reason "test file, sent by mistake"', 'it waits no more']],
  );
}

function decisionCommand(
  session: Session,
  kind: 'release' | 'discard',
  summary: string,
  description: string,
  examples: Example[],
): Command {
  const command = withDecider(new Command(kind).summary(summary).description(description)).action(
    act(session, async (context, delivery: string, { by, reason }: DecisionOptions) => {
      const decided = await withClient(context, (client) => client[kind]({ delivery, by, reason }));
      if (context.json) context.printJson(decided);
      else context.out.line(decidedText(decided, context.out));
      return done;
    }),
  );
  return finish(command, examples);
}
