/** A text divided by one delimiter and one quote, as far as it can be: for comparing the ways in which it may be meant. */

import { parse } from 'csv-parse/sync';
import { LineScanner } from '../lines.js';
import type { GridRow } from './grid.js';

export interface Divided {
  delimiter: string;
  quote: string;
  grid: GridRow[];
  /** The commonest number of cells, and how many rows have it. */
  width: number;
  alike: number;
  /** By column: how many cells the quote wraps. */
  wrapped: Map<number, number>;
}

export function divided(text: string, delimiter: string, quote = '"'): Divided {
  const wrapped = new Map<number, number>();
  const records = parse(text, {
    delimiter,
    quote,
    escape: quote,
    // All that the reader takes for one: left to itself csv-parse takes the first one that it meets for the only one
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_records_with_error: true,
    info: true,
    cast: (cell, { quoting, index }) => {
      if (quoting) wrapped.set(index, (wrapped.get(index) ?? 0) + 1);
      return cell;
    },
  }) as unknown as {
    record: string[];
    info: { bytes: number };
  }[];
  const lines = new LineScanner();
  lines.write(Buffer.from(text));
  lines.end();
  let start = 0;
  const grid = records.map(({ record, info }) => {
    const row = { line: lines.lineAt(start), cells: record };
    start = info.bytes;
    return row;
  });
  const widths = new Map<number, number>();
  for (const { cells } of grid) if (cells.length > 1) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  const [width, alike] = [...widths].sort(([, a], [, b]) => b - a)[0] ?? [0, 0];
  return { delimiter, quote, grid, width, alike, wrapped };
}
