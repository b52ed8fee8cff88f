import { afterEach, beforeEach, expect, it } from 'vitest';
import { party, product, Program, sale, shipment } from './support/program.js';

let program: Program;
beforeEach(async () => {
  program = await Program.make({ as_of: '2026-12-31', policy: { stock_aging_days: 30, grace_days: 10 } });
  await program.deliver(
    { source: 'products', rows: [product(), product({ product_number: 'CAM-2' })] },
    { source: 'parties', rows: [party('DIST', 'distributor'), party('PARTNER', 'partner')] },
    { source: 'shipments', rows: ['S1', 'S2', 'S3', 'S4'].map((s) => shipment(s)) },
  );
});
afterEach(async () => program.close());

const fixes = async (serial: string) =>
  program.read(
    `SELECT product_number, party_id, source_id, eligibility, reason, code, file_name, line, column_name, cells, fix FROM fixes WHERE serial_number = '${serial}' ORDER BY ALL`,
  );

it('is the rejected row with the fewest cells to change, a line for each cell', async () => {
  const row = { product_number: 'CAM-1', serial_numbers: ['S1'], business_date: '2026-06-01' };
  await program.deliver({
    source: 'dist-pos',
    file: 'june.csv',
    rows: [],
    rejected: [
      { ...row, line: 418, codes: ['END_USER_ADDRESS_INCOMPLETE'] },
      { ...row, line: 7, codes: ['END_USER_MISSING', 'DATE_INVALID'], columns: ['Kunde', 'Datum'] },
    ],
  });
  expect(await fixes('S1')).toEqual([
    expect.objectContaining({
      party_id: 'DIST',
      source_id: 'dist-pos',
      eligibility: 'ineligible',
      reason: 'POS_IN_QUARANTINE',
      code: 'END_USER_ADDRESS_INCOMPLETE',
      file_name: 'june.csv',
      line: 418,
      column_name: 'Kunde',
      cells: 1,
    }),
  ]);
});

it('is a report for a unit that nobody has reported, by the party that it was shipped to', async () => {
  expect(await fixes('S2')).toEqual([
    expect.objectContaining({ party_id: 'DIST', source_id: 'dist-pos', reason: 'NO_POS_RECORD', line: null, cells: 0 }),
  ]);
});

it('names the line of a sale that was accepted and is wrong, and the product that it was shipped under', async () => {
  await program.deliver({
    source: 'dist-pos',
    file: 'june.csv',
    rows: [sale('S3', { end_user_name: 'Partner Video' }), sale('S4', { product_number: 'CAM-2' })],
  });
  expect(await fixes('S3')).toEqual([
    expect.objectContaining({ reason: 'END_USER_IS_PARTY', file_name: 'june.csv', line: 2, column_name: 'end_user_name' }),
  ]);
  const mismatch = await fixes('S4');
  expect(mismatch.map((m) => m['product_number'])).toEqual(['CAM-1', 'CAM-2']);
  expect(mismatch[1]).toMatchObject({
    reason: 'SERIAL_PRODUCT_MISMATCH',
    line: 3,
    column_name: 'product_number',
    fix: 'Write product number CAM-1.',
  });
});

it('is no row that a later delivery has closed', async () => {
  await program.deliver(
    {
      source: 'dist-pos',
      file: 'june.csv',
      order: '1',
      rows: [],
      rejected: [{ product_number: 'CAM-1', serial_numbers: ['S3'], business_date: '2026-06-01', codes: ['END_USER_MISSING'] }],
    },
    { source: 'dist-pos', file: 'july.csv', order: '2', rows: [sale('S3', { end_user_name: 'Partner Video' })] },
  );
  expect((await fixes('S3')).map((f) => [f['reason'], f['file_name']])).toEqual([['END_USER_IS_PARTY', 'july.csv']]);
});

it('is told to each party whose reports disagree', async () => {
  await program.deliver(
    { source: 'dist-pos', rows: [sale('S1')] },
    { source: 'partner-pos', rows: [sale('S1', { end_user_name: 'Other School' })] },
  );
  expect((await fixes('S1')).map((f) => [f['party_id'], f['reason']])).toEqual([
    ['DIST', 'END_USER_CONFLICT'],
    ['PARTNER', 'END_USER_CONFLICT'],
  ]);
});

it('leaves nothing out: every refused unit and every unit in grace has a fix, and no other', async () => {
  await program.deliver(
    { source: 'dist-pos', rows: [sale('S1'), sale('S3', { transaction_type: 'return', invoice_date: '2026-07-01' }), sale('S9')] },
    { source: 'partner-pos', rows: [sale('S2', { invoice_date: '2026-12-30', end_user_name: 'DIST' })] },
  );
  const keys = (sql: string) => program.read(`${sql} ORDER BY ALL`);
  expect(await keys('SELECT DISTINCT product_number, serial_number, eligibility FROM fixes')).toEqual(
    await keys("SELECT product_number, serial_number, eligibility FROM assets WHERE eligibility IN ('ineligible', 'grace')"),
  );
});
