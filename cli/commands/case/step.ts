import { Command, InvalidArgumentError } from 'commander';
import type { CaseStepRequest } from '../../../client/index.js';
import { withClient } from '../../engine.js';
import { finish } from '../../help.js';
import { words } from '../../options.js';
import { stepText } from '../../render/case-step.js';
import { act, done, type Session } from '../../session.js';

const id = 'id of the case, as `assurance case list` shows it';
const byOption = ['--by <role>', 'the role that does it, for the record', words] as const;

export function assignCommand(session: Session): Command {
  const command = new Command('assign')
    .summary('give a case to somebody')
    .description('Assigns a case to a person, a desk or a party. The first assignment answers the response clock. A resolved case goes on.')
    .argument('<id>', id)
    .requiredOption('--to <who>', 'who works on it; stands in the registry only', words)
    .option(...byOption);
  takes(session, command, 'assigned', ({ to, by }: { to: string; by?: string }) => ({ kind: 'assigned', assigned_to: to, by }));
  return finish(command, [['assurance case assign C-1A2B3C4D --to ENG-7', 'somebody has it']]);
}

export function escalateCommand(session: Session): Command {
  const command = new Command('escalate')
    .summary('pass a case on to the next level')
    .description(
      'Escalates a case by one level. Level 3 is the manufacturer: from level 2 only, and only where a partner serves the unit on levels 1 and 2 under PAMS.',
    )
    .argument('<id>', id)
    .option('--level <n>', 'the level, 2 or 3 (default: the next one)', level)
    .option('--note <text>', 'why', words)
    .option(...byOption);
  takes(session, command, 'escalated', ({ level, note, by }: { level?: 2 | 3; note?: string; by?: string }) => ({
    ...{ kind: 'escalated', level, text: note, by },
  }));
  return finish(command, [['assurance case escalate C-1A2B3C4D --note "logs attached"', 'one level up']]);
}

export function noteCommand(session: Session): Command {
  const command = new Command('note')
    .summary('add a note to a case')
    .description('Adds a note. It stands in the registry only.')
    .argument('<id>', id)
    .requiredOption('--text <text>', 'the note', words)
    .option(...byOption);
  takes(session, command, 'noted', ({ text, by }: { text: string; by?: string }) => ({ kind: 'noted', text, by }));
  return finish(command, [['assurance case note C-1A2B3C4D --text "part is on its way" --by service-desk', 'in its history']]);
}

export function closeCommand(session: Session): Command {
  const command = new Command('close')
    .summary('close a case')
    .description('Closes a case for good; what comes up later is a new one.')
    .argument('<id>', id)
    .requiredOption(...byOption)
    .option('--resolution <text>', 'how it was resolved', words);
  takes(session, command, 'closed', ({ by, resolution }: { by: string; resolution?: string }) => ({
    kind: 'closed',
    by,
    text: resolution,
  }));
  return finish(command, [['assurance case close C-1A2B3C4D --by service-desk --resolution "unit replaced"', 'it is over']]);
}

type Step = CaseStepRequest extends infer R ? (R extends CaseStepRequest ? Omit<R, 'case_id'> : never) : never;

function takes<Options>(session: Session, command: Command, what: string, step: (options: Options) => Step): void {
  command.action(
    act(session, async (context, case_id: string, options: Options) => {
      const taken = await withClient(context, (client) => client.cases.step({ case_id, ...step(options) }));
      if (context.json) context.printJson(taken);
      else context.out.line(stepText(taken, what, context.out));
      return done;
    }),
  );
}

function level(text: string): 2 | 3 {
  if (text !== '2' && text !== '3') throw new InvalidArgumentError('Expected 2 or 3.');
  return text === '2' ? 2 : 3;
}
