/** What an address needs, by country: states and the form of postal codes as libaddressinput's data has them. */

import { addressData } from './address-data.js';
import { folded } from './placeholders.js';

/** Spellings in use that the data lacks: former names, codes of the other list, the town for the district. */
const alsoKnown: Readonly<Record<string, readonly string[]>> = {
  CA: ['NF', 'PQ', 'QUE', 'ONT', 'ALTA', 'SASK', 'MAN', 'PEI', 'Newfoundland', 'Labrador', 'Yukon Territory'],
  IN: [
    'Orissa',
    'OD',
    'Pondicherry',
    'CG',
    'TS',
    'UK',
    'Uttaranchal',
    'New Delhi',
    'Ladakh',
    'LA',
    'DH',
    'Dadra and Nagar Haveli and Daman and Diu',
  ],
  MX: [
    'DF',
    'Distrito Federal',
    'Mexico City',
    'Coahuila',
    'México',
    'Edomex',
    'Michoacán de Ocampo',
    'Veracruz de Ignacio de la Llave',
    'Querétaro de Arteaga',
  ],
  US: ['Washington DC', 'Virgin Islands of the United States', 'US Virgin Islands'],
};

/** By country that needs one: every state's code and names, folded. */
export const states: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(addressData)
    .filter(([, country]) => country.states !== undefined)
    .map(([code, { states: known = [] }]) => [code, new Set([...known.flat(), ...(alsoKnown[code] ?? [])].map(folded))]),
);

/** Countries whose addresses need a state. */
export const needsState = (country: string): boolean => states.has(country);

/** Whether a country that needs a state has this one, by code (`IL`, `US-IL`) or name. */
export function hasState(country: string, state: string): boolean {
  const bare = state.toUpperCase().startsWith(`${country}-`) ? state.slice(country.length + 1) : state;
  return states.get(country)?.has(folded(bare)) ?? true;
}

/** A state as that country writes it, for advice. */
export const exampleState = (country: string): string => addressData[country]?.states?.at(-1)?.[0] ?? '';

export const needsPostalCode = (country: string): boolean => addressData[country]?.postal_code !== undefined;

/** A postal code as that country writes it, for advice. */
export const examplePostalCode = (country: string): string => addressData[country]?.example ?? '';

/**
 * Whether a postal code has the form of its country. Blanks do not count; the country before it (`D-80331`, `SE-111 22`) may be there
 * or be missing.
 */
export function isPostalCodeOf(country: string, postalCode: string): boolean {
  const form = formOf(country);
  if (form === undefined) return true;
  const text = postalCode.toUpperCase();
  if (form.test(text)) return true;
  const packed = text.replace(/\s+/g, '');
  const bare = packed.replace(new RegExp(`^(?:${country}-?|${country[0]}-)(?=\\d)`), '');
  return [packed, bare, `${country}-${bare}`].some((candidate) => form.test(candidate));
}

const forms = new Map<string, RegExp>();

function formOf(country: string): RegExp | undefined {
  const pattern = addressData[country]?.postal_code;
  if (pattern === undefined) return undefined;
  let form = forms.get(country);
  if (form === undefined) forms.set(country, (form = new RegExp(`^(?:${pattern})$`)));
  return form;
}

/** Countries whose addresses need a state, or a postal code. */
export const countriesThatNeed = (what: 'state' | 'postal_code'): string[] =>
  Object.keys(addressData).filter(what === 'state' ? needsState : needsPostalCode);
