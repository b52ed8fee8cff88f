import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { finish } from '../../help.js';
import { act, done, type Session } from '../../session.js';

interface Options {
  source?: string;
  format: 'odcs' | 'json-schema';
  contractVersion?: string;
  out?: string;
}

export function contractExportCommand(session: Session): Command {
  const command = new Command('export')
    .summary('the contract for other tools: Open Data Contract Standard or JSON Schema')
    .description(
      'Writes a contract as Open Data Contract Standard v3.1.0 (YAML), or as JSON Schema 2020-12 of an accepted row. To standard output, or to a file.',
    )
    .argument('[feed]', 'a feed, such as pos')
    .option('--source <id>', 'a source of the project file instead of a feed')
    .addOption(new Option('--format <format>', 'what to write').choices(['odcs', 'json-schema']).default('odcs'))
    .option('--contract-version <version>', 'another version than the one that holds now')
    .option('--out <file>', 'a file instead of standard output')
    .action(
      act(session, async (context, feed: string | undefined, { source, format, contractVersion: version, out }: Options) => {
        const { contractOf, exportText } = await import('../../../client/contracts.js');
        const { loadProject } = await import('../../../client/project.js');
        const loaded = source === undefined ? undefined : await loadProject(context.projectDir);
        const contract = contractOf({ feed, source, version }, loaded);
        const text = exportText(contract, format);
        if (out !== undefined) await writeFile(path.resolve(out), text);
        if (context.json)
          context.printJson({
            id: contract.id,
            version: contract.version,
            format,
            path: out === undefined ? null : path.resolve(out),
            text,
          });
        else if (out === undefined) context.out.write(text);
        else context.out.line(path.resolve(out));
        return done;
      }),
    );
  return finish(command, [
    ['assurance contract export pos > pos.odcs.yaml', 'the contract of a feed'],
    ['assurance contract export --source northgate-pos --out northgate.odcs.yaml', 'with headers, limits and due days of a source'],
    ['assurance contract export pos --format json-schema', 'to validate accepted rows elsewhere'],
  ]);
}
