/** Days of one pattern (see schemas/cells/date.ts) as SQL. */

import { literal } from '../../schemas/sql.js';
import type { CompiledField } from './fields.js';
import { all, any } from './sql.js';

const parseTokens: Readonly<Record<string, string>> = { YYYY: '%Y', MM: '%m', M: '%m', DD: '%d', D: '%d' };

/** Where a part of the day stands in a text of fixed width, from 1. */
type Places = Partial<Record<'Y' | 'M' | 'D', { from: number; length: number }>>;

export function dateSql(shown: string, field: string, pattern: string): CompiledField | undefined {
  const pieces: readonly string[] = pattern.match(/YYYY|YY|MM?|DD?|[^]/g) ?? [];
  if (pieces.some((piece) => !/^(?:YYYY|YY|MM?|DD?)$/.test(piece) && !/^[\x20-\x7e]$/.test(piece))) return undefined;
  if (pieces.some((piece) => piece === '%' || piece === '_')) return undefined;
  const inRange = `${field} BETWEEN DATE '1990-01-01' AND DATE '2100-12-31'`;
  if (pattern === 'YYYY-MM-DD') {
    return { value: `TRY_CAST(${shown} AS DATE)`, clear: all([`CAST(${field} AS VARCHAR) = ${shown}`, inRange]) };
  }

  // Two digits of day and month: cut out of their places, faster than any parser of dates
  const { like, iso } = fixedWidth(shown, pieces);
  const fixed = `${shown} LIKE ${literal(like)}`;
  const asFixed = `CAST(${field} AS VARCHAR) = ${iso}`;
  if (pieces.includes('YY') || tokensTouch(pieces)) {
    return { value: `CASE WHEN ${fixed} THEN TRY_CAST(${iso} AS DATE) END`, clear: all([fixed, asFixed, inRange]) };
  }
  // One digit where one is enough, if it is written so throughout
  const parse = pieces.map((piece) => parseTokens[piece] ?? piece).join('');
  const short = parse.replace('%m', '%-m').replace('%d', '%-d');
  return {
    value: `CASE WHEN ${fixed} THEN TRY_CAST(${iso} AS DATE) ELSE CAST(try_strptime(${shown}, ${literal(parse)}) AS DATE) END`,
    clear: all([any([all([fixed, asFixed]), `strftime(${field}, ${literal(short)}) = ${shown}`]), inRange]),
  };
}

function fixedWidth(shown: string, pieces: readonly string[]): { like: string; iso: string } {
  const places: Places = {};
  let like = '';
  for (const piece of pieces) {
    const token = /^[YMD]/.exec(piece)?.[0] as 'Y' | 'M' | 'D' | undefined;
    const length = token === undefined ? 1 : piece === 'YYYY' ? 4 : 2;
    if (token !== undefined) places[token] = { from: like.length + 1, length };
    like += token === undefined ? piece : '_'.repeat(length);
  }
  const part = (token: 'Y' | 'M' | 'D') => `substr(${shown}, ${places[token]?.from ?? 1}, ${places[token]?.length ?? 0})`;
  const year = places.Y?.length === 4 ? part('Y') : `(CASE WHEN ${part('Y')} < '90' THEN '20' ELSE '19' END || ${part('Y')})`;
  return { like, iso: `(${year} || '-' || ${part('M')} || '-' || ${part('D')})` };
}

const tokensTouch = (pieces: readonly string[]): boolean =>
  pieces.some((piece, at) => /^[YMD]/.test(piece) && /^[YMD]/.test(pieces[at + 1] ?? ''));
