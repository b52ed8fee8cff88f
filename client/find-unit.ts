/** A unit by its serial number as a person typed it: outer blanks and case mean nothing, and a serial is unique only within a product. */

import { readSnapshot } from '../registry/snapshot.js';
import { AssuranceError } from '../schemas/errors/error.js';

export interface NamedUnit {
  serial_number: string;
  /** Needed when several products have this serial number. */
  product_number?: string;
}

export interface Unit {
  product_number: string;
  serial_number: string;
  /** As published. */
  eligibility: string;
  reasons: string[];
}

export const typedSerial = (text: string): string => text.trim().toUpperCase();

/** Errors: SERIAL_AMBIGUOUS, and `unknown` when the published registry has no such unit. */
export async function findUnit(
  home: string,
  { serial_number, product_number }: NamedUnit,
  unknown: 'ASSET_UNKNOWN' | 'CASE_UNIT_UNKNOWN' = 'ASSET_UNKNOWN',
): Promise<Unit> {
  const serial = typedSerial(serial_number);
  const found = await readSnapshot<Unit>(
    home,
    `SELECT product_number, serial_number, eligibility, reasons FROM assets
     WHERE serial_number = $serial AND ($product IS NULL OR product_number = $product) ORDER BY product_number`,
    { serial, product: product_number?.trim() ?? null },
  );
  const unit = onlyOne(found, serial);
  if (unit === undefined) throw new AssuranceError(unknown, `The registry has no unit ${serial}.`);
  return unit;
}

/** The row of the one product that has a serial. Errors: SERIAL_AMBIGUOUS when several have it. */
export function onlyOne<T extends { product_number: string }>(found: T[], serial: string): T | undefined {
  if (found.length > 1)
    throw new AssuranceError(
      'SERIAL_AMBIGUOUS',
      `Several products have a unit ${serial}: ${found.map((one) => one.product_number).join(', ')}.`,
    );
  return found[0];
}
