/** How much an archive may inflate to; docs/decisions/081 says why. Sizes are checked in the directory, and again while it inflates. */

import type { Refusals } from './refusals.js';

export interface Limits {
  /** Bytes of all parts together. */
  inflated: number;
  /** Inflated to packed, for the archive as a whole. */
  ratio: number;
  /** Below this many bytes the ratio does no harm: tiny archives of a few repeated bytes are common. */
  ratioFree: number;
  entries: number;
}

const MiB = 1024 * 1024;

/** What is read as it streams: a sheet with all 1,048,576 rows of 22 columns is 1 GiB. Real workbooks are at a ratio of 3 to 40. */
export const STREAMED_WORKBOOK: Limits = { inflated: 4096 * MiB, ratio: 100, ratioFree: 32 * MiB, entries: 10_000 };

/** What SheetJS takes into memory as a whole, at seven times its size. */
export const WHOLE_WORKBOOK: Limits = { inflated: 256 * MiB, ratio: 100, ratioFree: 32 * MiB, entries: 10_000 };

/** Text repeats itself more than workbooks do. Ten million rows of 22 columns are 2 GB. */
export const ARCHIVE: Limits = { inflated: 8192 * MiB, ratio: 200, ratioFree: 32 * MiB, entries: 1_000 };

/** @throws FILE_TOO_LARGE_INFLATED. `packed` are the bytes of the archive itself. */
export function checkInflation(inflated: number, packed: number, limits: Limits, refusals: Refusals): void {
  if (inflated > limits.inflated) throw refusals.tooLarge(`inflates to more than ${limits.inflated} bytes, which is the limit`);
  if (inflated > limits.ratioFree && inflated > limits.ratio * packed) {
    throw refusals.tooLarge(`inflates from ${packed} to more than ${limits.ratio} times its size, which is the limit`);
  }
}
