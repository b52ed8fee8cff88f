/** What Temporal's own UI and CLI filter by. Typed, and the same on every run that has a source. */

import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { SourceRef } from '../schemas/runs.js';

export const sourceKey = defineSearchAttributeKey('source', 'KEYWORD');
export const feedKey = defineSearchAttributeKey('feed', 'KEYWORD');
export const partyKey = defineSearchAttributeKey('party', 'KEYWORD');
export const statusKey = defineSearchAttributeKey('status', 'KEYWORD');

export function attributesOf(source: SourceRef, status: string): SearchAttributePair[] {
  return [
    { key: sourceKey, value: source.source_id },
    { key: feedKey, value: source.feed },
    { key: partyKey, value: source.party_id },
    { key: statusKey, value: status },
  ];
}
