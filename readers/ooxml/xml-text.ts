/** Names, attributes and texts of XML, and what Excel writes into them. */

import { AssuranceError } from '../../schemas/errors/error.js';
import type { Piece } from './piece.js';

const SPACE = 0x20;
const GT = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;

/** Whether a tag has this name: `from` is where it begins behind its namespace prefix. */
export const isNamed = (source: Piece, from: number, name: string): boolean =>
  source.has(name, from) && !isNameCharacter(source.bytes[from + name.length] as number);

const isNameCharacter = (code: number): boolean => code > SPACE && code !== GT && code !== SLASH;

/** The name without its namespace prefix. */
export function localName(source: Piece, from: number): string {
  const { bytes } = source;
  let begin = from;
  let at = from;
  for (; isNameCharacter(bytes[at] as number); at++) if (bytes[at] === COLON) begin = at + 1;
  return source.text(begin, at);
}

const ATTRIBUTE = /([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** All attributes of a tag; prefixes are kept, as `r:id` and `id` are two things. */
export function attributesOf(source: Piece, from: number, to: number): Map<string, string> {
  const found = new Map<string, string>();
  const tag = source.text(from, to);
  const nameEnd = tag.search(/[\s/]/);
  if (nameEnd === -1) return found;
  for (const [, name = '', double, single] of tag.slice(nameEnd).matchAll(ATTRIBUTE)) {
    found.set(name, references(double ?? single ?? ''));
  }
  return found;
}

export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on';

const REFERENCE = /&(?:#x([\da-f]+)|#(\d+)|(\w+));|&/gi;
const PREDEFINED: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** @throws WORKBOOK_UNREADABLE for an entity that XML does not have by itself, or a character that does not exist. */
export function references(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (_, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    const code = hex !== undefined ? parseInt(hex, 16) : Number(decimal);
    const character =
      name !== undefined ? PREDEFINED[name.toLowerCase()] : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (character === undefined) throw garbled('an entity or a character that is not known');
    return character;
  });
}

/**
 * The text of a cell (ST_Xstring): references, the escapes `_x000D_` for what XML cannot hold, and every line end of Windows as one
 * line feed, as Excel shows it.
 * @throws WORKBOOK_UNREADABLE for half of a surrogate pair.
 */
export function cellString(text: string): string {
  if (!isSpecial(text)) return text;
  const whole = references(text)
    .replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replaceAll('\r\n', '\n');
  if (/\p{Surrogate}/u.test(whole)) throw garbled('half of a surrogate pair');
  return whole;
}

const isSpecial = (text: string): boolean => text.includes('&') || text.includes('_x') || text.includes('_X') || text.includes('\r');

function garbled(what: string): AssuranceError {
  return new AssuranceError('WORKBOOK_UNREADABLE', `The workbook holds ${what}, so a text cannot be read without loss.`);
}
