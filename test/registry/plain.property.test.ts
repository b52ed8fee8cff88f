import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyReports, settings, state } from './support/any-program.js';
import { Program, type Report } from './support/program.js';
import { usual, type DeriveOptions } from '../../registry/derive.js';

/** What a registry says when it got these reports, one batch each. */
async function after(batches: Report[][], deriving: DeriveOptions): Promise<unknown> {
  const registry = await Program.make(settings, deriving);
  try {
    for (const reports of batches) await registry.deliver(...reports);
    return await state(registry);
  } finally {
    await registry.close();
  }
}

it('the rule for plain units, passes of any size, and rows that are committed ahead, say what all the steps say of every unit at once', async () => {
  await fc.assert(
    fc.asyncProperty(anyReports, fc.constantFrom(1, 2, 3), fc.constantFrom(1, 250_000), async (reports, units_in_pass, rows_ahead) => {
      const expected = await after([reports], { ...usual, plain: false });
      expect(await after([reports], { plain: true, units_in_pass, rows_ahead })).toEqual(expected);
      expect(
        await after(
          reports.map((report) => [report]),
          { plain: true, units_in_pass, rows_ahead },
        ),
      ).toEqual(expected);
    }),
    { numRuns: 10 },
  );
}, 600_000);
