/** The numbers in cells of one style: how one is shown takes long to find out, and most are asked for again. */

import { cellText, type RawCell } from '../../schemas/rows.js';
import type { NumberStyle } from '../cells.js';
import type { CommonValue, CommonValues } from '../common-values.js';

export class NumberValues {
  private readonly known = new Map<number, CommonValue>();

  constructor(
    readonly style: NumberStyle,
    private readonly values: CommonValues,
  ) {}

  of(number: number): RawCell | CommonValue {
    if (Object.is(number, -0)) return this.style.cell(number); // a Map takes it for zero
    const known = this.known.get(number);
    if (known !== undefined) return known;
    const cell = this.style.cell(number);
    // What its format hides has no characters either, and is not an empty cell
    const value = cellText(cell) === '' ? undefined : this.values.remember(cell);
    if (value === undefined) return cell;
    this.known.set(number, value);
    return value;
  }
}
