import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, DeterminismViolationError, Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { runKinds } from '../../schemas/runs.js';
import { builtFile } from '../../workers/built-file.js';
import { installRuntime } from '../../workers/runtime.js';
import { quiet } from './support/program.js';
import { tempFolder } from '../support/temp-folder.js';

const folder = new URL('./histories/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const history = (name: string) => historyFromJSON(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
const replay = (name: string, workflowBundle: ReplayWorkerOptions['workflowBundle']) =>
  Worker.runReplayHistory({ workflowBundle }, history(name), name.replace('.json', ''));

describe('golden histories', () => {
  test('are there for every workflow', () => {
    expect([...new Set(names.map((name) => name.split(/[-.]/)[0]))].sort()).toEqual([...runKinds].sort());
  });

  // Made by scripts/record-histories.mjs. Where one does not replay, runs that wait at somebody's place could not go on.
  test.each(names)('%s replays on the workflow code of today', async (name) => {
    installRuntime(tempFolder());
    await replay(name, { codePath: builtFile('workflow-bundle.js') });
  });
});

describe('the replay of workflow code that was broken on purpose', () => {
  let code: string;
  beforeAll(async () => {
    const logger = { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
    ({ code } = await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('./broken/index.ts', import.meta.url)), logger }));
  });

  test('fails', async () => {
    await expect(replay('decide.json', { code })).rejects.toThrow(DeterminismViolationError);
  });
});
