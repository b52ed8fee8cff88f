/** No protocol tells that a file is complete: it is when its size and time stand still. */

import { setTimeout as sleep } from 'node:timers/promises';
import { sameFile, type FileIdentity } from './regular-file.js';

/** Injected, so that tests do not wait. */
export interface Clock {
  now(): number;
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
};

/** A pull waits this long for one file, then leaves it to the next pull. */
const patienceMs = 30_000;

/**
 * Waits until a file has stood still for `settleMs`. Its own time counts: a file that was last written long ago needs no waiting.
 * A time in the future (another machine's clock) says nothing, such a file is watched.
 *
 * @param look looks at the file again; undefined when it is gone.
 * @returns the file as it stood still, or why it is left.
 */
export async function settled(
  first: FileIdentity,
  look: () => Promise<FileIdentity | undefined>,
  settleMs: number,
  clock: Clock,
  signal?: AbortSignal,
): Promise<FileIdentity | { why: string }> {
  const start = clock.now();
  const written = Number(first.mtimeNs / 1_000_000n);
  let file = first;
  let since = written <= start ? written : start;
  for (;;) {
    const rest = since + settleMs - clock.now();
    if (rest <= 0) return file;
    if (clock.now() + rest > start + patienceMs) return { why: `still being written: it did not stand still for ${settleMs / 1000} s` };
    await clock.wait(rest, signal);
    const next = await look();
    if (next === undefined) return { why: 'went away while it was watched' };
    if (!sameFile(next, file)) {
      file = next;
      since = clock.now();
    }
  }
}
