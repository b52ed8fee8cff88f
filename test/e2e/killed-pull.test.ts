import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { assurance } from '../cli/run.js';
import { tempFolder } from '../support/temp-folder.js';
import { copySamples, registryOf } from './sample-project.js';

const bin = fileURLToPath(new URL('../../bin/assurance.js', import.meta.url));
const moments = 10;

/** Starts a pull as the leader of a process group and kills the whole group after some time, if it is still there. */
async function pullAndKill(folder: string, after: number): Promise<'killed' | 'done before'> {
  const child = spawn(process.execPath, [bin, 'pull'], { cwd: folder, detached: true, stdio: 'ignore' });
  const ended = new Promise<'done before'>((resolve) => child.once('exit', () => resolve('done before')));
  const first = await Promise.race([ended, sleep(after, 'killed' as const)]);
  if (first === 'killed') {
    process.kill(-child.pid!, 'SIGKILL');
    await ended;
  }
  return first;
}

it('a pull whose process group is killed at ten random moments is made good by the next one', async () => {
  const undisturbed = await copySamples(tempFolder());
  const started = performance.now();
  expect((await assurance(undisturbed, ['pull'])).code).toBe(3);
  const duration = performance.now() - started;
  const expected = await registryOf(undisturbed);
  expect(expected['assets']!.length).toBeGreaterThan(80);

  const outcomes = [];
  for (let moment = 0; moment < moments; moment++) {
    const folder = await copySamples(join(tempFolder()));
    // One moment in each tenth of the time that a pull takes, so that every phase is hit.
    const after = Math.round(((moment + Math.random()) / moments) * duration);
    outcomes.push(await pullAndKill(folder, after));
    const next = await assurance(folder, ['pull', '--json']);
    expect(next.code, `killed after ${after} ms of ${Math.round(duration)}: ${next.stderr}`).toBe(3);
    expect(await registryOf(folder), `killed after ${after} ms of ${Math.round(duration)}`).toEqual(expected);
  }
  // Otherwise this test has tested nothing.
  expect(outcomes.filter((outcome) => outcome === 'killed').length).toBeGreaterThanOrEqual(5);
}, 1_200_000);
