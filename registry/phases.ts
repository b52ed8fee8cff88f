/** When each step runs. A step names its phase in the first line of its header; within a phase steps run in the order of their names. */

import type { Database } from './database.js';
import { sqlFiles } from './sql-files.js';

/**
 * In the order in which they run. `touched` comes before `derive`; `sorting` to `findings` run for each pass, of which `first` where no asset was
 * there before and `changes` where one was. `derive` says when it leaves out one of the others.
 */
const phases = [
  ...['touched', 'once', 'agreements', 'capability', 'ability_changed', 'shared'],
  ...['sorting', 'pass', 'first', 'changes', 'findings'],
  ...['program', 'capability_findings', 'program_apply'],
] as const;

type Phase = (typeof phases)[number];

let steps: Map<string, string[]> | undefined;

export async function runSteps(phase: Phase, database: Database): Promise<void> {
  steps ??= readSteps();
  for (const sql of steps.get(phase) ?? []) await database.run(sql);
}

function readSteps(): Map<string, string[]> {
  const found = new Map<string, string[]>(phases.map((phase) => [phase, []]));
  for (const { name, sql } of sqlFiles('steps')) {
    const [, phase = ''] = /^-- Phase: {2}(\w+)\.\n/.exec(sql) ?? [];
    // It would never run, and nothing would tell.
    if (!found.has(phase)) throw new Error(`registry/steps/${name} names no phase of registry/phases.ts.`);
    found.get(phase)?.push(sql);
  }
  return found;
}
