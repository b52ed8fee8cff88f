import { afterEach, beforeEach, expect, it } from 'vitest';
import { agreement, product, Program, sale, shipment } from './support/program.js';

// Enough units that a small batch touches few of them: of each kind one that the plain rule is not for.
let program: Program;
beforeEach(async () => {
  program = await Program.make();
  const many = Array.from({ length: 20 }, (_, at) => `M${at}`);
  await program.deliver(
    { source: 'products', rows: [product()] },
    { source: 'shipments', rows: [...many, 'BACK', 'OTHER', 'TWICE', 'COVERED', 'LATE'].map((s) => shipment(s)) },
    {
      source: 'dist-pos',
      rows: [
        ...many.slice(0, 10).map((s) => sale(s)),
        sale('UNKNOWN'),
        sale('OTHER', { product_number: 'CAM-2' }),
        sale('TWICE'),
        sale('TWICE', { invoice_number: 'I-2', end_user_name: 'Somebody Else' }),
        sale('BACK'),
        sale('BACK', { transaction_type: 'return', invoice_date: '2026-06-10' }),
        sale('LATE', { invoice_date: '2026-04-01' }),
      ],
    },
    { source: 'sales-out', rows: [agreement('COVERED'), agreement('NOBODY')] },
  );
});
afterEach(async () => program.close());

const tables = ['core.asset', 'core.asset_version', 'core.term', 'core.evidence', 'core.agreement', 'evidence', 'coverage', 'findings'];
const everythingBut = async (serial: string) =>
  Object.fromEntries(
    await Promise.all(
      tables.map(async (table) => [
        table,
        await program.read(`SELECT * FROM ${table} WHERE serial_number IS DISTINCT FROM '${serial}' ORDER BY ALL`),
      ]),
    ),
  ) as unknown;

it('deriving one unit leaves all others as they are', async () => {
  const before = await everythingBut('M15');
  await program.deliver({ source: 'dist-pos', rows: [sale('M15')] });
  expect((await program.asset('M15'))['status']).toBe('sold');
  expect(await everythingBut('M15')).toEqual(before);
});

it('a decision about one unit leaves all others as they are', async () => {
  const before = await everythingBut('UNKNOWN');
  await program.registry.record({
    decision_id: 'w1',
    kind: 'waive',
    product_number: 'CAM-1',
    serial_number: 'UNKNOWN',
    until: '2026-12-31',
    by: 'service-manager',
    reason: 'demonstration unit',
    decided_at: '2026-07-01T08:00:00Z',
  });
  expect((await program.asset('UNKNOWN'))['reasons']).toEqual(['WAIVED', 'SERIAL_UNKNOWN']);
  expect(await everythingBut('UNKNOWN')).toEqual(before);
});
