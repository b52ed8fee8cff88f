import { appendFile, copyFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { read, utils, write, type WorkSheet } from 'xlsx';
import type { PullReport } from '../../client/index.js';
import { assurance, assuranceJson } from './run.js';

/** Pull, export, correct the cells, put the copy into the folder, pull again: with the real engine, for a text file and for a workbook. */
let project = '';
beforeAll(async () => void (project = await realpath(await mkdtemp(path.join(tmpdir(), 'assurance-e2e-')))));
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 5 }));

const json = <T = Record<string, unknown>>(...args: string[]) => assuranceJson<T>(project, args);

const book = `
  - id: westwind-pos
    party: WESTWIND
    feed: pos
    connector: { type: folder, path: ./inbox/westwind, pattern: '*.xlsx' }
    format: { type: xlsx, sheet: 'Sales *', header_row: 2, date: DD/MM/YYYY }
    limits: { min_rows: 2 }
`;
const header = [
  'invoice_number',
  'invoice_date',
  'product_number',
  'serial_number',
  'quantity',
  'end_user_name',
  'end_user_address_line1',
  'end_user_city',
  'end_user_state',
  'end_user_postal_code',
  'end_user_country',
];
const row = (invoice: string, serial: string, customer: string) => [
  invoice,
  { t: 'n', v: 46_150, z: 'd/m/yy' },
  'VX-200',
  serial,
  1,
  customer,
  '1 Main Street',
  'Duluth',
  'MN',
  '05802',
  'US',
];

async function firstReport(): Promise<void> {
  const sheet = utils.aoa_to_sheet([['Westwind sales'], header, row('WW-1', '0000101', 'Harbor School'), row('WW-2', '0000102', 'TBD')]);
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, sheet, 'Sales North');
  await mkdir(path.join(project, 'inbox/westwind'), { recursive: true });
  await writeFile(path.join(project, 'inbox/westwind/may.xlsx'), write(workbook, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  const shipments = path.join(project, 'inbox/manufacturer/shipments.csv');
  const shipped = ['0000101', '0000102'].map((serial) => `2026-04-01,EASTWIND,VX-200,${serial},DN-9\n`);
  await writeFile(shipments, `${(await readFile(shipments, 'utf8')).trimEnd()}\n${shipped.join('')}`);
  await appendFile(path.join(project, 'assurance.yaml'), book);
}

/** As a person does it in a spreadsheet, which then writes the file anew. */
function corrected(bytes: Buffer, cell: string, value: string): Buffer {
  const workbook = read(bytes, { cellNF: true });
  const sheet = workbook.Sheets['Sales North'] as WorkSheet;
  sheet[cell] = { t: 's', v: value };
  return write(workbook, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

it('a corrected copy closes the rejected rows of a text file and of a workbook', async () => {
  await assurance(project, ['init']);
  await firstReport();
  expect((await json<PullReport>('pull')).code).toBe(3);
  const { document } = await json<{ files: { source_id: string; path: string; rows: number }[] }>('quarantine', 'export', '--all');
  expect(document.files).toMatchObject([
    { source_id: 'eastwind-pos', rows: 1, remark: null },
    { source_id: 'westwind-pos', rows: 1, remark: null },
  ]);
  const [text, workbook] = document.files.map((file) => file.path);

  const cells = await readFile(text!, 'utf8');
  await writeFile(path.join(project, 'inbox/eastwind/free name.csv'), cells.replace('PO Box 77', '5 Quay Street'));
  await writeFile(path.join(project, 'inbox/westwind/x.xlsx'), corrected(await readFile(workbook!), 'F3', 'Ash Library'));
  const { code, document: pulled } = await json<PullReport>('pull');
  expect(code).toBe(0);
  expect(pulled.deliveries.filter((d) => d.status !== 'duplicate')).toEqual([
    expect.objectContaining({ file_name: 'free name.csv', status: 'accepted', rows_accepted: 1 }),
    expect.objectContaining({ file_name: 'x.xlsx', status: 'accepted', rows_accepted: 1 }),
  ]);
  const states = await json<unknown[]>('query', 'select file_name, sheet, line, state, corrected_line from rejected_rows order by all');
  expect(states.document).toEqual([
    { file_name: 'may.xlsx', sheet: 'Sales North', line: 4, state: 'corrected', corrected_line: 3 },
    { file_name: 'pos-sample.csv', sheet: null, line: 3, state: 'corrected', corrected_line: 2 },
  ]);
  for (const serial of ['VX000002', '0000102']) {
    expect((await json('asset', serial)).document).toMatchObject({ asset: { eligibility: 'eligible', reasons: [] } });
  }
  const [sold] = (
    await json<Record<string, unknown>[]>('query', "select sold_on, end_user_postal_code from assets where serial_number = '0000102'")
  ).document;
  expect(sold).toEqual({ sold_on: '2026-05-08', end_user_postal_code: '05802' });
}, 300_000);

it('a copy that came by mail is handed in by operations, once', async () => {
  const { document } = await json<Record<string, unknown>[]>(
    'query',
    "select delivery_id from deliveries where file_name = 'pos-sample.csv' and status = 'partial'",
  );
  const delivery = String(document[0]?.['delivery_id']);
  const mailed = path.join(project, 'mailed.csv');
  await copyFile(path.join(project, 'inbox/eastwind/free name.csv'), mailed);
  await writeFile(mailed, (await readFile(mailed, 'utf8')).replace('5 Quay Street', '7 Quay Street'));
  const hand = (file: string) => json('quarantine', 'resubmit', delivery, file, '--by', 'operations', '--reason', 'by mail');
  expect(await hand(mailed)).toMatchObject({
    code: 0,
    document: { kind: 'correct', status: 'partial', corrected: { status: 'accepted' } },
  });
  expect((await json('asset', 'VX000002')).document).toMatchObject({ asset: { end_user_address_line1: '7 Quay Street' } });
  expect(await hand(path.join(project, 'inbox/eastwind/pos-sample.csv'))).toMatchObject({
    code: 2,
    document: { error: { code: 'RESUBMIT_NO_CORRECTION' } },
  });
}, 300_000);
