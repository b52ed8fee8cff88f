/** The rejected rows as lines in the partner's own layout, so that the corrected file can be sent back as it is. */

import type { RejectedCell } from '../../schemas/delivery.js';

/** What the registry keeps of a delivery's rejected rows, cells as they came. */
export interface Rejected {
  headers: { sheet: string | null; header: string[] }[];
  rows: { sheet: string | null; line: number; cells: string[]; errors: RejectedCell[] }[];
}

export interface Sheet {
  name: string | null;
  /** Lines above the header, the header, then the rows. */
  lines: string[][];
}

/**
 * One sheet for each that has rejected rows. Two columns come after the partner's own: what is wrong, and what to do.
 * @param headerRow where the source expects its header; the lines above say what this file is.
 */
export function layout(rejected: Rejected, headerRow: number, title: string): Sheet[] {
  const preamble = Array.from({ length: headerRow - 1 }, (_, i) => (i === 0 ? [title] : []));
  return rejected.headers
    .map(({ sheet, header }) => {
      const rows = rejected.rows.filter((r) => r.sheet === sheet);
      const width = rows.reduce((w, r) => Math.max(w, r.cells.length), header.length);
      return {
        name: sheet,
        rows,
        lines: [
          ...preamble,
          [...filled(header, width), 'reason', 'fix'],
          ...rows.map((r) => [...filled(r.cells, width), reason(r.errors), fix(r.errors)]),
        ],
      };
    })
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, lines }) => ({ name, lines }));
}

const filled = (cells: string[], width: number) => Array.from({ length: width }, (_, i) => cells[i] ?? '');

function reason(errors: RejectedCell[]): string {
  return [...new Set(errors.map((e) => `${e.code}${e.column === null ? '' : ` (${e.column})`}: ${e.message}`))].join(' | ');
}

function fix(errors: RejectedCell[]): string {
  return [...new Set(errors.map((e) => e.fix))].join(' | ');
}
