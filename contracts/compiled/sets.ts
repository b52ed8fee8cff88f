/** The lists of the contracts, as types that a connection needs before compiled checks run on it. */

import { countryCodes, currencyCodes } from '../../schemas/cells/codes.js';
import { states } from '../../schemas/end-user/address.js';
import { edgeLength, fillerEdges } from '../../schemas/end-user/placeholder-edges.js';
import { entries } from '../../schemas/end-user/placeholders.js';
import { literal } from '../../schemas/sql.js';
import { sets } from './sql.js';

const isPlain = (value: string): boolean => /^[\x20-\x7e]+$/.test(value);

const members: Record<keyof typeof sets, () => Iterable<string>> = {
  country: () => countryCodes,
  currency: () => currencyCodes,
  placeholder: () => [...entries].filter(isPlain),
  placeholder_start: () => [...[...entries].map((entry) => entry.slice(0, edgeLength)), ...fillerEdges].filter(isPlain),
  placeholder_end: () => [...[...entries].map((entry) => entry.slice(-edgeLength)), ...fillerEdges].filter(isPlain),
  placeholder_part: function* () {
    for (const entry of [...entries, ...fillerEdges])
      for (let at = 0; at + edgeLength <= entry.length; at += 1) yield entry.slice(at, at + edgeLength);
  },
  state: function* () {
    for (const [country, known] of states) for (const state of known) yield* [`${country}:${state}`, `${country}:${country}-${state}`];
  },
};

/** Statements that make the types on a connection. */
export const setTypes = (): string[] =>
  Object.entries(members).map(([name, list]) => {
    const values = [...new Set(list())].filter(isPlain).map(literal);
    return `CREATE TYPE ${sets[name as keyof typeof sets]} AS ENUM (${values.join(', ')})`;
  });
