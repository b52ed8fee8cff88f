/** What the operating system says of a process. */

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A dead process that nobody has waited for still has an id.
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** @throws Error when it still runs after half a minute. */
export async function gone(pid: number): Promise<void> {
  for (let tries = 0; runs(pid); tries++) {
    if (tries > 300) throw new Error(`process ${pid} still runs`);
    await sleep(100);
  }
}
