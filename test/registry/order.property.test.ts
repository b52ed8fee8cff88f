import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyReports, settings, state } from './support/any-program.js';
import { Program } from './support/program.js';

it('any order of arrival, in one batch or many, once or twice, gives the same registry', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyReports.chain((reports) =>
        fc.tuple(fc.constant(reports), fc.shuffledSubarray(reports, { minLength: reports.length }), fc.subarray(reports)),
      ),
      async ([reports, shuffled, again]) => {
        const together = await Program.make(settings);
        const apart = await Program.make(settings);
        try {
          await together.deliver(...reports);
          for (const report of shuffled) await apart.deliver(report);
          await apart.deliver(...again);
          expect(await state(apart)).toEqual(await state(together));
        } finally {
          await together.close();
          await apart.close();
        }
      },
    ),
    { numRuns: 20 },
  );
}, 600_000);

it('every asset has one verdict that its reasons explain', async () => {
  await fc.assert(
    fc.asyncProperty(anyReports, async (reports) => {
      const registry = await Program.make(settings);
      try {
        await registry.deliver(...reports);
        const assets = await registry.read(
          'SELECT product_number, serial_number, eligibility, reasons, grace_ends, status, shipped_on FROM assets',
        );
        const keys = assets.map((asset) => `${String(asset['product_number'])}/${String(asset['serial_number'])}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const asset of assets) {
          const reasons = asset['reasons'] as string[];
          expect(reasons.length === 0).toBe(asset['eligibility'] === 'eligible');
          if (asset['status'] === 'returned') expect(reasons[0]).toBe('RETURNED');
          if (asset['shipped_on'] === null)
            expect(reasons.some((code) => code === 'SERIAL_UNKNOWN' || code === 'SERIAL_PRODUCT_MISMATCH')).toBe(true);
          if (asset['eligibility'] === 'grace') expect(String(asset['grace_ends']) >= '2026-07-01').toBe(true);
        }
        // Nothing is lost: every accepted row of a unit and every rejected one is in the evidence.
        const [lost] = await registry.read(`
          SELECT count(*) AS rows FROM (
            SELECT delivery_id, line, product_number, serial_number FROM core.fact_pos
            EXCEPT SELECT delivery_id, line, product_number, serial_number FROM evidence)
          SEMI JOIN assets USING (product_number, serial_number)`);
        expect(lost).toEqual({ rows: 0 });
      } finally {
        await registry.close();
      }
    }),
    { numRuns: 10 },
  );
}, 300_000);
