/** Names of countries in the languages of the synonyms, to the codes that the contract wants. */

import { countryCodes } from '../../schemas/cells/codes.js';
import { folded } from '../../schemas/end-user/placeholders.js';

let names: Map<string, string> | undefined;

/** @returns undefined for what is no name of a country. */
export const countryNamed = (text: string): string | undefined => (names ??= countryNames()).get(folded(text));

const countryNames = (): Map<string, string> =>
  new Map(
    ['en', 'de', 'fr', 'es'].flatMap((language) => {
      const nameOf = new Intl.DisplayNames([language], { type: 'region' });
      return [...countryCodes].map((code) => [folded(nameOf.of(code) ?? code), code] as const);
    }),
  );
