/** ISA, the header of an interchange: the only segment whose delimiters nobody has said yet, because it says them itself. */

import { AssuranceError } from '../../schemas/errors/error.js';
import type { X12Delimiters } from '../../schemas/x12.js';

export interface Isa {
  delimiters: X12Delimiters;
  /** `ISA` and its 16 elements, as written. */
  elements: string[];
  /** How many characters it takes, its terminator included. */
  length: number;
  /** Whether line breaks stand inside of it: then the whole interchange was wrapped at some width. */
  wrapped: boolean;
}

/** The padded form has 106 characters, the longest that an unpadded one could have is not longer; wrapped, some line breaks more. */
const LONGEST = 512;

/**
 * ISA has 16 element separators in every version; behind the last one stand the component separator and the terminator. That holds
 * for an ISA with padded elements, where they stand at 105 and 106, and for one without.
 *
 * @param text begins with `ISA`; @param ended whether nothing follows it.
 * @returns undefined when more text is needed.
 * @throws X12_ENVELOPE_INVALID when its delimiters cannot be told, as a person has to look at it.
 */
export function readIsa(text: string, ended: boolean, where: string): Isa | undefined {
  const separator = text[3];
  if (separator === undefined) return undefined;
  let separators = 0;
  let component: string | undefined;
  let wrapped = false;
  for (let at = 3; at < Math.min(text.length, LONGEST); at++) {
    const char = text[at] as string;
    if (component !== undefined) {
      const elements = text
        .slice(0, at)
        .replace(/[\r\n]/g, '')
        .split(separator);
      const repetition = repetitionOf(elements);
      const delimiters = { element: separator, component, segment: char, repetition };
      check(delimiters, elements, where);
      return { delimiters, elements, length: at + 1, wrapped };
    }
    if (char === '\r' || char === '\n') wrapped = true;
    else if (separators === 16) component = char;
    else if (char === separator) separators += 1;
  }
  if (ended || text.length < LONGEST) return undefined;
  throw invalid('ISA does not have 16 elements', where);
}

/** Version 00402 gave ISA11 to the repetition separator; before, it names the standard (U). */
function repetitionOf(elements: string[]): string | null {
  const [standard, version] = [elements[11] ?? '', elements[12] ?? ''];
  return version >= '00402' && isDelimiter(standard) ? standard : null;
}

function check({ element, component, segment, repetition }: X12Delimiters, elements: string[], where: string): void {
  const all = [element, component, segment, ...(repetition === null ? [] : [repetition])];
  if (![element, component].every(isDelimiter) || !(isDelimiter(segment) || /^[\r\n\t]$/.test(segment))) {
    throw invalid('ISA does not say its delimiters: a letter, digit or blank stands where one of them is expected', where);
  }
  if (new Set(all).size < all.length) throw invalid('ISA uses one character as two delimiters', where);
  if (elements.length !== 17 || elements[15]?.length !== 1) throw invalid('ISA does not have 16 elements', where);
  if (!/^\d{5}$/.test(elements[12] ?? '')) throw invalid('ISA12 is not a version of five digits', where);
  if (!/^\d{1,9}$/.test((elements[13] ?? '').trim())) throw invalid('ISA13 is not a control number', where);
}

/** Also characters that cannot be seen, which old systems use. */
const isDelimiter = (text: string): boolean => /^[^A-Za-z0-9 \r\n]$/u.test(text);

const invalid = (says: string, where: string) => new AssuranceError('X12_ENVELOPE_INVALID', `${says}.`, { where });
