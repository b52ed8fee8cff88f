/** The source's `values`: their word for a field to ours, before the contract sees the cell. */

import { isBroken, seen } from '../schemas/cells/text.js';
import type { RawCell } from '../schemas/rows.js';

/** Exactly first, then without regard to case; a cell with another text stays as it is. */
export type Translate = (cell: RawCell | undefined) => RawCell | undefined;

export function translator(words: Record<string, string> | undefined): Translate | undefined {
  if (words === undefined) return undefined;
  const exact = new Map(Object.entries(words));
  const anyCase = new Map(Object.entries(words).map(([theirs, ours]) => [theirs.toLowerCase(), ours]));
  return (cell) => {
    const text = seen(cell);
    if (isBroken(cell, '')) return cell;
    return exact.get(text) ?? anyCase.get(text.toLowerCase()) ?? cell;
  };
}
