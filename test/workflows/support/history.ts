/** Histories as scripts/record-histories.mjs writes them: the JSON of protobufjs. */

import type { History } from '@temporalio/common/lib/proto-utils.js';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Temporal's own historyFromJSON needs one copy of protobufjs in the tree, and npm puts several there. This is the copy of the worker.
const ofWorker = createRequire(createRequire(import.meta.url).resolve('@temporalio/worker'));
const { temporal } = ofWorker('@temporalio/proto') as {
  temporal: { api: { history: { v1: { History: { fromObject(json: unknown): History } } } } };
};

export const readHistory = (file: string): History => temporal.api.history.v1.History.fromObject(JSON.parse(readFileSync(file, 'utf8')));
