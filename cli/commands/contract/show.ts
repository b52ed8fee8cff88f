import { Command } from 'commander';
import { finish } from '../../help.js';
import { contractListText, contractText } from '../../render/contract.js';
import { act, done, type Session } from '../../session.js';

interface Options {
  source?: string;
  contractVersion?: string;
}

/** A feed needs no project; a source is one of the project file. */
export function contractShowCommand(session: Session): Command {
  const command = new Command('show')
    .summary('fields and rules of a feed, or of a source in its own words')
    .description(
      'Shows versions, fields and rules of a contract. With --source also their headers, and what holds a delivery. Without either: all feeds.',
    )
    .argument('[feed]', 'a feed, such as pos')
    .option('--source <id>', 'a source of the project file, with its own headers')
    .option('--contract-version <version>', 'another version than the one that holds now')
    .action(
      act(session, async (context, feed: string | undefined, { source, contractVersion: version }: Options) => {
        const { contractOf, contractVersions, describeContract, feeds } = await import('../../../client/contracts.js');
        if (feed === undefined && source === undefined) {
          const all = feeds.map((name) => describeContract(name)!);
          if (context.json)
            context.printJson(all.map(({ id, version, status, holds, description }) => ({ id, version, status, holds, description })));
          else context.out.line(contractListText(all, context.out));
          return done;
        }
        const { loadProject } = await import('../../../client/project.js');
        const loaded = source === undefined ? undefined : await loadProject(context.projectDir);
        const contract = contractOf({ feed, source, version }, loaded);
        const versions = contractVersions(contract.feed);
        if (context.json) context.printJson({ ...contract, rules: contract.rules.map(({ says, codes }) => ({ says, codes })), versions });
        else context.out.line(contractText(contract, versions, context.out));
        return done;
      }),
    );
  return finish(command, [
    ['assurance contract show', 'all feeds'],
    ['assurance contract show pos --contract-version 1.0.0', 'what was asked for before'],
    ['assurance contract show --source rheinwerk-pos', "with the partner's own headers"],
  ]);
}
