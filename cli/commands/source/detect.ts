import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { printable } from '../../../schemas/printable.js';
import { feeds, type Feed } from '../../../schemas/vocabulary.js';
import { finish } from '../../help.js';
import { table } from '../../render/table.js';
import { act, done, waits, type Session } from '../../session.js';

/** How a new partner writes: proposed with its evidence, for a person to confirm. */
export function detectCommand(session: Session): Command {
  const command = new Command('detect')
    .summary('propose the format and columns of a new source from one of its files')
    .description(
      'Looks at a file of a partner and writes the source that would read it, with what speaks for each setting. Nothing is read with it before you have put it into assurance.yaml. Exit code 3: something is left for you to decide.',
    )
    .argument('<file>', 'a report as the partner sends it')
    .addOption(new Option('--feed <feed>', 'what it reports, when you know it').choices(feeds))
    .option('--out <file>', 'write the proposal there and the evidence here')
    .action(
      act(session, async (context, file: string, { feed, out }: { feed?: Feed; out?: string }) => {
        const { detectSource } = await import('../../../client/detect.js');
        const { yaml, ...detected } = await detectSource({ file, feed });
        const open = detected.evidence.some((one) => one.open === true);
        if (out !== undefined) await writeFile(out, yaml);
        if (context.json) context.printJson({ ...detected, yaml, ...(out !== undefined && { out }) });
        else {
          const { colours } = context.out;
          const rows = table(
            detected.evidence,
            [
              {
                head: '',
                cell: (one) => (one.open === true ? '?' : '✓'),
                paint: (cell, one) => (one.open === true ? colours.yellow(cell) : colours.green(cell)),
              },
              { head: 'setting', cell: (one) => one.about },
              { head: 'evidence', cell: (one) => printable(one.says), flexible: 'wrap' },
            ],
            context.out,
          );
          const tell = out === undefined ? context.note : (line: string) => context.out.line(line);
          tell(`${rows}\n`);
          if (out === undefined) context.out.line(yaml.trimEnd());
          else
            context.out.line(`Written to ${printable(out)}. Put it under \`sources\` of assurance.yaml once the lines with ? are decided.`);
        }
        return open ? waits : done;
      }),
    );
  return finish(command, [
    ['assurance source detect inbox/report.csv', 'what speaks for each setting, and the source as YAML'],
    ['assurance source detect report.xlsx --feed pos --out new-source.yaml', 'the proposal into a file'],
  ]);
}
