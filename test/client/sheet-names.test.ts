import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sheetNames } from '../../client/corrections/sheet-names.js';

it.each([
  ['what Excel forbids', ['eu/april.xlsx › Sheet1', 'a[1]:*?\\'], ['eu_april.xlsx › Sheet1', 'a_1_____']],
  ['a name that is too long', ['northgate-sales-report-march.xlsx › Sheet1'], ['northgate-sales-report-march.xl']],
  ['two that become alike', [`${'x'.repeat(31)}1`, `${'X'.repeat(31)}2`], ['x'.repeat(31), `${'X'.repeat(27)} (2)`]],
  ['one that becomes like a later one', ['a/b', 'a_b'], ['a_b (2)', 'a_b']],
  ['the name of our own sheet, and one that Excel keeps', ['how to correct', 'History'], ['how to correct (2)', 'History (2)']],
  ['apostrophes at the ends', ["'a'b'"], ["_a'b_"]],
  ['a character of two halves where it is cut', [`${'x'.repeat(30)}😀`], ['x'.repeat(30)]],
  ['no name', [''], ['_']],
])('%s', (_, names, expected) => {
  expect(sheetNames(names, ['How to correct'])).toEqual(expected);
});

it('every list of names becomes one that Excel takes, and names that it takes stay', () => {
  const letter = fc.constantFrom(..."aA/['_ ›()2".split(''), 'xxxxxxxxxxxxxxx', '😀', '\ud800', '\u0001');
  const name = fc.array(letter, { maxLength: 6 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 6 }), (names) => {
      const made = sheetNames(names, []);
      expect(new Set(made.map((one) => one.toLowerCase())).size).toBe(names.length);
      for (const one of made) expect(one).toMatch(/^(?!')[^[\]/\\:*?\p{Cc}\p{Cs}]{1,31}(?<!')$/u);
      for (const [at, one] of made.entries()) expect(sheetNames([one], [])).toEqual([made[at]]);
    }),
  );
});
