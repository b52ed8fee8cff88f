/**
 * What each POS row reports, before anything is wrong with it. Row i is about a unit of its own, scattered over the shipments; some rows
 * are about the unit of an earlier row: it came back, or it was sold twice. All of it can be said of any row without the others.
 */

import { Dice } from './dice.js';
import { unit, type Unit } from './program.js';

export type Kind = 'sale' | 'return' | 'sold_again' | 'sold_to_other' | 'accessory' | 'never_shipped' | 'sold_to_party';

export interface Sale {
  kind: Kind;
  unit: Unit;
  /** Days since 2025-09-01. */
  invoiced: number;
  invoice_number: string;
  /** Row whose end user this row names. */
  end_user_of: number;
}

export class Sales {
  /** Shares no factor with the number of rows, so that each unit is some row's own. */
  private readonly stride: number;

  constructor(
    readonly seed: number,
    readonly rows: number,
  ) {
    this.stride = coprime(Math.floor(rows * 0.618) | 1, rows);
  }

  /** The sale that a row reports. */
  of(row: number): Sale {
    const dice = new Dice(this.seed ^ 0x1b873593, row);
    const kind = kindOf(dice);
    if (kind === 'return' || kind === 'sold_again' || kind === 'sold_to_other') {
      const earlier = row - 1 - dice.below(1000);
      // A row that finds no sale before it is a sale itself
      if (earlier >= 0 && kindOf(new Dice(this.seed ^ 0x1b873593, earlier)) === 'sale')
        return this.about(this.own(earlier), kind, row, dice);
      return this.own(row);
    }
    return { ...this.own(row), kind };
  }

  private own(row: number): Sale {
    const own = unit(this.seed, (row * this.stride) % this.rows);
    const dice = new Dice(this.seed ^ 0x7feb352d, row);
    return { kind: 'sale', unit: own, invoiced: own.shipped + 3 + dice.below(20), invoice_number: invoice(row >> 1), end_user_of: row };
  }

  private about(sale: Sale, kind: Kind, row: number, dice: Dice): Sale {
    const invoiced = sale.invoiced + dice.below(25);
    if (kind === 'return') return { ...sale, kind, invoiced };
    return { ...sale, kind, invoiced, invoice_number: invoice(row >> 1), end_user_of: kind === 'sold_again' ? sale.end_user_of : row };
  }
}

/** Two rows an invoice. */
const invoice = (number: number): string => `INV-${2025_000_000 + number}`;

function kindOf(dice: Dice): Kind {
  const at = dice.below(1000);
  if (at < 20) return 'accessory';
  if (at < 32) return 'return';
  if (at < 36) return 'sold_again';
  if (at < 40) return 'sold_to_other';
  if (at < 45) return 'never_shipped';
  if (at < 47) return 'sold_to_party';
  return 'sale';
}

function coprime(from: number, to: number): number {
  let number = Math.max(1, from);
  while (gcd(number, to) !== 1) number += 1;
  return number;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
