/** Which contract and layout judge a delivery: those of the period that it reports on. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { utils, write } from 'xlsx';
import { judgeInForce } from '../../activities/judge-in-force.js';
import { contractOn, contractVersions } from '../../schemas/feeds/version.js';
import { feeds } from '../../schemas/vocabulary.js';
import { tempFolder } from '../support/temp-folder.js';
import { goodSale, sourceOf, taken, written, type SourceOptions } from './judging.js';

const fields = Object.keys(goodSale);
const csv = (rows: Record<string, string>[], separator = ',', header: readonly string[] = fields) =>
  [header, ...rows.map((row) => fields.map((field) => row[field] ?? (goodSale[field] as string)))]
    .map((line) => line.join(separator))
    .join('\n');

async function judged(file_name: string, text: string | Buffer, source: SourceOptions = {}) {
  const staging = tempFolder();
  const path = join(staging, file_name);
  writeFileSync(path, text);
  const delivery = taken({ file_name });
  const request = { taken: delivery, source: sourceOf(source), timezone: 'UTC', staging, path, received_on: '2026-07-10' };
  const judgement = await judgeInForce(request);
  return { judgement, ...(await written(staging, delivery.delivery_id)) };
}

describe('the versions of a contract', () => {
  it.each(feeds)('of %s follow each other without a gap, and no two judge one day', (feed) => {
    const judging = contractVersions(feed).filter(({ status }) => status !== 'draft');
    const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    expect(judging[0]!.holds.to).toBeUndefined();
    expect(judging.at(-1)!.holds.from).toBeUndefined();
    judging.slice(0, -1).forEach(({ holds }, at) => expect(judging[at + 1]!.holds.to).toBe(dayBefore(holds.from!)));
  });

  it('hold on their first and on their last day', () => {
    expect(['2014-12-31', '2015-01-01', '2026-07-10'].map((day) => contractOn('pos', day).version)).toEqual(['1.0.0', '2.0.0', '2.0.0']);
    expect(contractOn('shipments', '2001-01-01')).toEqual({ id: 'shipments', version: '1.0.0' });
  });
});

describe('a restated report of an old period', () => {
  const box = { end_user_address_line1: 'PO Box 7', invoice_date: '2014-11-03' };

  it('is judged by the contract of the period that its name says', async () => {
    const source = { format: { period: 'pos-(\\d{4}-\\d{2})' } };
    const old = await judged('pos-2014-11.csv', csv([box]), source);
    expect(old.judgement).toMatchObject({ status: 'accepted', contract: { id: 'pos', version: '1.0.0' }, layout_to: null });
    const now = await judged('pos-2026-05.csv', csv([box]), source);
    expect(now.judgement).toMatchObject({ status: 'rejected', contract: { id: 'pos', version: '2.0.0' } });
    expect(now.rejected[0]!.codes).toEqual(['END_USER_ADDRESS_PO_BOX']);
  });

  it('is judged by the contract of its business dates when its name says nothing', async () => {
    expect((await judged('restated.csv', csv([box]))).judgement).toMatchObject({ status: 'accepted', contract: { version: '1.0.0' } });
    const mixed = await judged('restated.csv', csv([box, { invoice_date: '2015-01-01' }]));
    expect(mixed.judgement).toMatchObject({ status: 'partial', contract: { version: '2.0.0' } });
  });

  it('is judged by what held at the end of the calendar period that its dates lie in', async () => {
    const yearly = { calendar: { cadence: 'weekly', closes: 'FRI' } };
    const lastDays = csv([{ ...box, invoice_date: '2014-12-30' }]);
    expect((await judged('a.csv', lastDays, yearly)).judgement.contract.version).toBe('2.0.0');
    expect((await judged('a.csv', lastDays, { calendar: { cadence: 'monthly' } })).judgement.contract.version).toBe('1.0.0');
  });

  it('that has no readable day at all is judged by the day on which it came', async () => {
    const { judgement } = await judged('a.csv', csv([{ ...box, invoice_date: 'May' }]));
    expect(judgement).toMatchObject({ contract: { version: '2.0.0' } });
  });
});

describe('an earlier layout', () => {
  const theirs = fields.map((field) => (field === 'end_user_name' ? 'Kunde' : field));
  const source = {
    format: { delimiter: ';', date: 'DD.MM.YYYY', period: '(\\d{4}-\\d{2})' },
    columns: { Kunde: 'end_user_name' },
    layouts: [
      { to: '2024-12-31', format: { type: 'csv', delimiter: '|', date: 'MM/DD/YYYY', period: 'old-(\\d{4}-\\d{2})' } },
      { to: '2025-12-31', format: { type: 'csv' } },
    ],
  };

  it('reads the files of its time, up to its last day', async () => {
    const of = async (name: string, day: string, separator: string, header: readonly string[] = fields) => {
      const { judgement, accepted } = await judged(name, csv([{ invoice_date: day }], separator, header), source);
      return [judgement.status, judgement.layout_to, judgement.period_from, accepted[0]?.invoice_date];
    };
    expect(await of('2026-01.csv', '31.01.2026', ';', theirs)).toEqual(['accepted', null, '2026-01-01', '2026-01-31']);
    expect(await of('2025-12.csv', '2025-12-05', ',')).toEqual(['accepted', '2025-12-31', '2025-12-01', '2025-12-05']);
    expect(await of('old-2024-12.csv', '12/05/2024', '|')).toEqual(['accepted', '2024-12-31', '2024-12-01', '2024-12-05']);
  });

  it('is found by the pattern of its own names', async () => {
    const renamed = { ...source, format: { ...source.format, period: 'new-(\\d{4}-\\d{2})' } };
    const { judgement } = await judged('old-2023-07.csv', csv([{ invoice_date: '07/04/2023' }], '|'), renamed);
    expect(judgement).toMatchObject({ status: 'accepted', layout_to: '2024-12-31', period_from: '2023-07-01', findings: [] });
  });
});

it('reads the sheet that sums up beside the sheet with the rows', async () => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([fields, fields.map((field) => goodSale[field])]), 'POS');
  utils.book_append_sheet(book, utils.aoa_to_sheet([[], ['Report'], ['Units sold', 2]]), 'Summary');
  const file = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  const of = (sheet: string) => ({
    format: { type: 'xlsx', sheet: 'POS' },
    control_totals: [{ field: 'quantity', in: 'sheet', sheet, label: '^Units' }],
  });
  expect((await judged('pos.xlsx', file, of('Summary'))).judgement.error).toBe(
    'The rows add up to a quantity of 1, but sheet "Summary", row 3, says 2.',
  );
  expect((await judged('pos.xlsx', file, of('Sum'))).judgement).toMatchObject({ error_code: 'CONTROL_TOTAL_MISSING' });
});
