import { Command, Option } from 'commander';
import { AssuranceError } from '../../schemas/errors/error.js';
import { finish } from '../help.js';
import { day } from '../options.js';
import { act, done, type Session } from '../session.js';

const formats = ['table', 'csv', 'json', 'parquet'] as const;

interface Options {
  format?: (typeof formats)[number];
  asOf?: string;
  out?: string;
}

/** An analyst's question to the published snapshot (use U3). */
export function queryCommand(session: Session): Command {
  const command = new Command('query')
    .summary('SQL on the published snapshot')
    .description(
      'Runs SQL on the published snapshot, read-only, also while a pull is running. The views: assets, asset_history, coverage, evidence, deliveries, ' +
        'rejected_rows, findings, reporting, agreements, compliance, partner_differences, parties, products.',
    )
    .argument('<sql>', 'a statement, or - to read it from standard input')
    .addOption(
      new Option(
        '--format <format>',
        'table (default), csv (RFC 4180 quoting, lines end in LF), json (an array of objects) or parquet',
      ).choices(formats),
    )
    .option('--as-of <day>', 'as it was known at the end of that day (YYYY-MM-DD)', day)
    .option('--out <file>', 'write there instead of standard output')
    .action(
      act(session, async (context, sql: string, options: Options) => {
        const format = options.format ?? (context.json ? 'json' : 'table');
        if (context.json && format !== 'json') {
          throw new AssuranceError('COMMAND_USAGE', `--json and --format ${format} contradict each other.`, {
            fix: 'Leave one of them out.',
          });
        }
        const { loadProject } = await import('../../client/project.js');
        const { answerQuery } = await import('../query/answer.js');
        await answerQuery(context, await loadProject(context.projectDir), {
          sql: sql === '-' ? await standardInput() : sql,
          format,
          asOf: options.asOf,
          out: options.out,
        });
        return done;
      }),
    );
  return finish(command, [
    ['assurance query "select eligibility, count(*) from assets group by 1"', 'how the verdicts stand'],
    ['assurance query "from findings where state = \'open\'" --format csv --out findings.csv', 'a file for a spreadsheet'],
    ['assurance query "from assets" --as-of 2026-03-31 --format json', 'what was known at the end of March'],
    ['assurance query - --format parquet --out assets.parquet < assets.sql', 'a longer statement from a file'],
  ]);
}

async function standardInput(): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
