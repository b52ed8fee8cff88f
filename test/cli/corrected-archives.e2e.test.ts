/** Deliveries of several files in one archive: what is rejected goes out as one file, comes back corrected, and closes every row. With the real engine. */

import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { read, utils, write } from 'xlsx';
import type { PullReport } from '../../client/index.js';
import { readFile as readDelivery } from '../../readers/reader.js';
import { zipOf } from '../readers/zip-of.js';
import { csv, gather } from '../readers/support.js';
import { assurance, assuranceJson } from './run.js';

let project = '';
beforeAll(async () => void (project = await realpath(await mkdtemp(path.join(tmpdir(), 'assurance-e2e-')))));
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 5 }));

const json = <T = Record<string, unknown>>(...args: string[]) => assuranceJson<T>(project, args);

const sources = `
  - id: books-pos
    party: WESTWIND
    feed: pos
    connector: { type: folder, path: ./inbox/books }
    format: { type: xlsx, sheet: Sheet1 }
  - id: texts-pos
    party: WESTWIND
    feed: pos
    connector: { type: folder, path: ./inbox/texts }
    format: { type: csv, delimiter: ';', encoding: latin-1 }
  - id: alike-pos
    party: WESTWIND
    feed: pos
    connector: { type: folder, path: ./inbox/alike }
    format: { type: csv, encoding: windows-1252 }
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
const wrong = 'PO Box 77';
const right = '5 Quay Street';
const row = (serial: string) => [`I${serial}`, '2026-05-14', 'VX-200', serial, '1', 'Müller School', wrong, 'Duluth', 'MN', '05802', 'US'];
const text = (delimiter: string, lines: string[][]) => iconv.encode(lines.map((line) => line.join(delimiter)).join('\n'), 'iso-8859-1');

function book(serial: string): Buffer {
  const made = utils.book_new();
  utils.book_append_sheet(made, utils.aoa_to_sheet([header, row(serial)]), 'Sheet1');
  return write(made, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

const archives = {
  books: zipOf({ 'march.xlsx': book('901'), 'eu/northgate-sales-report-april.xlsx': book('902') }),
  texts: zipOf({
    'Łódź.csv': text(';', [header, row('911')]),
    'eu/b.csv': text(';', [
      [...header, 'Note'],
      [...row('912'), 'x'],
    ]),
  }),
  alike: zipOf({ 'Łódź.csv': text(',', [header, row('921')]), 'Köln.csv': text(',', [header, row('922')]) }),
};

/** As a person does it in a spreadsheet, which then writes the file anew. */
function correctedBook(bytes: Buffer): Buffer {
  const made = read(bytes, { cellNF: true });
  for (const name of made.SheetNames) for (const cell of Object.values(made.Sheets[name]!)) if ((cell as { v?: string }).v === wrong) (cell as { v: string }).v = right; // prettier-ignore
  return write(made, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

const correctedText = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('latin1').replaceAll(wrong, right), 'latin1');

/** Unpacked, corrected and packed again with tools that are not ours. */
async function correctedZip(bytes: Buffer): Promise<Buffer> {
  const file = path.join(project, 'packed.zip');
  await writeFile(file, bytes);
  const script = `import sys, zipfile
old = zipfile.ZipFile(sys.argv[1])
new = zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED)
assert old.testzip() is None
for name in old.namelist(): new.writestr(name, old.read(name).replace(b'${wrong}', b'${right}'))
new.close()`;
  execFileSync('python3', ['-c', script, file, `${file}.new`]);
  return readFile(`${file}.new`);
}

it('the rejected rows of archives come back corrected and are closed, whatever the files in them are called', async () => {
  await assurance(project, ['init']);
  await appendFile(path.join(project, 'assurance.yaml'), sources);
  for (const [name, bytes] of Object.entries(archives)) {
    await mkdir(path.join(project, 'inbox', name), { recursive: true });
    await writeFile(path.join(project, 'inbox', name, 'may.zip'), bytes);
  }
  expect((await json<PullReport>('pull')).code).toBe(3);
  const { code, document } = await json<{ files: { source_id: string; path: string; rows: number }[] }>('quarantine', 'export', '--all');
  expect(code).toBe(0);
  const files = document.files.filter((file) => file.source_id !== 'eastwind-pos');
  expect(files.map((file) => [file.source_id, path.basename(file.path), file.rows])).toEqual([
    ['alike-pos', 'may-corrections.csv', 2],
    ['books-pos', 'may-corrections.xlsx', 2],
    ['texts-pos', 'may-corrections.zip', 2],
  ]);
  const [alike, books, texts] = files.map((file) => file.path) as [string, string, string];
  const packed = await gather(readDelivery(texts, csv({ delimiter: ';', encoding: 'latin-1' })));
  expect(packed.tables.map(({ sheet }) => sheet)).toEqual(['Łódź.csv', 'eu/b.csv']);

  await writeFile(path.join(project, 'inbox/alike/back.csv'), correctedText(await readFile(alike)));
  await writeFile(path.join(project, 'inbox/books/back.xlsx'), correctedBook(await readFile(books)));
  await writeFile(path.join(project, 'inbox/texts/back.zip'), await correctedZip(await readFile(texts)));
  const { document: pulled } = await json<PullReport>('pull');
  const back = pulled.deliveries.filter((d) => d.file_name.startsWith('back.'));
  expect(back.map((d) => [d.file_name, d.status, d.rows_accepted]).sort()).toEqual([
    ['back.csv', 'accepted', 2],
    ['back.xlsx', 'accepted', 2],
    ['back.zip', 'accepted', 2],
  ]);
  const states = await json('query', "select source_id, sheet, state from rejected_rows where source_id <> 'eastwind-pos' order by all");
  expect(states.document).toEqual([
    { source_id: 'alike-pos', sheet: 'Köln.csv', state: 'corrected' },
    { source_id: 'alike-pos', sheet: 'Łódź.csv', state: 'corrected' },
    { source_id: 'books-pos', sheet: 'eu/northgate-sales-report-april.xlsx › Sheet1', state: 'corrected' },
    { source_id: 'books-pos', sheet: 'march.xlsx › Sheet1', state: 'corrected' },
    { source_id: 'texts-pos', sheet: 'eu/b.csv', state: 'corrected' },
    { source_id: 'texts-pos', sheet: 'Łódź.csv', state: 'corrected' },
  ]);
}, 300_000);
