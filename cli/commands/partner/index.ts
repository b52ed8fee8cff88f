import { Command } from 'commander';
import { AssuranceError } from '../../../schemas/errors/error.js';
import { attach, finish } from '../../help.js';
import { act, done, type Context, type Session } from '../../session.js';
import { partnerAcceptCommand } from './accept.js';
import { partnerDifferencesCommand } from './differences.js';

interface Options {
  show?: string;
}

/** How a partner does: every figure of the page can be opened to its rows. */
export function partnerCommand(session: Session): Command {
  const command = new Command('partner')
    .summary('how a partner does: reports, end users, capability, agreements, cases, units at risk')
    .description(
      'One page about a distributor or partner: punctuality and quality of its reports with their trend, how many of the units it sold have a usable end user, what it is required to be able to, its agreements and open cases, the units that are refused or will be and what puts them right, and how its own list of units agrees with the registry. Without ID all parties with the main figures.',
    )
    .argument('[id]', 'party_id of a distributor or partner')
    .option('--show <figure>', 'the rows behind one figure, and the SQL that lists them')
    .action(
      act(session, async (context, id: string | undefined, { show }: Options) => {
        const { loadProject } = await import('../../../client/project.js');
        const { home } = await loadProject(context.projectDir);
        if (id === undefined) {
          if (show !== undefined) throw new AssuranceError('COMMAND_USAGE', 'A figure is one of a party: name the party.');
          await printParties(context, home);
        } else if (show !== undefined) await printFigure(context, home, id, show);
        else await printPage(context, home, id);
        return done;
      }),
    );
  attach(command, partnerDifferencesCommand(session), partnerAcceptCommand(session));
  return finish(command, [
    ['assurance partner', 'all distributors and partners'],
    ['assurance partner BLUEHERON', 'the page of one; the name of each figure stands beside it'],
    ['assurance partner BLUEHERON --show rows_rejected', 'every row that the figure counts'],
    ['assurance report partner BLUEHERON --format html --out blueheron.html', 'the same as a sheet that prints well'],
  ]);
}

async function printParties(context: Context, home: string): Promise<void> {
  const { readParties } = await import('../../../client/partner/scorecard.js');
  const answer = await readParties(home);
  if (context.json) return context.printJson(answer);
  const { partiesText } = await import('../../partner/parties.js');
  context.out.line(partiesText(answer.parties, context.out));
}

async function printPage(context: Context, home: string, id: string): Promise<void> {
  const { readScorecard } = await import('../../../client/partner/scorecard.js');
  const card = await readScorecard(home, id);
  if (context.json) return context.printJson({ ...card, figures: card.figures.map(({ rows: _, shown: __, ...figure }) => figure) });
  const { pageText } = await import('../../partner/page.js');
  context.out.line(pageText(card, context.out));
}

async function printFigure(context: Context, home: string, id: string, show: string): Promise<void> {
  const { readFigure } = await import('../../../client/partner/scorecard.js');
  const { party, figure } = await readFigure(home, id, show);
  if (context.json) return context.printJson({ party, figure });
  const { figureText } = await import('../../partner/page.js');
  context.out.line(figureText(figure, context.out));
}
