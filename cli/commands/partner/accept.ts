import { Command, Option } from 'commander';
import type { AcceptRequest } from '../../../client/partner-assets/accept.js';
import { acceptedAttributes, type AcceptedAttribute } from '../../../schemas/vocabulary.js';
import { printable } from '../../../schemas/printable.js';
import { withClient } from '../../engine.js';
import { finish } from '../../help.js';
import { words } from '../../options.js';
import { act, done, type Context, type ExitCode, type Session } from '../../session.js';

interface Options {
  product?: string;
  attribute: AcceptedAttribute;
  by: string;
  reason: string;
  takeBack?: boolean;
}

/** What a partner knows better (requirement R6.3). */
export function partnerAcceptCommand(session: Session): Command {
  const command = new Command('accept')
    .summary("take what a partner's list says of a unit as a fact")
    .description(
      "Accepts the location that a partner's own list gives for a unit: the unit then stands there, until it is sold again, and `assurance asset` says who accepted it. It changes " +
        'where a unit stands, not whether it may be served. The address has to be complete, and a sale of the unit on record.',
    )
    .argument('<party>', 'the partner whose list says it')
    .argument('<serial>', 'serial number of the unit')
    .option('--product <product>', 'product number, when several products have a unit with this serial')
    .option('--take-back', 'what was accepted holds no more: the unit stands again where its sale says')
    .addOption(new Option('--attribute <attribute>', 'what is accepted').choices(acceptedAttributes).makeOptionMandatory())
    .requiredOption('--by <role>', 'the role that decides, such as service-manager', words)
    .requiredOption('--reason <text>', 'why, for the record; no names and addresses', words)
    .action(
      act(session, async (context, party: string, serial: string, { product, takeBack, ...decision }: Options) => {
        const asked = {
          party: party.trim(),
          serial_number: serial,
          ...(product !== undefined && { product_number: product }),
          ...decision,
        };
        if (takeBack === true) return takenBack(context, asked);
        const accepted = await withClient(context, (client) => client.accept(asked));
        if (context.json) context.printJson(accepted);
        else {
          const { colours } = context.out;
          const unit = printable(`${accepted.product_number} ${accepted.serial_number}`);
          const before = accepted.already_recorded ? ' (it was on record already)' : '';
          context.out.line(`${colours.green('✓')} ${accepted.attribute} of ${unit} is as ${printable(party)} has it${before}`);
          context.out.line(`  now ${printable(accepted.ours ?? 'not known')}`);
        }
        return done;
      }),
    );
  return finish(command, [
    [
      'assurance partner accept BLUEHERON LS-0012345 --attribute location --by service-manager --reason "moved, seen on site"',
      'the unit stands where the list of Blue Heron says',
    ],
    [
      'assurance partner accept BLUEHERON LS-0012345 --attribute location --take-back --by service-manager --reason "they mixed up two units"',
      'it stands again where its sale says',
    ],
  ]);
}

async function takenBack(context: Context, asked: AcceptRequest): Promise<ExitCode> {
  const answer = await withClient(context, (client) => client.takeBack(asked));
  if (context.json) context.printJson(answer);
  else {
    const unit = printable(`${answer.product_number} ${answer.serial_number}`);
    const before = answer.already_recorded ? ' (it was taken back already)' : '';
    context.out.line(`${context.out.colours.green('✓')} ${answer.attribute} of ${unit} is again as its sale says${before}`);
  }
  return done;
}
