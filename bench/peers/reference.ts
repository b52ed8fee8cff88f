/**
 * What the rules for POS rows need as data (placeholders, states, postal codes, countries, currencies), written once for all peers from
 * the contract's own lists: the peers differ in how they judge, not in what they know.
 */

import countries from 'i18n-iso-countries/index.js';
import currencies from 'currency-codes';
import { parse } from 'csv-parse/sync';
import { readFileSync, writeFileSync } from 'node:fs';
import { addressData } from '../../schemas/end-user/address-data.js';
import { folded, namesAllTheSame, placeholders, townsAllTheSame } from '../../schemas/end-user/placeholders.js';
import { csvLine } from '../data/csv.js';

/** Names of the files that `writeReference` makes, without `.csv`: one table each. */
export const referenceTables = [
  'placeholder',
  'real_name',
  'real_town',
  'state',
  'postal_form',
  'country',
  'country_with_states',
  'currency',
] as const;

/** Writes the lists as CSV files into a folder. */
export function writeReference(folder: string): void {
  for (const [name, rows] of Object.entries(reference())) writeFileSync(`${folder}/${name}.csv`, rows.map(csvLine).join(''));
}

/** The lists again, as rows of cells. */
export function readReference(folder: string): { name: (typeof referenceTables)[number]; rows: string[][] }[] {
  return referenceTables.map((name) => ({ name, rows: parse(readFileSync(`${folder}/${name}.csv`)).slice(1) }));
}

function reference(): Record<(typeof referenceTables)[number], string[][]> {
  const withStates = Object.entries(addressData).filter(([, { states }]) => states !== undefined);
  return {
    placeholder: [['folded'], ...[...new Set(Object.values(placeholders).flat().map(folded))].map((entry) => [entry])],
    real_name: [['name'], ...namesAllTheSame.map((name) => [name])],
    real_town: [['key'], ...Object.entries(townsAllTheSame).flatMap(([town, where]) => where.map((country) => [country + town]))],
    state: [['key'], ...withStates.flatMap(([country, { states = [] }]) => spellings(country, states.flat()))],
    postal_form: [
      ['country', 'form'],
      ...Object.entries(addressData).flatMap(([country, { postal_code: form }]) => (form === undefined ? [] : [[country, form]])),
    ],
    country: [['code'], ...Object.keys(countries.getAlpha2Codes()).map((code) => [code])],
    country_with_states: [['code'], ...withStates.map(([code]) => [code])],
    currency: [['code'], ...currencies.codes().map((code) => [code])],
  };
}

/** The country, and behind it each state by code and by name, also with the country before it (`US-IL`). */
function spellings(country: string, states: readonly string[]): string[][] {
  return [...new Set(states.map(folded))].flatMap((state) => [[country + state], [country + country + state]]);
}
