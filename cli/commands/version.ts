import { Command } from 'commander';
import { finish } from '../help.js';
import { act, done, type Session } from '../session.js';
import { version } from '../version.js';

export function versionCommand(session: Session): Command {
  const command = new Command('version')
    .summary('the version of assurance, Node and the platform')
    .description('Prints what a report of a fault should name.')
    .action(
      act(session, (context) => {
        const versions = { assurance: version(), node: process.version, platform: `${process.platform} ${process.arch}` };
        if (context.json) context.printJson(versions);
        else context.out.line(`assurance ${versions.assurance} (node ${versions.node}, ${versions.platform})`);
        return Promise.resolve(done);
      }),
    );
  return finish(command, [['assurance version', 'assurance 0.1.0 (node v20.20.2, linux x64)']]);
}
