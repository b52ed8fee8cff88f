/**
 * `sep=;` on the first line of a text file, with which programs tell Excel what stands between cells. It is no header and no row; the delimiter is
 * still the one that the source declares, and a line that names another one is an error, like a byte order mark of another encoding.
 */

import { AssuranceError } from '../schemas/errors/error.js';
import { printable } from '../schemas/printable.js';
import type { CsvFormat } from '../schemas/project.js';
import { decoderFor } from './decode.js';

/** More than such a line can have, in two bytes a character. */
const LINE_BYTES = 64;
const SEP_LINE = /^"?sep=([^\r\n])"?(?:[\r\n]|$)/i;

/** @returns the sign that the first line of a text names, if it is such a line. */
export const sepOf = (text: string): string | undefined => SEP_LINE.exec(text)?.[1];

/**
 * How a file is to be read that begins with `head`. Where the header, or of a file without one the first row, is expected on such a line it stands on
 * the next one.
 * @returns the format with the line of the header as it is in this file, and how many lines stand above a first row without a header.
 * @throws DELIMITER_MISMATCH when the line names another delimiter; ENCODING_INVALID as decoderFor.
 */
export function withSepLine(format: CsvFormat, head: Buffer): { format: CsvFormat; above: number } {
  const { utf8 } = decoderFor(format.encoding, head).write(head.subarray(0, LINE_BYTES));
  const sep = sepOf(utf8.toString());
  if (sep === undefined) return { format, above: 0 };
  if (sep !== format.delimiter) {
    throw new AssuranceError(
      'DELIMITER_MISMATCH',
      `The first line of the file is sep= with ${named(sep)}, its source declares ${named(format.delimiter)}.`,
      { where: 'line 1' },
    );
  }
  return format.header_row === 0 ? { format, above: 1 } : { format: { ...format, header_row: Math.max(format.header_row, 2) }, above: 0 };
}

const named = (delimiter: string): string => (delimiter === '\t' ? 'a tab' : `"${printable(delimiter)}"`);
