import { Command, Option } from 'commander';
import { attach, finish } from '../help.js';
import { act, done, type Session } from '../session.js';

const formats = ['html', 'xlsx'] as const;

interface Options {
  format: (typeof formats)[number];
  out?: string;
}

/** Sheets to take along. */
export function reportCommand(session: Session): Command {
  const command = new Command('report').summary('a sheet to print or to send').description('Writes what a page shows as a file.');
  attach(command, reportPartnerCommand(session));
  return finish(command, [['assurance report partner BLUEHERON --format html', 'the sheet for the yearly audit of Blue Heron']]);
}

/** What a channel manager takes to the yearly audit (requirement R5.5). */
function reportPartnerCommand(session: Session): Command {
  const command = new Command('partner')
    .summary("a partner's page with all rows, as HTML or as a workbook")
    .description(
      "Writes the page of a partner with the rows behind each figure: HTML is one file that needs nothing else and prints well on A4 and Letter, a workbook has a sheet that sums up and one for the rows of each figure. The file holds end users' names. Prints its path.",
    )
    .argument('<id>', 'party_id of a distributor or partner')
    .addOption(new Option('--format <format>', 'html or xlsx').choices(formats).default('html'))
    .option('--out <file>', 'default: below HOME/reports')
    .action(
      act(session, async (context, id: string, options: Options) => {
        const { loadProject } = await import('../../client/project.js');
        const { writePartnerReport } = await import('../../client/partner/report/write.js');
        const { home } = await loadProject(context.projectDir);
        const report = await writePartnerReport(home, id, options.format, options.out);
        if (context.json) context.printJson(report);
        else context.out.line(report.path);
        return done;
      }),
    );
  return finish(command, [
    ['assurance report partner BLUEHERON --format html', 'writes it below HOME/reports and prints the path'],
    ['assurance report partner BLUEHERON --format xlsx --out blueheron.xlsx', 'a workbook with a sheet for each figure'],
  ]);
}
