/** Random tables through csv-stringify and back: every cell, the true line of every row, and an account whose parts add up. */

import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { readDelimited } from '../../readers/csv.js';
import { csv, gather, type Result } from './support.js';

const awkward = fc.constantFrom(
  '"',
  "'",
  ',',
  ';',
  '\n',
  '\r',
  '\r\n',
  '\t',
  ' ',
  '""',
  'ä',
  '€',
  '😀',
  '\u2028',
  '\u0085',
  '\u00a0',
  '=1',
  '',
);
const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.array(awkward, { maxLength: 6 }).map((parts) => parts.join('')),
);
/** One letter in each first cell, so that no row is blank. */
const row = fc.tuple(cell, fc.array(cell, { maxLength: 4 })).map(([first, others]) => [`x${first}`, ...others]);
const layout = fc.record({
  table: fc.array(row, { minLength: 1, maxLength: 12 }).map((rows) => rows.map((cells) => cells.map((text) => text.replaceAll('\0', '')))),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  quote: fc.constantFrom('"', "'"),
  eol: fc.constantFrom('\n', '\r\n', '\r'),
  lastEol: fc.boolean(),
  blanks: fc.array(fc.nat(3), { maxLength: 12 }),
  preamble: fc.array(fc.constantFrom('', 'Report "of', ';;', ' '), { maxLength: 3 }),
  encoding: fc.constantFrom('utf-8', 'utf-16'),
  piece: fc.integer({ min: 1, max: 40 }),
});

it('what was written is read back, at its lines, in pieces of any size', async () => {
  await fc.assert(
    fc.asyncProperty(layout, async ({ table, delimiter, quote, eol, lastEol, blanks, preamble, encoding, piece }) => {
      const records = table.map((cells) => stringify([cells], { delimiter, quote, escape: quote, quoted: true, record_delimiter: '' }));
      const lines: string[] = [...preamble];
      const expected: [number, string[]][] = [];
      for (const [index, record] of records.entries()) {
        expected.push([countLines(lines, eol) + 1, table[index] ?? []]);
        lines.push(record, ...Array.from({ length: index === records.length - 1 ? 0 : (blanks[index] ?? 0) }, () => ''));
      }
      const text = lines.join(eol) + (lastEol ? eol : '');
      const result = await readPieces(encode(text, encoding), piece, { delimiter, quote, encoding, header_row: preamble.length + 1 });

      expect(result.tables[0]?.header).toEqual(table[0]);
      expect(result.rows.map(({ line, cells }) => [line, cells])).toEqual(expected.slice(1));
      const account = result.account.tables[0];
      expect(account?.lines).toBe(countLines(lines, eol));
      expect(account?.rows).toBe(table.length - 1);
      expect(account?.preamble).toBe(preamble.length);
    }),
    { numRuns: 400 },
  );
});

it('any text at all is read with an account that adds up, or refused with a known code', async () => {
  const token = fc.constantFrom('a', '1', ',', '"', '\n', '\r', ' ', 'é', '""');
  await fc.assert(
    fc.asyncProperty(
      fc.array(token, { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 3 }),
      async (tokens, piece, header_row) => {
        const text = tokens.join('');
        const result = await readPieces(Buffer.from(text), piece, { header_row }).catch((error: unknown) => error as { code: string });
        if ('code' in result) {
          expect(['FILE_EMPTY', 'HEADER_MISSING', 'QUOTE_UNCLOSED']).toContain(result.code);
        } else {
          expect(result.account.tables[0]?.lines).toBe(text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g)?.length);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

function encode(text: string, encoding: 'utf-8' | 'utf-16'): Buffer {
  return encoding === 'utf-8' ? Buffer.from(text) : iconv.encode(text, 'utf-16le', { addBOM: true });
}

async function readPieces(bytes: Buffer, size: number, over: Parameters<typeof csv>[0]): Promise<Result> {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  return gather(readDelimited(pieces(), csv(over)));
}

/** Lines of text that ends each of these with `eol`, counted by a pattern and not by our scanner. */
function countLines(lines: string[], eol: string): number {
  return lines.length === 0
    ? 0
    : (lines
        .map((line) => line + eol)
        .join('')
        .match(/\r\n|\r|\n/g)?.length ?? 0);
}
