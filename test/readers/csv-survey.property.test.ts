import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CsvSurvey } from '../../readers/csv-survey.js';

const text = fc.string({
  unit: fc.constantFrom('a', 'ü', '"', '"', ',', ',', ' ', '\t', '\n', '\n', '\r\n', '\r', '#', '\u00a0', '\u2003', '–', '\u001d'),
  maxLength: 120,
});

/** What the survey says of a text that comes in pieces. */
function surveyOf(pieces: string[], headerRow: number) {
  const survey = new CsvSurvey(headerRow, { delimiter: 0x2c, quote: 0x22 });
  for (const piece of pieces) survey.take(Buffer.from(piece));
  survey.end();
  const { plain, lines, crlf, hashes, controls, looseQuotes, unusualBlanks, blankLines, head } = survey;
  // Of what is not plain nothing else is asked
  if (!plain) return { plain };
  return {
    plain,
    lines,
    crlf,
    hashes,
    controls,
    looseQuotes,
    unusualBlanks: [...unusualBlanks].sort(),
    blankLines,
    head: Buffer.concat(head).toString(),
  };
}

it('does not depend on the pieces that a file is read in', () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(120), { maxLength: 6 }), fc.integer({ min: 0, max: 2 }), (whole, places, headerRow) => {
      const letters = [...whole];
      const cuts = [0, ...places.filter((place) => place < letters.length).sort((a, b) => a - b), letters.length];
      const pieces = cuts.slice(1).map((end, at) => letters.slice(cuts[at], end).join(''));
      expect(surveyOf(pieces, headerRow)).toEqual(surveyOf([whole], headerRow));
    }),
    { numRuns: 2_000 },
  );
});
