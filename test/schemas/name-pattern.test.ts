import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameMatcher, patternsMeet } from '../../schemas/name-pattern.js';
import { printable } from '../../schemas/printable.js';

describe('a pattern for file names', () => {
  it.each([
    ['*.csv', 'report (1).csv', true],
    ['*.csv', 'report.CSV', false],
    ['*', '.hidden', false],
    ['pos-????-??.csv', 'pos-2026-03.csv', true],
    ['Verkäufe_{Q1,Q2}.xlsx', 'Verkäufe_Q2.xlsx', true],
  ])('%s and %s', (pattern, name, matches) => {
    expect(nameMatcher(pattern)(name)).toBe(matches);
  });

  it('meets another one exactly when some name matches both', () => {
    const letters = ['', ...'ab'].flatMap((a) =>
      ['', ...'ab'].flatMap((b) => ['', ...'ab'].flatMap((c) => ['', ...'ab'].map((d) => a + b + c + d))),
    );
    const names = [...new Set(letters)].filter((name) => name !== '');
    const pattern = fc.array(fc.constantFrom('a', 'b', '?', '*'), { minLength: 1, maxLength: 4 }).map((tokens) => tokens.join(''));
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const both = names.some((name) => nameMatcher(a)(name) && nameMatcher(b)(name));
        // Names of up to four letters are enough to tell when the patterns have four letters between them.
        fc.pre(a.replaceAll('*', '').length + b.replaceAll('*', '').length <= 4);
        expect(patternsMeet(a, b)).toBe(both);
        expect(patternsMeet(b, a)).toBe(both);
      }),
      { numRuns: 500 },
    );
  });
});

describe('text from outside', () => {
  it.each([
    ['a\u001b[31mb', 'a\\x1b[31mb'],
    ['line\r\nline', 'line\\x0d\\x0aline'],
    ['\u009b2J', '\\x9b2J'],
    ['invoice\u202efdp.exe', 'invoice\\u202efdp.exe'],
    ['a\u2028b', 'a\\u2028b'],
    ['SN\u200b-1\u2060', 'SN\\u200b-1\\u2060'],
    ['SN\u00ad1\u200d', 'SN\\xad1\\u200d'],
    ['R\u3164\u{e0041}', 'R\\u3164\\u{e0041}'],
    ['\ud800x', '\\ud800x'],
    ['Größe 😀 \u00a0x', 'Größe 😀 \u00a0x'],
  ])('%j is shown as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});
