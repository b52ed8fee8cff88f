import { Command } from 'commander';
import { withClient } from '../engine.js';
import { finish } from '../help.js';
import { day, words } from '../options.js';
import { printable } from '../../schemas/printable.js';
import { act, done, type Session } from '../session.js';

interface Options {
  product?: string;
  until: string;
  by: string;
  reason: string;
}

/** The right to refuse, not used for one unit until a day (requirement R3.5). */
export function waiveCommand(session: Session): Command {
  const command = new Command('waive')
    .summary('serve a unit until a day, whatever is wrong with it')
    .description(
      'Waives the refusal of one unit until a day, that day included. Who decided and why goes on record and shows in `assurance asset`.',
    )
    .argument('<serial>', 'serial number of the unit')
    .option('--product <product>', 'product number, when several products have a unit with this serial')
    .requiredOption('--until <day>', 'last day of the waiver (YYYY-MM-DD)', day)
    .requiredOption('--by <role>', 'the role that decides, such as service-manager', words)
    .requiredOption('--reason <text>', 'why, for the record', words)
    .action(
      act(session, async (context, serial: string, { product, ...decision }: Options) => {
        const waived = await withClient(context, (client) => client.waive({ serial_number: serial, product_number: product, ...decision }));
        if (context.json) context.printJson(waived);
        else {
          const { colours } = context.out;
          const before = waived.already_recorded ? ' (it was on record already)' : '';
          context.out.line(
            `${colours.green('✓')} ${printable(waived.product_number)} ${printable(waived.serial_number)} is waived until ${waived.until}${before}`,
          );
          context.out.line(`  now ${waived.eligibility}${waived.reasons.length === 0 ? '' : `: ${waived.reasons.join(', ')}`}`);
        }
        return done;
      }),
    );
  return finish(command, [
    [
      'assurance waive LS-0012345 --until 2026-06-30 --by service-manager --reason "hospital, promised by sales"',
      'it may be served until then',
    ],
    [
      'assurance waive LS-0012345 --product LSZ-1080 --until 2026-06-30 --by service-manager --reason "…"',
      'when two products share the serial',
    ],
  ]);
}
