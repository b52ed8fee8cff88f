/** Gathers rows until they are worth handing over: neither row by row nor a whole file at once. */

import type { RawRow, RawTable } from '../schemas/rows.js';
import type { ReadChunk } from './reader.js';

/** What one row may weigh: bytes of a text file, characters of a workbook. Excel's own limit for one cell is 32,767. */
export const ROW_LIMIT = 1_048_576;

export const CHUNK_ROWS = 2_000;
/** So that rows of the largest size cannot pile up: the weight at which a chunk is full with fewer rows. */
export const CHUNK_WEIGHT = 4 * ROW_LIMIT;

export class Chunks {
  private rows: RawRow[] = [];
  private weight = 0;
  private handedOver = false;

  /** @param weight bytes or characters of the row. */
  add(row: RawRow, weight: number): void {
    this.rows.push(row);
    this.weight += weight;
  }

  get full(): boolean {
    return this.rows.length >= CHUNK_ROWS || this.weight >= CHUNK_WEIGHT;
  }

  /** At the end of a table: whether rows are left, or nothing was ever handed over and the header has to be. */
  get due(): boolean {
    return this.rows.length > 0 || !this.handedOver;
  }

  take(table: RawTable): ReadChunk {
    const chunk = { table, rows: this.rows };
    this.rows = [];
    this.weight = 0;
    this.handedOver = true;
    return chunk;
  }
}
