import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctionColumns, findCorrectionColumns, neutralised, parseRef, refText, restored } from '../../schemas/corrections.js';

const beginning = fc.constantFrom('', "'", "''", '=', '+', '-', '@', '\t', '\r', '\n', ' =', "'=", '＝', '5', '-5', '0');
const text = fc.tuple(beginning, fc.string({ unit: 'binary', maxLength: 12 })).map(([begin, end]) => begin + end);

describe('text that a spreadsheet would run', () => {
  it('is as it was once it is restored, whatever it is', () => {
    fc.assert(
      fc.property(text, (cell) => restored(neutralised(cell)) === cell),
      { numRuns: 5_000 },
    );
  });

  it('never begins with what makes it run, unless it is a number', () => {
    fc.assert(
      fc.property(text, (cell) => !/^\s*[=+\-@]/.test(neutralised(cell)) || /^[+-]?\d[\d.,\u00a0 ]*$/.test(cell)),
      { numRuns: 5_000 },
    );
  });

  it.each(['-5', '+49 30 1234', '0047', '-1.250,00', "'quoted'", 'plain'])('%s stays as it is', (cell) => {
    expect(neutralised(cell)).toBe(cell);
  });
  it.each(['=1+1', '@SUM(A1)', '-1+cmd|x', '\t=1', ' =1', "'=1"])('%j gets an apostrophe', (cell) => {
    expect(neutralised(cell)).toBe(`'${cell}`);
  });
});

describe('a reference', () => {
  it('reads back as it was written, whatever the sheet is called', () => {
    const sheet = fc.option(fc.string({ unit: 'binary', minLength: 1 }));
    fc.assert(
      fc.property(sheet, fc.integer({ min: 1, max: 10_000_000 }), (name, line) => {
        const ref = { delivery_id: 'd0123456789abcdef0123', sheet: name, line };
        expect(parseRef(refText(ref))).toEqual(ref);
      }),
    );
  });
  it('is ASCII whatever the sheet is called, so that every encoding holds it', () => {
    const name = fc.string({ unit: fc.constantFrom(...'a/~%:é›Łü \n\t', '😀', '\ud800', '%0141'), minLength: 1 });
    fc.assert(
      fc.property(name, (sheet) => {
        const ref = { delivery_id: 'd0123456789abcdef0123', sheet, line: 7 };
        expect(refText(ref)).toMatch(/^[ -~]+$/);
        expect(parseRef(refText(ref))).toEqual(ref);
      }),
    );
    expect(refText({ delivery_id: 'd0123456789abcdef0123', sheet: 'Łódź 5%.csv', line: 7 })).toBe(
      'd0123456789abcdef0123~%0141%00f3d%017a 5%0025.csv:7',
    );
  });
  it.each(['Łódź.csv', 'march.xlsx › Sheet1', 'a%0141.csv', '~x'])('to %s as it was written before still reads back', (sheet) => {
    expect(parseRef(`d0123456789abcdef0123/${sheet}:14`)).toEqual({ delivery_id: 'd0123456789abcdef0123', sheet, line: 14 });
  });
  it.each(['', '14', 'd0123456789abcdef0123', 'd0123456789abcdef0123:0', 'd01:14', 'D0123456789ABCDEF0123:14'])('%j is none', (cell) => {
    expect(parseRef(cell)).toBeUndefined();
  });
});

it('our columns get other names beside columns of the same names, and are found again', () => {
  expect(correctionColumns(['Invoice'])).toEqual({ reason: 'reason', fix: 'fix', ref: 'assurance_ref' });
  const own = correctionColumns(['Reason ', 'Invoice']);
  expect(own.reason).toBe('assurance_reason');
  expect(findCorrectionColumns(['Reason ', 'Invoice', own.reason, own.fix, own.ref])?.all).toEqual(new Set([2, 3, 4]));
});
