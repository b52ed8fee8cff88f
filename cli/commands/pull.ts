import { Command } from 'commander';
import { withClient } from '../engine.js';
import { finish } from '../help.js';
import { act, done, waits, type Session } from '../session.js';

/** Take what is new, judge it, reconcile it, publish it (use U1, by hand). */
export function pullCommand(session: Session): Command {
  const command = new Command('pull')
    .summary('pull now, wait until reconciled and published, report')
    .description(
      'Pulls the named sources (default: all), waits until everything that came is judged, reconciled and published, and reports. What is wrong with one source never stops ' +
        'the others. Uses the engine of a running `assurance up`, else starts one for itself. Exit code 3 when something was refused, held, failed or partly rejected.',
    )
    .argument('[source...]', 'ids of sources in assurance.yaml')
    .action(
      act(session, async (context, sources: string[]) => {
        const { loadProject } = await import('../../client/project.js');
        const { project } = await loadProject(context.projectDir);
        const { progressView } = await import('../pull/progress.js');
        const ids = project.sources.map((s) => s.id).filter((id) => sources.length === 0 || sources.includes(id));
        const view = progressView(ids, context.err);
        const report = await withClient(context, (client) => client.pull({ sources, onProgress: view.tell }), view.note).finally(() =>
          view.end(),
        );
        const { pullText, waitingOf } = await import('../pull/text.js');
        const waiting = waitingOf(report, project);
        if (context.json) context.printJson(report);
        else context.out.line(pullText(report, waiting, context.out));
        return waiting.length > 0 ? waits : done;
      }),
    );
  return finish(command, [
    ['assurance pull', 'every source'],
    ['assurance pull northgate-pos summit-pos', 'only these two'],
    ['assurance pull --json > pull.json', 'the report as one document; progress stays on standard error'],
  ]);
}
