import { Command } from 'commander';
import { finish } from '../../help.js';
import { positive } from '../../options.js';
import { checkedText } from '../../render/checked.js';
import { act, done, waits, type Session } from '../../session.js';

interface Options {
  source: string;
  annotated?: string;
  limit: number;
}

/** What a pull would say of a file, without one. */
export function contractCheckCommand(session: Session): Command {
  const command = new Command('check')
    .summary('try a file against a source: nothing is taken')
    .description(
      'Reads and judges a file as a pull of its source would, and says what would be rejected or held, and why. Nothing is stored, no engine is started. ' +
        'Exit code 3 when a row is rejected, or the file would be held or cannot be read.',
    )
    .argument('<file>', 'the file; its name counts where the source reads a period or version from it')
    .requiredOption('--source <id>', 'the source of the project file that would take it')
    .option('--annotated <out>', 'a copy of the file with reason and fix beside each rejected row (.xlsx marks the cells)')
    .option('--limit <n>', 'how many rejected cells are printed', positive, 20)
    .action(
      act(session, async (context, file: string, { source: id, annotated, limit }: Options) => {
        const { checkFile, sourceNamed } = await import('../../../client/contracts.js');
        const { loadProject } = await import('../../../client/project.js');
        const loaded = await loadProject(context.projectDir);
        const source = sourceNamed(id, loaded);
        const checked = await checkFile(loaded, { source, file, annotated });
        const { delivery_id: _, cleared: _c, ...judgement } = checked.judgement;
        const { status } = judgement;
        const annotatedTo = annotated !== undefined && status !== 'failed' ? annotated : null;
        if (context.json) {
          context.printJson({
            file_name: checked.file_name,
            source_id: id,
            ...judgement,
            rejected: checked.rejected,
            annotated: annotatedTo,
          });
        } else context.out.line(checkedText(checked, source, { limit, annotated: annotatedTo }, context.out));
        return status === 'accepted' || status === 'nil' ? done : waits;
      }),
    );
  return finish(command, [
    ['assurance contract check report.csv --source northgate-pos', 'what a pull would say of it'],
    ['assurance contract check may.xlsx --source blueheron-pos --annotated may-checked.xlsx', 'with a copy to correct by'],
    ['assurance contract check report.csv --source northgate-pos --json', 'for a script: exit code 0 when all is well'],
  ]);
}
