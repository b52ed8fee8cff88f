/** Lists of codes that standards keep, from libraries that follow them. */

import countries from 'i18n-iso-countries/index.js';
import currencies from 'currency-codes';

export const countryCodes: ReadonlySet<string> = new Set(Object.keys(countries.getAlpha2Codes()));
export const currencyCodes: ReadonlySet<string> = new Set(currencies.codes());

/** ISO 3166-1 alpha-2, upper case. */
export const isCountry = (code: string): boolean => countryCodes.has(code);

/** ISO 4217, upper case. */
export const isCurrency = (code: string): boolean => currencyCodes.has(code);
