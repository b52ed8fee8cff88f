/** The tree of commands. Each is declared in its own file and loads what it needs when it runs, so that help is there at once. */

import { Command } from 'commander';
import { assetCommand } from './commands/asset.js';
import { caseCommand } from './commands/case/index.js';
import { contractCommand } from './commands/contract/index.js';
import { doctorCommand } from './commands/doctor.js';
import { initCommand } from './commands/init.js';
import { partnerCommand } from './commands/partner/index.js';
import { pullCommand } from './commands/pull.js';
import { quarantineCommand } from './commands/quarantine/index.js';
import { queryCommand } from './commands/query.js';
import { reportCommand } from './commands/report.js';
import { rerunCommand } from './commands/rerun.js';
import { runsCommand } from './commands/runs.js';
import { scheduleCommand } from './commands/schedule/index.js';
import { sourceCommand } from './commands/source/index.js';
import { statusCommand } from './commands/status.js';
import { upCommand } from './commands/up.js';
import { versionCommand } from './commands/version.js';
import { waiveCommand } from './commands/waive.js';
import { attach, configure, finish } from './help.js';
import type { Session } from './session.js';
import { version } from './version.js';

export function createProgram(session: Session): Command {
  const root = configure(new Command('assurance'), session)
    .description('Decides for every installed unit whether it may be served, why, and by whom, from what distributors and partners report.')
    .usage('[options] <command>')
    .version(version(), '-V, --version', 'the version number')
    .helpCommand('help [command]', 'help for a command');
  attach(
    root,
    initCommand(session),
    upCommand(session),
    pullCommand(session),
    statusCommand(session),
    runsCommand(session),
    rerunCommand(session),
    quarantineCommand(session),
    assetCommand(session),
    partnerCommand(session),
    reportCommand(session),
    caseCommand(session),
    contractCommand(session),
    queryCommand(session),
    waiveCommand(session),
    scheduleCommand(session),
    sourceCommand(session),
    doctorCommand(session),
    versionCommand(session),
  );
  finish(root, [
    ['assurance pull', 'take new reports from every source, judge them, publish the verdicts'],
    ['assurance asset LS-0012345', 'may this unit be served, and why'],
    ['assurance status', 'how things stand, and what waits for whom'],
    ['assurance help quarantine', 'help for one command'],
  ]);
  return root.addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 wrong use or wrong project file,\n            3 done but something waits for a person.',
  );
}
