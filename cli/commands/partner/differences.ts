import { Command } from 'commander';
import type { UnitDifference } from '../../../client/partner-assets/read.js';
import { AssuranceError } from '../../../schemas/errors/error.js';
import { finish } from '../../help.js';
import { table, type Column } from '../../render/table.js';
import { count } from '../../render/text.js';
import { act, done, type Session } from '../../session.js';
import { differenceWords } from '../../words.js';

interface Options {
  out?: string;
}

type Line = UnitDifference['attributes'][number];

const columns: Column<Line>[] = [
  { head: 'Unit', cell: (d) => `${d.product_number} ${d.serial_number}` },
  { head: 'State', cell: (d) => differenceWords[d.state] },
  { head: 'What', cell: (d) => (d.state === 'differ' ? d.attribute : '') },
  { head: 'Their list', cell: (d) => d.theirs ?? '–', flexible: 'wrap' },
  { head: 'Registry', cell: (d) => d.ours ?? '–', flexible: 'wrap' },
];

/** A table is for eyes: the file has all. */
const shownAtMost = 100;

/** A partner's own list beside the registry, and the file that goes back (requirement R6.3). */
export function partnerDifferencesCommand(session: Session): Command {
  const command = new Command('differences')
    .summary("where a partner's own list of units and the registry are apart, and a file for the partner")
    .description(
      "Compares the latest list of units that a partner sent with the registry, attribute by attribute, and writes a file in the partner's own layout (its header, dialect and format): " +
        'the rows that differ, and the units that the list lacks, with three columns of ours behind: assurance_state, assurance_differs and assurance_has. What a list leaves empty is no ' +
        'difference. Text that a spreadsheet would run as a formula gets one apostrophe in front. The last line is the path of the file.',
    )
    .argument('<party>', 'the partner')
    .option('--out <file>', 'default: below HOME/differences/SOURCE; a file that ends in .xlsx is a workbook')
    .action(
      act(session, async (context, party: string, { out }: Options) => {
        const { loadProject } = await import('../../../client/project.js');
        const { byUnit, readDifferences } = await import('../../../client/partner-assets/read.js');
        const { exportDifferences } = await import('../../../client/partner-assets/file.js');
        const loaded = await loadProject(context.projectDir);
        const differences = await readDifferences(loaded.home, party.trim());
        const units = byUnit(differences);
        const files = await exportDifferences(loaded, party.trim(), out).catch(nothing);
        const of = (state: Line['state']) => units.filter((unit) => unit.state === state).length;
        const counts = { differ: of('differ'), only_there: of('only_there'), only_here: of('only_here') };
        if (context.json) context.printJson({ party_id: party.trim(), units: counts, differences, files });
        else if (units.length === 0) context.out.line('The list and the registry agree.');
        else {
          const lines = units.flatMap(({ state, attributes }) =>
            state === 'differ'
              ? attributes
              : attributes.filter(({ attribute }, _, all) => attribute === (all.some(isPlace) ? 'location' : 'product')),
          );
          context.out.line(table(lines.slice(0, shownAtMost), columns, context.out));
          if (lines.length > shownAtMost) context.out.line(`(the first ${shownAtMost} of ${lines.length} lines; the file has all)`);
          context.out.line(
            `\n${count(counts.differ, 'unit')} ${counts.differ === 1 ? 'differs' : 'differ'}, ${counts.only_there} only in their list, ${counts.only_here} only in the registry`,
          );
          for (const file of files) context.out.line(file.path);
        }
        return done;
      }),
    );
  return finish(command, [
    ['assurance partner differences BLUEHERON', 'what differs, and the file for Blue Heron'],
    ['assurance partner differences BLUEHERON --out /tmp/to-blueheron.xlsx', 'to a file of your choice'],
    ['assurance partner differences BLUEHERON --json', 'every attribute with both words, for a script'],
  ]);
}

const isPlace = ({ attribute }: Line) => attribute === 'location';

function nothing(error: unknown): [] {
  if (error instanceof AssuranceError && error.code === 'NOTHING_TO_EXPORT') return [];
  throw error;
}
