import { Command, InvalidArgumentError } from 'commander';
import type { CaseStepRequest } from '../../../client/index.js';
import { withClient } from '../../engine.js';
import { finish, type Example } from '../../help.js';
import { words } from '../../options.js';
import { stepText } from '../../render/case-step.js';
import { act, done, type Session } from '../../session.js';

const byOption = ['--by <role>', 'the role that does it, for the record', words] as const;

export function assignCommand(session: Session): Command {
  const command = forCase(
    'assign',
    'give a case to somebody',
    'Assigns a case to a person, a desk or a party. The first assignment answers the response clock. A resolved case goes on.',
  )
    .requiredOption('--to <who>', 'who works on it; stands in the registry only', words)
    .option(...byOption);
  return takes(session, command, {
    what: 'assigned',
    step: ({ to, by }: { to: string; by?: string }) => ({ kind: 'assigned', assigned_to: to, by }),
    example: ['assurance case assign C-1A2B3C4D --to ENG-7', 'somebody has it'],
  });
}

export function escalateCommand(session: Session): Command {
  const command = forCase(
    'escalate',
    'pass a case on to the next level',
    'Escalates a case by one level. Level 3 is the manufacturer: from level 2 only, and only where a partner serves the unit on levels 1 and 2 under PAMS.',
  )
    .option('--level <n>', 'the level, 2 or 3 (default: the next one)', level)
    .option('--note <text>', 'why', words)
    .option(...byOption);
  return takes(session, command, {
    what: 'escalated',
    step: ({ level, note, by }: { level?: 2 | 3; note?: string; by?: string }) => ({ kind: 'escalated', level, text: note, by }),
    example: ['assurance case escalate C-1A2B3C4D --note "logs attached"', 'one level up'],
  });
}

export function noteCommand(session: Session): Command {
  const command = forCase('note', 'add a note to a case', 'Adds a note. It stands in the registry only.')
    .requiredOption('--text <text>', 'the note', words)
    .option(...byOption);
  return takes(session, command, {
    what: 'noted',
    step: ({ text, by }: { text: string; by?: string }) => ({ kind: 'noted', text, by }),
    example: ['assurance case note C-1A2B3C4D --text "part is on its way" --by service-desk', 'in its history'],
  });
}

export function closeCommand(session: Session): Command {
  const command = forCase('close', 'close a case', 'Closes a case for good; what comes up later is a new one.')
    .requiredOption(...byOption)
    .option('--resolution <text>', 'how it was resolved', words);
  return takes(session, command, {
    what: 'closed',
    step: ({ by, resolution }: { by: string; resolution?: string }) => ({ kind: 'closed', by, text: resolution }),
    example: ['assurance case close C-1A2B3C4D --by service-desk --resolution "unit replaced"', 'it is over'],
  });
}

const forCase = (name: string, summary: string, description: string): Command =>
  new Command(name).summary(summary).description(description).argument('<id>', 'id of the case, as `assurance case list` shows it');

type Step = CaseStepRequest extends infer R ? (R extends CaseStepRequest ? Omit<R, 'case_id'> : never) : never;

interface Taking<Options> {
  /** What was done with the case, in the line that answers. */
  what: string;
  step: (options: Options) => Step;
  example: Example;
}

function takes<Options>(session: Session, command: Command, { what, step, example }: Taking<Options>): Command {
  command.action(
    act(session, async (context, case_id: string, options: Options) => {
      const taken = await withClient(context, (client) => client.cases.step({ case_id, ...step(options) }));
      if (context.json) context.printJson(taken);
      else context.out.line(stepText(taken, what, context.out));
      return done;
    }),
  );
  return finish(command, [example]);
}

function level(text: string): 2 | 3 {
  if (text !== '2' && text !== '3') throw new InvalidArgumentError('Expected 2 or 3.');
  return text === '2' ? 2 : 3;
}
