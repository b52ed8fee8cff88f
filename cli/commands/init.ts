import path from 'node:path';
import { Command } from 'commander';
import { finish } from '../help.js';
import { act, done, type Session } from '../session.js';

/** A new project that can be pulled at once. */
export function initCommand(session: Session): Command {
  const command = new Command('init')
    .summary('a new project with a sample source')
    .description(
      'Makes a project: assurance.yaml with sample sources, and a few small reports for them to pull. Writes nothing over files that are there.',
    )
    .argument('[dir]', 'folder of the project (default: --project, else here)')
    .action(
      act(session, async (context, dir: string | undefined) => {
        const { initProject } = await import('../../client/init.js');
        const { folder, files } = await initProject(dir ?? context.projectDir);
        const there = path.relative(process.cwd(), folder);
        if (context.json) context.printJson({ project: folder, files });
        else
          context.out.line(
            [
              `A new project in ${folder}`,
              ...files.map((f) => `  ${f}`),
              '',
              'Next:',
              ...(there === '' ? [] : [`  cd ${there}`]),
              '  assurance pull',
            ].join('\n'),
          );
        return done;
      }),
    );
  return finish(command, [
    ['assurance init north-america', 'a project in a new folder'],
    ['assurance init', 'a project here'],
  ]);
}
