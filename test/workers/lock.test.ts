import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { acquireLock, currentHolder, isLock, type Lock, type LockOptions } from '../../workers/lock.js';
import { myself } from '../../workers/lock/holder.js';
import { tempFolder } from '../support/temp-folder.js';

const quiet: LockOptions = { role: 'call', log: () => undefined };

async function take(home: string, options: Partial<LockOptions> = {}): Promise<Lock> {
  const got = await acquireLock(home, { ...quiet, ...options });
  if (!isLock(got)) throw new Error('somebody is up');
  return got;
}

test('a project is held by one at a time, and the next one is told whom it waits for', async () => {
  const home = tempFolder();
  const first = await take(home);
  const told: string[] = [];
  const second = take(home, { log: (line) => told.push(line) });
  await expect.poll(() => told).toEqual([expect.stringContaining(`process ${process.pid}`)]);
  await first.release();
  await (await second).release();
  expect(await currentHolder(home)).toBeUndefined();
});

test('waiting has an end, and can be interrupted', async () => {
  const home = tempFolder();
  await take(home);
  await expect(take(home, { patienceMs: 1 })).rejects.toMatchObject({ code: 'PROJECT_BUSY' });
  await expect(take(home, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'INTERRUPTED' });
});

test('who finds `up` at work gets it named instead of a lock', async () => {
  const home = tempFolder();
  await take(home, { role: 'up' });
  expect(await acquireLock(home, quiet)).toMatchObject({ role: 'up', pid: process.pid });
});

test('the lock of a killed process is taken over, by one of many', async () => {
  const home = tempFolder();
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const mine = await myself('call', 'dead');
  // A process that is there, and is not the one that took the lock: its id was used again.
  writeFileSync(join(home, 'engine.lock'), JSON.stringify({ ...mine, pid: child.pid, started: '1' }));
  let held = 0;
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      const lock = await take(home);
      expect(++held).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      held--;
      await lock.release();
    }),
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
});

test('a holder on another host is believed while it touches its lock', async () => {
  const home = tempFolder();
  const mine = await myself('call', 'elsewhere');
  writeFileSync(join(home, 'engine.lock'), JSON.stringify({ ...mine, host: 'another-host' }));
  expect(await currentHolder(home)).toMatchObject({ host: 'another-host' });
  const { utimesSync } = await import('node:fs');
  const longAgo = new Date(Date.now() - 3_600_000);
  utimesSync(join(home, 'engine.lock'), longAgo, longAgo);
  expect(await currentHolder(home)).toBeUndefined();
  await (await take(home)).release();
});
