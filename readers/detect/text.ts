/** How a text file is written: encoding, delimiter, place of the header. Evidence for a person; nothing is read with it before it is declared. */

import { isUtf8 } from 'node:buffer';
import { AssuranceError } from '../../schemas/errors/error.js';
import { decoderFor } from '../decode.js';
import { sepOf } from '../sep-line.js';
import { boms, utf16WithoutBom } from '../sniff.js';
import { findHeader, type FoundHeader } from './grid.js';
import { withoutHeader } from './no-header.js';
import { quoteEvidence, withItsQuote } from './quote.js';
import { divided } from './records.js';

export type Encoding = 'utf-8' | 'utf-16' | 'windows-1252' | 'latin-1';

export interface TextShape {
  encoding: Encoding;
  delimiter: string;
  quote: string;
  found: FoundHeader;
  evidence: { about: 'encoding' | 'delimiter' | 'quote' | 'header_row'; says: string }[];
}

const delimiters = [',', ';', '\t', '|'];

/** @throws ENCODING_INVALID, or DETECT_NO_TABLE when no delimiter gives rows of the same width. */
export function textShape(bytes: Buffer, whole: boolean): TextShape {
  const { encoding, why } = encodingOf(bytes);
  const text = decoded(bytes, encoding);
  const complete = whole ? text : text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
  const sep = sepOf(text);
  const [best, second] = [...new Set(sep === undefined ? delimiters : [sep, ...delimiters])]
    .map((delimiter) => withItsQuote(complete, divided(complete, delimiter)))
    .filter(({ width }) => width > 1)
    .sort((a, b) => Number(b.delimiter === sep) - Number(a.delimiter === sep) || b.alike * b.width - a.alike * a.width);
  const found = best && (withoutHeader(sep === undefined ? best.grid : best.grid.slice(1), best.width) ?? findHeader(best.grid));
  if (best === undefined || found === undefined) {
    throw new AssuranceError('DETECT_NO_TABLE', 'No comma, semicolon, tab or bar divides this text into rows under a header.');
  }
  const rival =
    second === undefined ? 'no other one divides it' : `${shown(second.delimiter)} gives ${second.alike} rows of ${second.width}`;
  return {
    encoding,
    delimiter: best.delimiter,
    quote: best.quote,
    found,
    evidence: [
      { about: 'encoding', says: why },
      {
        about: 'delimiter',
        says: `${shown(best.delimiter)} gives ${best.alike} of ${best.grid.length} rows ${best.width} cells; ${sep === best.delimiter ? 'the first line names it (sep=)' : rival}`,
      },
      ...quoteEvidence(best),
      { about: 'header_row', says: found.why },
    ],
  };
}

const shown = (delimiter: string): string => ({ ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' })[delimiter] ?? delimiter;

function encodingOf(bytes: Buffer): { encoding: Encoding; why: string } {
  const bom = boms.find((one) => bytes.subarray(0, one.bytes.length).equals(one.bytes));
  if (bom !== undefined) return { encoding: bom.encoding, why: `byte order mark of ${bom.name}` };
  if (utf16WithoutBom(bytes.subarray(0, 8192)) !== undefined) return { encoding: 'utf-16', why: 'every second byte is zero' };
  const beyond = bytes.findIndex((byte) => byte > 0x7f);
  if (beyond === -1) return { encoding: 'utf-8', why: 'nothing but ASCII was seen, which is the same in every encoding here' };
  // A piece of a file may end within a character
  if ([0, 1, 2, 3].some((cut) => isUtf8(bytes.subarray(0, bytes.length - cut))))
    return { encoding: 'utf-8', why: 'every byte is valid UTF-8' };
  const undefinedIn1252 = bytes.some((byte) => [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte));
  return undefinedIn1252
    ? { encoding: 'latin-1', why: `no valid UTF-8 at byte ${beyond}, and bytes that windows-1252 does not have` }
    : { encoding: 'windows-1252', why: `no valid UTF-8 (byte ${beyond}), and windows-1252 has every byte` };
}

function decoded(bytes: Buffer, encoding: Encoding): string {
  const decoder = decoderFor(encoding, bytes);
  const first = decoder.write(bytes);
  if (first.invalid !== undefined) {
    throw new AssuranceError('ENCODING_INVALID', `There is ${first.invalid.what}.`, { where: `byte ${first.invalid.offset}` });
  }
  return first.utf8.toString();
}
