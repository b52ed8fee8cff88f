import { Command, InvalidArgumentError } from 'commander';
import { AssuranceError } from '../../../schemas/errors/error.js';
import { withClient } from '../../engine.js';
import { finish } from '../../help.js';
import { words } from '../../options.js';
import { stepText } from '../../render/case-step.js';
import { act, done, type Session } from '../../session.js';

interface Options {
  product?: string;
  severity: number;
  summary: string;
  party?: string;
  by: string;
  id?: string;
  override?: boolean;
  reason?: string;
}

/** Asks the registry for the verdict of the unit on this day first (requirements R3.5 and R6.1). */
export function caseOpenCommand(session: Session): Command {
  const command = new Command('open')
    .summary('open a case for a unit, when it may be served')
    .description(
      'Opens a case. A unit whose service is refused today, or that the registry does not know, is refused with the reason; a named role may override that, on record. ' +
        'Typed again on the same day it is the same case. The summary stands in the registry only.',
    )
    .argument('<serial>', 'serial number of the unit')
    .option('--product <product>', 'product number, when several products have a unit with this serial, or none')
    .requiredOption('--severity <n>', '1 (worst) to 4; the response clock goes by it', severity)
    .requiredOption('--summary <text>', 'what it is about', words)
    .option('--party <party>', 'who keeps it (default: who serves the unit on levels 1 and 2 today)', words)
    .requiredOption('--by <role>', 'the role that opens it, such as service-desk', words)
    .option('--id <id>', 'its name, when it has one elsewhere already; no personal data', caseName)
    .option('--override', 'open it although the unit is refused or unknown; needs --reason')
    .option('--reason <text>', 'why, for the record', words)
    .action(
      act(session, async (context, serial: string, { product, override, reason, ...asked }: Options) => {
        if ((override === true) !== (reason !== undefined))
          throw new AssuranceError('COMMAND_USAGE', '`--override` and `--reason TEXT` belong together.');
        const opened = await withClient(context, (client) =>
          client.cases.open({ serial_number: serial, product_number: product, override: reason, ...asked }),
        );
        if (context.json) context.printJson(opened);
        else context.out.line(stepText(opened, 'opened', context.out));
        return done;
      }),
    );
  return finish(command, [
    ['assurance case open LS-0012345 --severity 2 --summary "no picture" --by service-desk', 'kept by who serves the unit today'],
    [
      'assurance case open LS-0012345 --severity 1 --summary "…" --by service-manager --override --reason "hospital"',
      'although its service is refused',
    ],
  ]);
}

function severity(text: string): number {
  if (!/^[1-4]$/.test(text)) throw new InvalidArgumentError('Expected 1, 2, 3 or 4.');
  return Number(text);
}

function caseName(text: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text))
    throw new InvalidArgumentError('Expected letters, digits, points, hyphens and underscores, 64 at most.');
  return text;
}
