/** Days and times. The order of day, month and year is declared by the source and never guessed; only days that exist pass. */

import type { RawCell } from '../rows.js';

/** Reads one cell: YYYY-MM-DD, or undefined when it is no such day. `text` is the cell's text, outer blanks cut and not empty. */
export type DayReader = (cell: RawCell | undefined, text: string) => string | undefined;

/**
 * A reader for one pattern of the tokens YYYY, YY, MM, M, DD, D. With separators between them one or two digits of day and month
 * are both right; where tokens touch each is two digits. Two digits of a year are 1990 to 2089.
 */
export function dayReader(pattern: string): DayReader {
  const { expression, order } = compile(pattern);
  return (cell, text) => {
    if (typeof cell === 'object') {
      if (cell.date !== undefined) return existing(cell.date.slice(0, 10));
      if (cell.number !== undefined || cell.boolean !== undefined) return undefined;
    }
    const found = expression.exec(text);
    if (found === null) return undefined;
    const part = { Y: '', M: '', D: '' };
    order.forEach((token, at) => (part[token] = found[at + 1]!));
    const year = part.Y.length === 2 ? (part.Y < '90' ? `20${part.Y}` : `19${part.Y}`) : part.Y;
    return existing(`${year}-${part.M.padStart(2, '0')}-${part.D.padStart(2, '0')}`);
  };
}

type Token = 'Y' | 'M' | 'D';

function compile(pattern: string): { expression: RegExp; order: Token[] } {
  const pieces = pattern.match(/YYYY|YY|MM?|DD?|[^]/g) ?? [];
  const isToken = (piece: string | undefined) => piece !== undefined && /^[YMD]/.test(piece);
  const source = pieces.map((piece, at) => {
    if (!isToken(piece)) return piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    if (piece.startsWith('Y')) return `(\\d{${piece.length}})`;
    // Where two tokens touch, one digit could belong to either
    return isToken(pieces[at - 1]) || isToken(pieces[at + 1]) ? '(\\d{2})' : '(\\d{1,2})';
  });
  // A database writes a day as the midnight it begins with: 2026-03-31 00:00:00.000
  const expression = new RegExp(`^${source.join('')}(?:[ T]00:00(?::00(?:\\.0+)?)?Z?)?$`);
  return { expression, order: pieces.filter(isToken).map((piece) => piece[0] as Token) };
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day when the calendar has it and it lies in 1990 to 2100. */
export function existing(day: string): string | undefined {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const date = Number(day.slice(8, 10));
  if (!(year >= 1990 && year <= 2100 && month >= 1 && month <= 12)) return undefined;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return date >= 1 && date <= monthLengths[month - 1]! + (leap ? 1 : 0) ? day : undefined;
}
