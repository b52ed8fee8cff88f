/** Contracts for people and partners: shown, exported, and tried on a file. Nothing here starts an engine or writes below home. */

import { describeContract, type DescribedContract } from '../contracts/export/described.js';
import { jsonSchema } from '../contracts/export/json-schema.js';
import { odcsText } from '../contracts/export/odcs.js';
import { contractVersions } from '../schemas/feeds/version.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { Source } from '../schemas/project.js';
import { feeds, type Feed } from '../schemas/vocabulary.js';

export { checkFile, type CheckedFile } from './contract-check.js';
export { contractVersions, describeContract, feeds, type DescribedContract };
export type ContractVersion = ReturnType<typeof contractVersions>[number];

/** A feed, or a source with the partner's own headers; another version than the one that holds now is named. */
export interface WhichContract {
  feed?: string | undefined;
  source?: string | undefined;
  version?: string | undefined;
}

/**
 * @param loaded needed for a source only.
 * Errors: COMMAND_USAGE for an unknown feed or version, or for both a feed and a source; SOURCE_UNKNOWN.
 */
export function contractOf(which: WhichContract, loaded?: LoadedProject): DescribedContract {
  if ((which.feed === undefined) === (which.source === undefined))
    throw new AssuranceError('COMMAND_USAGE', 'Name a feed, or a source with --source.');
  const source = which.source === undefined ? undefined : sourceNamed(which.source, loaded!);
  const feed = source?.feed ?? feedNamed(which.feed!);
  const contract = describeContract(feed, source, which.version);
  if (contract !== undefined) return contract;
  const known = contractVersions(feed).map(({ version }) => version);
  throw new AssuranceError('COMMAND_USAGE', `The contract ${feed} has no version ${which.version}; it has ${known.join(', ')}.`);
}

/** YAML, or JSON with two blanks, with one line end behind it. */
export const exportText = (contract: DescribedContract, format: 'odcs' | 'json-schema'): string =>
  format === 'odcs' ? odcsText(contract) : `${JSON.stringify(jsonSchema(contract), null, 2)}\n`;

export function sourceNamed(id: string, { project, file }: LoadedProject): Source {
  const source = project.sources.find((one) => one.id === id);
  if (source !== undefined) return source;
  throw new AssuranceError('SOURCE_UNKNOWN', `There is no source ${id}.`, {
    where: file,
    fix: `It has ${project.sources.map((one) => one.id).join(', ') || 'none yet'}.`,
  });
}

function feedNamed(name: string): Feed {
  const feed = feeds.find((one) => one === name);
  if (feed === undefined) throw new AssuranceError('COMMAND_USAGE', `There is no feed ${name}; there are ${feeds.join(', ')}.`);
  return feed;
}
