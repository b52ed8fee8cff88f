/** The same receipt as last time, or the next one: a delivery that is judged again can get another verdict, and that is another receipt. */

import type { Receipt } from '../../schemas/delivery.js';

/** What was written before under a name; undefined when nothing was. */
export type Earlier = (fileName: string) => Promise<Uint8Array | undefined>;

/**
 * The first writing has the plain name, the next ones `-r2`, `-r3`: the highest one says what holds.
 * @param write the text of a revision; undefined when there is nothing to say.
 */
export async function revised(stem: string, earlier: Earlier, write: (revision: number) => Buffer | undefined): Promise<Receipt[]> {
  let revision = 0;
  let last: Uint8Array | undefined;
  for (;;) {
    const written = await earlier(nameOf(stem, revision + 1));
    if (written === undefined) break;
    last = written;
    revision += 1;
  }
  const again = last === undefined ? undefined : write(revision);
  const holds = last !== undefined && again?.equals(last) === true;
  const bytes = holds ? again : write(revision + 1);
  return bytes === undefined ? [] : [{ file_name: nameOf(stem, holds ? revision : revision + 1), bytes }];
}

const nameOf = (stem: string, revision: number): string => `${stem}${revision === 1 ? '' : `-r${revision}`}.x12`;
