import { bundleWorkflowCode, Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { runKinds } from '../../schemas/runs.js';
import { builtFile } from '../../workers/built-file.js';
import { installRuntime } from '../../workers/runtime.js';
import { readHistory } from './support/history.js';
import { quiet } from './support/program.js';
import { tempFolder } from '../support/temp-folder.js';

const folder = new URL('./histories/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const replay = (name: string, workflowBundle: ReplayWorkerOptions['workflowBundle']) =>
  Worker.runReplayHistory({ workflowBundle }, readHistory(fileURLToPath(new URL(name, folder))), name.replace('.json', ''));

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
    const decide = names.find((name) => name.startsWith('decide-'))!;
    await expect(replay(decide, { code })).rejects.toThrow(DeterminismViolationError);
  });
});
