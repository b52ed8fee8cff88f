import path from 'node:path';
import { Command } from 'commander';
import { withClient } from '../../engine.js';
import { finish } from '../../help.js';
import { decidedText } from '../../render/decided.js';
import { act, done, waits, type Session } from '../../session.js';
import { needsPerson } from '../../words.js';
import { withDecider, type DecisionOptions } from './decide.js';

/** A corrected copy of rejected rows, or a whole corrected file in the place of a held delivery. */
export function resubmitCommand(session: Session): Command {
  const command = withDecider(new Command('resubmit'))
    .summary('hand in corrected rows, or a corrected file in the place of a held delivery')
    .description(
      'Takes a corrected copy of the file that `quarantine export` wrote, and closes the rejected rows that it corrects; any other file takes the place of a held delivery, which is ' +
        'left out. Either is judged like every other file. Exit code 3 when it waits for somebody, too.',
    )
    .argument('<file>', 'the corrected file')
    .action(
      act(session, async (context, delivery: string, file: string, { by, reason }: DecisionOptions) => {
        const decided = await withClient(context, (client) => client.resubmit({ delivery, file: path.resolve(file), by, reason }));
        if (context.json) context.printJson(decided);
        else context.out.line(decidedText(decided, context.out));
        return decided.corrected !== undefined && needsPerson(decided.corrected.status) ? waits : done;
      }),
    );
  return finish(command, [
    [
      'assurance quarantine resubmit d41c0b2 corrected.csv --by operations --reason "completed by Northgate"',
      'judged and reconciled before the command ends',
    ],
  ]);
}
