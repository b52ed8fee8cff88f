import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Program, sale, type Report } from './support/program.js';

let program: Program;
beforeEach(async () => {
  program = await Program.shipped(['S1', 'S2', 'S3']);
});
afterEach(async () => program.close());

const sold = async () =>
  (await program.read("SELECT serial_number FROM assets WHERE status = 'sold' ORDER BY 1")).map((row) => row['serial_number']);
const report = (source: string, order: string, serials: string[], more: Partial<Report> = {}, row = {}): Report => ({
  source,
  order,
  rows: serials.map((serial) => sale(serial, row)),
  ...more,
});

describe('append', () => {
  it('adds facts, and the same row again is the same fact', async () => {
    await program.deliver(report('dist-pos', '1', ['S1']));
    await program.deliver(report('dist-pos', '2', ['S1', 'S2']));
    expect(await sold()).toEqual(['S1', 'S2']);
    expect(
      await program.read("SELECT used, why FROM evidence WHERE serial_number = 'S1' AND fact_kind = 'sale' ORDER BY used DESC"),
    ).toEqual([
      { used: true, why: 'the sale that counts' },
      { used: false, why: 'the same row again' },
    ]);
  });
});

describe('replace_file', () => {
  it('replaces all facts of the earlier delivery with the same file name', async () => {
    await program.deliver(
      report('replacing-pos', '1', ['S1', 'S2'], { file: 'june.csv' }),
      report('replacing-pos', '1', ['S3'], { file: 'may.csv' }),
    );
    const [later] = await program.deliver(report('replacing-pos', '2', ['S1'], { file: 'june.csv' }));
    expect(await sold()).toEqual(['S1', 'S3']);
    expect(await program.read("SELECT why FROM evidence WHERE serial_number = 'S2' AND fact_kind = 'sale'")).toEqual([
      { why: `replaced by delivery ${later}` },
    ]);
  });

  it('is decided by what is in the delivery, not by arrival', async () => {
    await program.deliver(report('replacing-pos', '2', ['S1'], { file: 'june.csv' }));
    await program.deliver(report('replacing-pos', '1', ['S1', 'S2'], { file: 'june.csv' }));
    expect(await sold()).toEqual(['S1']);
  });

  it('is not done by a delivery of which nothing was usable', async () => {
    await program.deliver(report('replacing-pos', '1', ['S1'], { file: 'june.csv' }));
    await program.deliver(
      report('replacing-pos', '2', [], {
        file: 'june.csv',
        rejected: [{ codes: ['REQUIRED'], product_number: 'CAM-1', serial_numbers: ['S1'], business_date: '2026-06-01' }],
      }),
    );
    expect(await sold()).toEqual(['S1']);
  });

  it('closes the rejected rows of the replaced file', async () => {
    await program.deliver(
      report('replacing-pos', '1', [], {
        file: 'june.csv',
        rejected: [{ codes: ['END_USER_MISSING'], product_number: 'CAM-1', serial_numbers: ['S2'], business_date: '2026-06-01' }],
      }),
    );
    expect(await program.asset('S2')).toMatchObject({ reasons: ['POS_IN_QUARANTINE', 'END_USER_MISSING'] });
    await program.deliver(report('replacing-pos', '2', ['S1'], { file: 'june.csv' }));
    expect(await program.asset('S2')).toMatchObject({ reasons: ['IN_CHANNEL'] });
    expect(await program.read('SELECT state FROM rejected_rows')).toEqual([{ state: 'superseded' }]);
  });
});

describe('replace_period', () => {
  it('replaces the facts of the source whose invoice date lies in the period of the delivery', async () => {
    await program.deliver(
      report('restating-pos', '1', ['S1', 'S2'], {}, { invoice_date: '2026-05-10' }),
      report('restating-pos', '1', ['S3'], {}, { invoice_date: '2026-06-10' }),
    );
    await program.deliver(report('restating-pos', '2', ['S1'], { period: ['2026-05-01', '2026-05-31'] }, { invoice_date: '2026-05-11' }));
    expect(await sold()).toEqual(['S1', 'S3']);
    expect(await program.asset('S1')).toMatchObject({ sold_on: '2026-05-11' });
  });

  it('with a nil report for the period leaves nothing of it', async () => {
    await program.deliver(report('restating-pos', '1', ['S1'], {}, { invoice_date: '2026-05-10' }));
    await program.deliver(report('restating-pos', '2', [], { period: ['2026-05-01', '2026-05-31'] }));
    expect(await sold()).toEqual([]);
  });
});

describe('upsert', () => {
  it('replaces facts with the same invoice, line, product and serial', async () => {
    await program.deliver(report('upserting-pos', '1', ['S1', 'S2']));
    await program.deliver(report('upserting-pos', '2', ['S1'], {}, { end_user_name: 'Corrected Clinic' }));
    expect(await program.asset('S1')).toMatchObject({ end_user_name: 'Corrected Clinic', eligibility: 'eligible', reasons: [] });
    expect(await program.asset('S2')).toMatchObject({ end_user_name: 'Invented Hospital Inc.' });
  });
});

describe('a delivery that two runs hand in', () => {
  const again = (id: string) => program.registry.reconcile({ batch_id: 'again', delivery_ids: [id], sighting_ids: [], refusals: [] });

  it('is committed once: for the second there is nothing left to do', async () => {
    const [id] = await program.deliver(report('dist-pos', '1', ['S1']));
    expect(await again(id!)).toMatchObject({ deliveries: 0, assets_changed: 0 });
    expect(await sold()).toEqual(['S1']);
  });

  it('is refused when nobody judged it', async () => {
    await expect(again('d0')).rejects.toMatchObject({ code: 'STAGING_MISSING' });
  });
});

describe('a held delivery', () => {
  const held: Report = report('dist-pos', '1', ['S1'], { status: 'held' });
  const decide = async (kind: 'release' | 'discard', id: string) => {
    await program.registry.record({
      kind,
      decision_id: `x-${kind}`,
      delivery_id: id,
      by: 'operations',
      reason: 'checked by telephone',
      decided_at: '2026-06-30T10:00:00Z',
    });
    await program.registry.reconcile({ batch_id: `after-${kind}`, delivery_ids: [id], sighting_ids: [], refusals: [] });
  };

  it('shows its counts and leaves the assets alone until it is released', async () => {
    const [id] = await program.deliver(held);
    expect(await program.read(`SELECT status, rows_accepted FROM deliveries WHERE delivery_id = '${id}'`)).toEqual([
      { status: 'held', rows_accepted: 1 },
    ]);
    expect(await sold()).toEqual([]);
    await decide('release', id!);
    expect(await program.read(`SELECT status FROM deliveries WHERE delivery_id = '${id}'`)).toEqual([{ status: 'accepted' }]);
    expect(await sold()).toEqual(['S1']);
  });

  it('is gone for the assets when it is discarded, and stays on record', async () => {
    const [id] = await program.deliver(held);
    await decide('discard', id!);
    expect(await program.read(`SELECT status FROM deliveries WHERE delivery_id = '${id}'`)).toEqual([{ status: 'discarded' }]);
    expect(await sold()).toEqual([]);
  });
});
