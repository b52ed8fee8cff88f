/** Which version of a contract judges what a delivery reports on: the one that held on the last day of its period. */

import type { Feed } from '../vocabulary.js';
import { definitions } from './contract.js';
import type { FeedDefinition, VersionInfo } from './feed.js';

/** What stands with a delivery: the contract that judged it (principle 5). */
export interface ContractRef {
  /** The feed: a contract is written once for each. */
  id: Feed;
  version: string;
}

/** All versions, the definition itself first, then the others as they stand there. */
export function contractVersions(feed: Feed): (VersionInfo & { differs?: string })[] {
  const { version, status, holds, others = [] } = definitions[feed] as unknown as FeedDefinition<never>;
  return [{ version, status, holds }, ...others];
}

/** @param day YYYY-MM-DD. Drafts never judge. The versions that do leave no day out, which a test checks. */
export function contractOn(feed: Feed, day: string): ContractRef {
  const judging = contractVersions(feed).filter(({ status }) => status !== 'draft');
  const found = judging.find(({ holds: { from = '', to = '9999-12-31' } }) => from <= day && day <= to) ?? judging[0]!;
  return { id: feed, version: found.version };
}
