import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { otherEdgeThan } from '../../schemas/end-user/placeholder-edges.js';
import { entries, folded, placeholders } from '../../schemas/end-user/placeholders.js';

const hasOtherEdge = otherEdgeThan(entries);
/** What the edges save: folding the whole. */
const isEntry = (text: string): boolean => entries.has(folded(text)) || /^(?:X{2,}|0*|9{3,})$/.test(folded(text));

describe('the edges of a name', () => {
  const accented = (entry: string) =>
    fc.array(fc.boolean(), { minLength: entry.length, maxLength: entry.length }).map((marks) =>
      [...entry].map((sign, at) => (marks[at] && /[A-Z]/.test(sign) ? `${sign}\u0301` : sign)).join('').normalize(),
    ); // prettier-ignore
  const between = fc.constantFrom('', '', ' ', '-', '.', '\u00a0', '·', '’');
  const entry = fc.oneof(
    fc.constantFrom(...Object.values(placeholders).flat()),
    fc.constantFrom('XX', 'XXXX', 'XXXXXXXX', '0', '0000', '00000000', '999', '9999', '99999999', ''),
  );
  const written = fc
    .tuple(entry.chain(accented), between, fc.boolean())
    .map(([text, gap, lower]) => gap + [...(lower ? text.toLowerCase() : text)].join(gap) + gap);

  it('never say of a placeholder that it is none', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(isEntry(text)).toBe(true);
        expect(hasOtherEdge(text)).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('say of nothing else than a name that it is one', () => {
    const sign = fc.oneof(fc.constantFrom(...'STOCKLAGERX09 .-éßÜ'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }));
    const text = fc.array(sign, { maxLength: 12 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(text, (name) => {
        if (hasOtherEdge(name)) expect(isEntry(name)).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('are enough for most names', () => {
    for (const name of ['Buttonwood School District', 'Köln Bank', '12 Main Street', "O'Hare", 'Ünal GmbH'])
      expect(hasOtherEdge(name)).toBe(true);
  });
});
