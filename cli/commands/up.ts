import { Command } from 'commander';
import { finish } from '../help.js';
import { interrupts } from '../interrupt.js';
import { schedulesTable } from '../render/schedules.js';
import { act, done, type Context, type Session } from '../session.js';

/** Keeps a project running: embedded Temporal unless one is configured, workers, schedules. */
export function upCommand(session: Session): Command {
  const command = new Command('up')
    .summary('keep the project running: Temporal, workers, schedules')
    .description(
      'Runs until it is stopped: Temporal (embedded, unless the environment names a server), the workers, and a schedule for each source that has a cron line. Prints where to look. ' +
        'Ctrl-C stops in good order, a second Ctrl-C at once. With --json it prints one document when it is ready.',
    )
    .action(act(session, up));
  return finish(command, [
    ['assurance up', 'until Ctrl-C'],
    ['assurance up --json', '{project, address, ui, schedules} once it is ready'],
  ]);
}

async function up(context: Context) {
  const { loadProject } = await import('../../client/project.js');
  const loaded = await loadProject(context.projectDir);
  const { connect, startUp } = await import('../../client/index.js');
  const { signal, dispose } = interrupts(() => context.note('Stopping (again to stop at once)'));
  const engine = await startUp(loaded, { onLog: context.note, signal });
  try {
    const client = connect(loaded, { onLog: context.note, signal });
    const schedules = await client.schedules.list().finally(() => client.close());
    const { address, uiUrl: ui } = engine;
    if (context.json) context.printJson({ project: loaded.file, address, ui, schedules });
    else {
      const { bold, green } = context.out.colours;
      context.out.line(`${green('✓')} ${bold('assurance is up')}`);
      context.out.line(`  project    ${loaded.file}`);
      context.out.line(`  temporal   ${address}`);
      if (ui !== null) context.out.line(`  web UI     ${ui}`);
      context.out.line(`\n${schedules.length === 0 ? 'No source has a schedule.' : schedulesTable(schedules, context.out)}`);
      context.out.line('\nCtrl-C stops it.');
    }
    await Promise.race([engine.failed, stopped(signal)]);
  } finally {
    await engine.stop();
    dispose();
  }
  context.note('Stopped.');
  return done;
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
}
