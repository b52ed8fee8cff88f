import { Command, Option } from 'commander';
import { caseStatuses } from '../../../schemas/case/machine.js';
import { finish } from '../../help.js';
import { words } from '../../options.js';
import { readCases, type CaseFilter, type ServiceCase } from '../../read/cases.js';
import { openSnapshot } from '../../read/snapshot.js';
import { responseWords, standing } from '../../render/case-words.js';
import { table, type Column } from '../../render/table.js';
import { count } from '../../render/text.js';
import { act, done, type Session } from '../../session.js';

/** Open cases first, what is overdue at the top. */
export function caseListCommand(session: Session): Command {
  const command = new Command('list')
    .summary('cases that are open, what is overdue first')
    .description('Lists the cases that are not closed: those that are kept here, and those that partners report.')
    .option('--party <party>', 'only those that this party keeps', words)
    .addOption(new Option('--state <state>', 'only those in this state').choices([...caseStatuses]))
    .option('--all', 'closed ones too')
    .action(
      act(session, async (context, filter: CaseFilter) => {
        const { loadProject } = await import('../../../client/project.js');
        const loaded = await loadProject(context.projectDir);
        const cases = await readCases(await openSnapshot(loaded), filter);
        if (context.json) context.printJson({ cases });
        else if (cases.length === 0) context.out.line('There is no such case.');
        else {
          const late = cases.filter(isLate).length;
          context.out.line(table(cases, columns(loaded.project.timezone, context.out.colours.red), context.out));
          context.out.line(`\n${count(cases.length, 'case')}, ${late} overdue. More: assurance case show CASE`);
        }
        return done;
      }),
    );
  return finish(command, [
    ['assurance case list', 'what is open'],
    ['assurance case list --party BRIGHTCALL --all', 'everything of one partner, closed cases too'],
    ['assurance case list --state escalated', 'what was passed on'],
  ]);
}

const isLate = (c: ServiceCase) => c.overdue && c.responded_at === null && c.status !== 'closed';

const columns = (timezone: string, red: (text: string) => string): Column<ServiceCase>[] => [
  { head: 'Case', cell: (c) => c.case_id },
  { head: 'State', cell: standing },
  { head: 'Sev', cell: (c) => c.severity, align: 'right' },
  { head: 'Unit', cell: (c) => `${c.product_number} ${c.serial_number}` },
  { head: 'Kept by', cell: (c) => c.party_id },
  {
    head: 'Response',
    cell: (c) => responseWords(c, timezone),
    flexible: 'wrap',
    paint: (cell, c) => (isLate(c) ? red(cell) : cell),
  },
  { head: 'Summary', cell: (c) => c.summary, flexible: 'end', optional: true },
];
