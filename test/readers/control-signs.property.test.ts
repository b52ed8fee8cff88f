import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasControl } from '../../readers/control-signs.js';

/** Whatever place in memory a piece of a file begins at. */
const piece = fc.tuple(fc.uint8Array({ maxLength: 5 }), fc.array(byte(), { maxLength: 40, size: 'max' }), fc.uint8Array({ maxLength: 5 }));

/** Mostly none of them, and their neighbours. */
function byte(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x21, 0x41, 0x7e, 0x80, 0x9f, 0xc2, 0xff) },
    { weight: 1, arbitrary: fc.constantFrom(0x00, 0x08, 0x0e, 0x1d, 0x1f, 0x7f) },
  );
}

it('finds the control characters of a text, wherever it begins', () => {
  let found = 0;
  fc.assert(
    fc.property(piece, ([before, bytes, behind]) => {
      const memory = Buffer.from(new Uint8Array([...before, ...bytes, ...behind]).buffer);
      const expected = bytes.some((one) => (one < 0x20 && ![0x09, 0x0a, 0x0b, 0x0c, 0x0d].includes(one)) || one === 0x7f);
      if (expected) found += 1;
      expect(hasControl(memory.subarray(before.length, before.length + bytes.length))).toBe(expected);
    }),
    { numRuns: 5_000 },
  );
  expect(found).toBeGreaterThan(500);
});
