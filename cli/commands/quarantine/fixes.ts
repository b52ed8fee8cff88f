import { Command, Option } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { neutralised } from '../../../schemas/corrections.js';
import { finish } from '../../help.js';
import { words } from '../../options.js';
import { readFixes, type Fix } from '../../read/fixes.js';
import { openSnapshot } from '../../read/snapshot.js';
import { table, type Column } from '../../render/table.js';
import { count } from '../../render/text.js';
import { act, done, type Session } from '../../session.js';

interface Options {
  party?: string;
  format?: 'table' | 'csv';
}

const place = ({ file_name, sheet, line }: Fix): string =>
  file_name === null ? '' : `${file_name}${sheet === null ? '' : `, sheet ${sheet}`}, line ${line}`;

const columns: Column<Fix>[] = [
  { head: 'Party', cell: (f) => f.party_id ?? '–' },
  { head: 'Unit', cell: (f) => `${f.product_number} ${f.serial_number}` },
  { head: 'Verdict', cell: (f) => (f.eligibility === 'grace' ? `grace to ${f.grace_ends}` : f.eligibility) },
  { head: 'Where', cell: place, flexible: 'middle' },
  { head: 'Column', cell: (f) => f.column_name ?? '' },
  { head: 'What is wrong', cell: (f) => f.what, flexible: 'wrap' },
  { head: 'What to do', cell: (f) => f.fix, flexible: 'wrap' },
];

/** What each party has to change so that its units are served. */
export function fixesCommand(session: Session): Command {
  const command = new Command('fixes')
    .summary('the smallest fix for each unit that is refused or will be')
    .description(
      'Lists, party by party, what has to change so that a unit is not refused: the cells of the rejected row that needs the fewest changes, the line of a sale that was ' +
        'accepted and is wrong, or the report that is missing. Units in grace are listed with the day on which it ends.',
    )
    .option('--party <id>', 'of one distributor or partner', words)
    .addOption(
      new Option('--format <format>', 'table (default) or csv, which opens safely in a spreadsheet; --json for machines').choices([
        'table',
        'csv',
      ]),
    )
    .action(
      act(session, async (context, { party, format }: Options) => {
        const { loadProject } = await import('../../../client/project.js');
        const fixes = await readFixes(await openSnapshot(await loadProject(context.projectDir)), party);
        if (context.json) context.printJson({ fixes });
        else if (format === 'csv') context.out.line(csv(fixes));
        else if (fixes.length === 0) context.out.line('No unit is refused, and none is in grace.');
        else {
          const units = new Set(fixes.map((f) => `${f.product_number}\n${f.serial_number}`)).size;
          context.out.line(table(fixes, columns, context.out));
          context.out.line(`\n${count(units, 'unit')}. A file for the partner: assurance quarantine export --all`);
        }
        return done;
      }),
    );
  return finish(command, [
    ['assurance quarantine fixes --party NORTHGATE', 'what Northgate has to do'],
    ['assurance quarantine fixes --format csv > fixes.csv', 'all of it for a spreadsheet'],
  ]);
}

const csv = (fixes: Fix[]): string =>
  stringify(
    fixes.map((fix) =>
      Object.fromEntries(Object.entries(fix).map(([name, value]) => [name, typeof value === 'string' ? neutralised(value) : value])),
    ),
    { header: true, columns: [...csvColumns] },
  ).trimEnd();

const csvColumns = [
  'party_id',
  'source_id',
  'product_number',
  'serial_number',
  'eligibility',
  'grace_ends',
  'reason',
  'code',
  'what',
  'fix',
  'delivery_id',
  'file_name',
  'sheet',
  'line',
  'column_name',
  'cells',
] as const;
