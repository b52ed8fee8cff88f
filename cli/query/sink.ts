/** Where the rows of a result go: standard output, or a file that is there whole or not at all. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Terminal } from '../render/terminal.js';

export interface Sink {
  /** False once nobody reads any more. */
  open(): boolean;
  write(text: string): Promise<void>;
}

export async function toTerminal(out: Terminal, work: (sink: Sink) => Promise<void>): Promise<void> {
  await work({ open: () => out.open(), write: (text) => out.writeSlowly(text) });
}

/** Writes beside the file and renames at the end, so that a failed query leaves an older file as it was. */
export async function toFile(path: string, work: (sink: Sink) => Promise<void>): Promise<void> {
  const unfinished = `${path}.part`;
  const stream = createWriteStream(unfinished);
  try {
    await once(stream, 'open');
    await work({
      open: () => true,
      write: async (text) => {
        if (!stream.write(text)) await once(stream, 'drain');
      },
    });
    stream.end();
    await once(stream, 'finish');
    await rename(unfinished, path);
  } catch (error) {
    stream.destroy();
    await rm(unfinished, { force: true });
    throw error;
  }
}
