import { Command } from 'commander';
import { finish } from '../../help.js';
import { positive } from '../../options.js';
import { findDelivery, rejectedCells } from '../../read/deliveries.js';
import { openSnapshot } from '../../read/snapshot.js';
import { deliveryText } from '../../render/delivery.js';
import { act, done, type Session } from '../../session.js';

/** One delivery: what came, what it was counted as, and each cell that was rejected. */
export function quarantineShowCommand(session: Session): Command {
  const command = new Command('show')
    .summary('one delivery: its account of lines and each rejected cell')
    .description(
      'Shows a delivery: how its lines were counted, why it is held, and every rejected cell with its place, the value as written, and what the partner has to do.',
    )
    .argument('<delivery>', "a delivery's id or the beginning of it")
    .option('--limit <n>', 'how many rejected cells to print; --json always has all', positive, 50)
    .action(
      act(session, async (context, name: string, options: { limit: number }) => {
        const { loadProject } = await import('../../../client/project.js');
        const snapshot = await openSnapshot(await loadProject(context.projectDir));
        const { account, ...delivery } = await findDelivery(snapshot, name);
        const rows = await rejectedCells(snapshot, delivery.delivery_id);
        if (context.json) context.printJson({ delivery, account, rows });
        else context.out.line(deliveryText(delivery, account, rows, options.limit, context.out));
        return done;
      }),
    );
  return finish(command, [
    ['assurance quarantine show d41c0b2', 'a delivery by the beginning of its id'],
    ['assurance quarantine show d41c0b2 --limit 500', 'more rows'],
    ['assurance quarantine show d41c0b2 --json', 'delivery, account and rows as one document'],
  ]);
}
