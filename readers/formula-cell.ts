/** A cell with a formula, where the source rejects them: what it shows and holds stays, so that the partner sees in a correction file which cell is meant. */

import { FORMULA, type RawCell, type TypedCell } from '../schemas/rows.js';

/** @param raw its stored value. That it has none, or an error for one, says more than that there is a formula. */
export function formulaCell(raw: RawCell | undefined): TypedCell {
  if (typeof raw !== 'object') return { text: raw ?? '', error: FORMULA };
  return raw.error === undefined ? { ...raw, error: FORMULA } : raw;
}
