import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { usual } from '../../registry/derive.js';
import { homePaths, stagingPaths } from '../../schemas/staging.js';
import { product, Program, sale, shipment } from './support/program.js';

let program: Program;
beforeEach(async () => {
  program = await Program.make({}, { ...usual, rows_ahead: 1 });
});
afterEach(async () => program.close());

/** As killed between the two transactions of one batch: its rows are committed, and nothing is derived from them. */
async function loadAndFail() {
  const rejected = [{ codes: ['REQUIRED'], product_number: 'CAM-1', serial_numbers: ['S2'], business_date: '2026-06-01' }];
  const id = await program.stage({ source: 'dist-pos', rows: [sale('S1')], rejected });
  const { judgement } = stagingPaths(homePaths(program.folder).staging, id);
  const whole = await readFile(judgement, 'utf8');
  await writeFile(judgement, JSON.stringify({ ...JSON.parse(whole), findings: null }));
  await expect(told(id)).rejects.toThrow('null');
  return { again: async () => (await writeFile(judgement, whole), told(id)) };
}

const told = (id: string) => program.registry.reconcile({ batch_id: 'killed', delivery_ids: [id], sighting_ids: [], refusals: [] });

const said = async () => ({
  assets: await program.read('SELECT serial_number, eligibility, reasons FROM assets ORDER BY ALL'),
  evidence: await program.read('SELECT serial_number, fact_kind, line FROM evidence ORDER BY ALL'),
  deliveries: await program.read('SELECT source_id, status, rows_accepted FROM deliveries ORDER BY ALL'),
  rejected: await program.read('SELECT line FROM rejected_rows'),
});

it.each(['the same registry', 'a registry that is opened again'])('rows without a ledger row are seen by nobody in %s', async (which) => {
  await program.deliver({ source: 'products', rows: [product()] }, { source: 'shipments', rows: ['S1', 'S2'].map((s) => shipment(s)) });
  const before = await said();
  const batch = await loadAndFail();
  if (which !== 'the same registry') await program.reopen({});
  await program.registry.decide();
  await program.deliver({ source: 'shipments', rows: [] });
  const { deliveries, ...rest } = await said();
  expect({ ...rest, deliveries: deliveries.filter(({ status }) => status !== 'nil') }).toEqual(before);

  await batch.again();
  expect(await said()).toMatchObject({
    assets: [
      { serial_number: 'S1', eligibility: 'eligible' },
      { serial_number: 'S2', reasons: ['POS_IN_QUARANTINE'] },
    ],
    rejected: [{ line: 100 }],
  });
  expect(await program.read("SELECT line FROM evidence WHERE fact_kind = 'sale' AND serial_number = 'S1'")).toHaveLength(1);
});
