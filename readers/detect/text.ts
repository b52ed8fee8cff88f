/** How a text file is written: encoding, delimiter, place of the header. Evidence for a person; nothing is read with it before it is declared. */

import { AssuranceError } from '../../schemas/errors/error.js';
import { decoderFor } from '../decode.js';
import { sepOf } from '../sep-line.js';
import { encodingOf, type Encoding } from './encoding.js';
import { findHeader, type FoundHeader } from './grid.js';
import { withoutHeader } from './no-header.js';
import { quoteEvidence, withItsQuote } from './quote.js';
import { divided } from './records.js';

export interface TextShape {
  /** None where it is open. */
  encoding: Encoding | undefined;
  delimiter: string;
  quote: string;
  found: FoundHeader;
  evidence: { about: 'encoding' | 'delimiter' | 'quote' | 'header_row'; says: string; open?: boolean }[];
}

const delimiters = [',', ';', '\t', '|'];

/** @throws ENCODING_INVALID, or DETECT_NO_TABLE when no delimiter gives rows of the same width. */
export function textShape(bytes: Buffer, whole: boolean): TextShape {
  const { encoding, why, open = false } = encodingOf(bytes);
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
    encoding: open ? undefined : encoding,
    delimiter: best.delimiter,
    quote: best.quote,
    found,
    evidence: [
      { about: 'encoding', says: why, ...(open && { open }) },
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

function decoded(bytes: Buffer, encoding: Encoding): string {
  const decoder = decoderFor(encoding, bytes);
  const first = decoder.write(bytes);
  if (first.invalid !== undefined) {
    throw new AssuranceError('ENCODING_INVALID', `There is ${first.invalid.what}.`, { where: `byte ${first.invalid.offset}` });
  }
  return first.utf8.toString();
}
