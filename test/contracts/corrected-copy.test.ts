import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stagingPaths } from '../../schemas/staging.js';
import { judge, readingOf, type Judged } from './judging.js';

const id = 'd0123456789abcdef0123';
const header = ['Invoice', 'Date', 'Product', 'Serial', 'Qty', 'Customer', 'Street', 'City', 'Zip', 'State', 'Country', 'Note'];
const columns = {
  Invoice: 'invoice_number',
  Date: 'invoice_date',
  Product: 'product_number',
  Serial: 'serial_number',
  Qty: 'quantity',
  Customer: 'end_user_name',
  Street: 'end_user_address_line1',
  City: 'end_user_city',
  Zip: 'end_user_postal_code',
  State: 'end_user_state',
  Country: 'end_user_country',
};
const sale = (customer: string) => [
  'R-1',
  '2026-03-14',
  'ROOM-220',
  '0000101',
  '1',
  customer,
  '1 Main St',
  'Duluth',
  '55802',
  'MN',
  'US',
  "'=note",
];
const ours = ['reason', 'fix', 'assurance_ref'];
const source = { columns, limits: { min_rows: 100, reject_share: 0 } };
const references = ({ judgement, staging }: Judged) =>
  readFileSync(stagingPaths(staging, judgement.delivery_id).corrections, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

it('is known by its references: our columns are no data, limits do not hold it, and each row says what it corrects', async () => {
  const rows = [
    [...sale('Harbor Clinic'), 'END_USER_MISSING', 'Fill in', `${id}:14`],
    [...sale('Lager'), 'END_USER_MISSING', 'Fill in', `${id}:15`],
  ];
  const judged = await judge(readingOf({ header: [...header, ...ours], rows }), source);
  expect(judged.judgement).toMatchObject({ status: 'partial', error_code: null, corrects: [id], findings: [], headers: [{ header }] });
  expect(judged.rejected[0]?.cells).toEqual([...sale('Lager').slice(0, -1), '=note']);
  expect(references(judged)).toEqual([
    { sheet: null, line: 2, corrects_delivery: id, corrects_sheet: null, corrects_line: 14, accepted: true },
    { sheet: null, line: 3, corrects_delivery: id, corrects_sheet: null, corrects_line: 15, accepted: false },
  ]);
});

it('is known with our columns moved or deleted, and beside columns of the partner that are called so', async () => {
  const moved = await judge(readingOf({ header: ['assurance_ref', ...header], rows: [[`${id}/POS:7`, ...sale('Harbor Clinic')]] }), source);
  expect(moved.judgement).toMatchObject({ status: 'accepted', corrects: [id] });
  const named = { ...source, columns: { ...columns, Reason: 'selling_partner' } };
  const both = ['Reason', ...header, 'assurance_reason', 'fix', 'assurance_ref'];
  const beside = await judge(readingOf({ header: both, rows: [['LUMIVOIX', ...sale('Harbor Clinic'), 'why', 'how', `${id}:7`]] }), named);
  expect(beside.judgement).toMatchObject({ status: 'accepted', headers: [{ header: ['Reason', ...header] }] });
  expect(beside.accepted[0]).toMatchObject({ selling_partner: 'LUMIVOIX' });
});

it('with rows that do not say what they correct is held, and says on which line', async () => {
  const rows = [
    [...sale('Harbor Clinic'), '', '', `${id}:14`],
    [...sale('Quay School'), '', '', ''],
    [...sale('Quay School'), '', '', '4711'],
  ];
  const { judgement } = await judge(readingOf({ header: [...header, ...ours], rows }), source);
  expect(judgement).toMatchObject({ status: 'held', error_code: 'CORRECTION_REF_INVALID' });
  expect(judgement.error).toBe('2 rows of this corrected copy do not say which rejected row they correct, the first on line 3.');
});

it('has every sheet read but the one that explains', async () => {
  const good = [...sale('Harbor Clinic'), '', '', `${id}/Ventes Nord:3`];
  const judged = await judge(
    readingOf(
      { sheet: 'Ventes Nord', header: [...header, ...ours], rows: [good] },
      { sheet: 'How to correct', header: ['reason', 'rows'], rows: [['END_USER_MISSING', '1']] },
    ),
    source,
  );
  expect(judged.judgement).toMatchObject({ status: 'accepted', rows_read: 1 });
  expect(references(judged)).toEqual([
    { sheet: 'Ventes Nord', line: 2, corrects_delivery: id, corrects_sheet: 'Ventes Nord', corrects_line: 3, accepted: true },
  ]);
});

it('is text in an archive as well: what was kept from running is as it was', async () => {
  const rows = [[...sale('Lager').slice(0, -1), "'=note", '', '', `${id}/may.csv:7`]];
  async function* packed(): ReturnType<typeof readingOf> {
    for await (const chunk of readingOf({ sheet: 'may.csv', header: [...header, ...ours], rows })) {
      yield { ...chunk, table: { ...chunk.table, text: true } };
    }
    return { tables: [], sheets_not_read: [], notes: [] };
  }
  const { rejected, judgement } = await judge(packed(), source);
  expect(judgement.corrects).toEqual([id]);
  expect(rejected[0]?.cells.at(-1)).toBe('=note');
});

it('a row that is out of line is out of line in the copy, too', async () => {
  const row = [...sale('Smith'), '', '', `${id}:14`, 'one cell too many'];
  const judged = await judge(readingOf({ header: [...header, ...ours], rows: [row] }), source);
  expect(judged.rejected[0]?.codes).toEqual(['CELL_COUNT']);
});

it('a report that is none has no references, and its limits hold', async () => {
  const judged = await judge(readingOf({ header, rows: [sale('Harbor Clinic')] }), source);
  expect(judged.judgement).toMatchObject({ status: 'held', error_code: 'TOO_FEW_ROWS' });
  expect(judged.judgement.corrects).toBeUndefined();
  expect(existsSync(stagingPaths(judged.staging, judged.judgement.delivery_id).corrections)).toBe(false);
});
