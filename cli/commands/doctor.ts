import { Command } from 'commander';
import type { Check } from '../doctor/checks.js';
import { finish } from '../help.js';
import { table } from '../render/table.js';
import { act, done, failed, type Session } from '../session.js';

const symbols = { ok: '✓', warn: '!', fail: '✗' } as const;

/** Is everything there that the product needs on this machine, for this project? */
export function doctorCommand(session: Session): Command {
  const command = new Command('doctor')
    .summary('checks this machine and this project, and says what to do')
    .description(
      'Checks Node, Temporal, the project file, folders, disk space, snapshot, clock, engine and every source. Changes nothing but making HOME. Exit code 1 when a check fails.',
    )
    .action(
      act(session, async (context) => {
        const { runChecks } = await import('../doctor/checks.js');
        const checks = await runChecks(context.projectDir);
        const healthy = checks.every((c) => c.state !== 'fail');
        const { colours } = context.out;
        const paint = (text: string, { state }: Check) => ({ ok: colours.green, warn: colours.yellow, fail: colours.red })[state](text);
        if (context.json) context.printJson({ ok: healthy, checks });
        else {
          const columns = [
            { head: '', cell: (c: Check) => `${symbols[c.state]} ${c.state}`, paint },
            { head: 'Check', cell: (c: Check) => c.check },
            { head: 'Found', cell: (c: Check) => c.detail, flexible: 'wrap' as const },
            { head: 'What to do', cell: (c: Check) => c.fix, flexible: 'wrap' as const },
          ];
          context.out.line(table(checks, columns, context.out));
        }
        return healthy ? done : failed;
      }),
    );
  return finish(command, [
    ['assurance doctor', 'before the first pull, or when something is odd'],
    ['assurance doctor --json', '{ok, checks} for monitoring'],
  ]);
}
