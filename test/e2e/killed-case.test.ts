import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { readSnapshot } from '../../registry/snapshot.js';
import { assurance, bin } from '../cli/run.js';
import { good, Program, shipments } from '../workflows/support/program.js';

const serials = ['K0', 'K1'];

/** What a person types in the life of one case. */
const life = (serial: string): string[][] => [
  [
    'case',
    'open',
    serial,
    '--severity',
    '2',
    '--summary',
    'no picture',
    '--party',
    'NORTHGATE',
    '--by',
    'service-desk',
    '--id',
    `C-${serial}`,
  ],
  ['case', 'note', `C-${serial}`, '--text', 'part on its way'],
  ['case', 'close', `C-${serial}`, '--by', 'service-desk', '--resolution', 'replaced'],
];

/** Runs a command as the leader of a process group and kills the whole group after some time, if it is still there. */
async function runAndKill(folder: string, args: string[], after: number): Promise<boolean> {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, detached: true, stdio: 'ignore' });
  const ended = once(child, 'exit').then(() => false);
  const killed = await Promise.race([ended, sleep(after, true)]);
  if (killed) {
    process.kill(-child.pid!, 'SIGKILL');
    await ended;
  }
  return killed;
}

/** All that is known of a case but its name and its times. */
const known = async (home: string, serial: string) => ({
  case: await readSnapshot(
    home,
    `SELECT * EXCLUDE (case_id, serial_number, opened_at, closed_at, respond_by, responded_at, overdue) FROM cases WHERE serial_number = '${serial}'`,
  ),
  events: await readSnapshot(
    home,
    `SELECT step, kind, by_role, level, text, refused FROM case_events WHERE case_id = 'C-${serial}' ORDER BY step`,
  ),
});

it('what is asked of a case is done once, when the command is killed at any moment and typed again', async () => {
  const program = new Program([{ id: 'pos' }, { id: 'shipments', feed: 'shipments' }]);
  onTestFinished(() => program.remove());
  program.put('pos', 'pos.csv', good('WHOLE', ...serials));
  program.put('shipments', 'shipments.csv', shipments('WHOLE', ...serials));
  const { home } = await program.load();
  expect((await assurance(program.folder, ['pull'])).code).toBe(0);

  const durations: number[] = [];
  for (const args of life('WHOLE')) {
    const started = performance.now();
    const { code, stderr } = await assurance(program.folder, args);
    expect(code, stderr).toBe(0);
    durations.push(performance.now() - started);
  }
  const undisturbed = await known(home, 'WHOLE');
  expect(undisturbed.events.map(({ kind }) => kind)).toEqual(['opened', 'noted', 'closed']);

  let killed = 0;
  for (const [moment, serial] of serials.entries()) {
    const told = [];
    for (const [at, args] of life(serial).entries()) {
      // In the first third a command starts its engine; one moment in each half of the rest.
      const after = Math.round((1 / 3 + ((moment + Math.random()) / serials.length) * (2 / 3)) * durations[at]!);
      killed += Number(await runAndKill(program.folder, args, after));
      const { code, stderr } = await assurance(program.folder, args);
      expect(code, stderr).toBe(0);
      told.push(`${args[1]} killed after ${after} ms of ${Math.round(durations[at]!)}`);
    }
    expect(await known(home, serial), told.join('\n')).toEqual(undisturbed);
  }
  // Otherwise this test has tested nothing.
  expect(killed).toBeGreaterThanOrEqual(3);
}, 300_000);
