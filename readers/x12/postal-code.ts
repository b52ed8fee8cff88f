/** Postal codes as X12 writes them to what the contracts expect. */

import { isPostalCodeOf } from '../../schemas/end-user/address.js';

/**
 * N403 holds a postal code without punctuation and blanks (950356818). Where the country writes it with a hyphen or blank, it is put
 * back if there is just one place for it.
 */
export function postalCode(text: string, country: string): string {
  const code = text.trim();
  if (!/^[A-Za-z0-9]{4,10}$/.test(code) || isPostalCodeOf(country, code)) return code;
  for (const sign of ['-', ' ']) {
    const fitting = Array.from(code.slice(1), (_, at) => `${code.slice(0, at + 1)}${sign}${code.slice(at + 1)}`).filter((candidate) =>
      isPostalCodeOf(country, candidate),
    );
    if (fitting.length === 1) return fitting[0] as string;
  }
  return code;
}
