/** A trial of a file says what a pull says of it, and leaves nothing behind. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { read, utils, write } from 'xlsx';
import { checkFile, sourceNamed } from '../../client/contracts.js';
import { loadProject } from '../../client/project.js';
import { xlsxFormatSchema, type Source } from '../../schemas/project.js';
import { expectedRows } from '../samples/expected-tables.js';
import { tempFolder } from '../support/temp-folder.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = join(tmpdir(), 'assurance-test-home-that-is-never-made');
const sample = loadProject(root).then((loaded) => ({ ...loaded, home }));

async function check(sourceId: string, file: string, annotated?: string) {
  const loaded = await sample;
  const source = sourceNamed(sourceId, loaded);
  return checkFile(loaded, { source, file: join(root, source.connector.path, file), annotated });
}

describe('every sample file', () => {
  it.each(expectedRows('Deliveries').map((row) => [row.source!, row.file!, row] as const))(
    '%s %s is judged as by a pull',
    async (source, file, row) => {
      const { judgement, rejected } = await check(source, file);
      expect(
        [judgement.status, judgement.rows_read, judgement.rows_accepted, judgement.rows_rejected, judgement.error_code ?? '–'].map(String),
      ).toEqual([row.status, row['rows read'], row['rows accepted'], row['rows rejected'], row['error code']]);
      expect(rejected).toHaveLength(judgement.rows_rejected);
    },
  );

  it('is never overwritten by its own annotated copy', async () => {
    const loaded = await sample;
    const source = sourceNamed('northgate-pos', loaded);
    const file = join(tempFolder(), 'northgate-pos-2026-04.csv');
    writeFileSync(file, readFileSync(join(root, source.connector.path, 'northgate-pos-2026-04.csv')));
    const before = readFileSync(file);
    await expect(checkFile(loaded, { source, file, annotated: file })).rejects.toMatchObject({ code: 'COMMAND_USAGE' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('leaves no trace, neither below home nor in the folder for temporary files', async () => {
    const before = process.env['TMPDIR'];
    const folder = (process.env['TMPDIR'] = tempFolder());
    onTestFinished(() => void (before === undefined ? delete process.env['TMPDIR'] : (process.env['TMPDIR'] = before)));
    await check('northgate-pos', 'northgate-pos-2026-04.csv');
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(home)).toBe(false);
  });
});

describe('an annotated copy', () => {
  it('of a text file keeps its layout and dialect, with reason and fix beside each rejected row', async () => {
    const out = join(tempFolder(), 'annotated.csv');
    const { judgement } = await check('rheinwerk-pos', 'Verkaufsmeldung_2026-05_v1.csv', out);
    const lines = iconv.decode(readFileSync(out), 'win1252').split('\r\n');
    expect(lines[0]).toBe('Checked against rheinwerk-pos: 1 of 5 rows rejected');
    expect(lines[4]).toMatch(/^Vorgang;.*;Währung;reason;fix$/);
    const told = lines.slice(5).filter((line) => line.includes('END_USER_ADDRESS_PO_BOX (Straße)'));
    expect(told).toHaveLength(judgement.rows_rejected);
    expect(lines.filter((line) => /^[VR];.*;;$/.test(line))).toHaveLength(judgement.rows_accepted);
    expect(lines.some((line) => line.startsWith('Summe'))).toBe(true);
  });

  it('of a workbook has its sheets', async () => {
    const out = join(tempFolder(), 'annotated.xlsx');
    await check('lumivoix-pos', 'lumivoix-2026-04.xlsx', out);
    const book = read(readFileSync(out));
    expect(book.SheetNames).toHaveLength(3);
    const [header, ...rows] = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[1]!]!, { header: 1 });
    expect(header!.slice(-2)).toEqual(['reason', 'fix']);
    expect(rows.filter((row) => row.some((cell) => String(cell).startsWith('END_USER_ADDRESS_PO_BOX')))).toHaveLength(1);
  });

  it('of a workbook without a header has one, ours, above every row', async () => {
    const loaded = await sample;
    const columns = { '#1': 'shipped_on', '#2': 'ship_to_party', '#3': 'product_number', '#4': 'serial_number' };
    const format = xlsxFormatSchema.parse({ type: 'xlsx', header_row: 0 });
    const source: Source = { ...sourceNamed('northgate-pos', loaded), feed: 'shipments', format, columns, control_totals: [], layouts: [] };
    const book = utils.book_new();
    const rows = [['2026-03-14', 'NORTHGATE', 'ROOM-220', '1.23E+12'], ['2026-03-14', 'NORTHGATE', 'ROOM-220', 'SN-2', 'note']]; // prettier-ignore
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'S');
    const file = join(tempFolder(), 'bare.xlsx');
    const out = join(tempFolder(), 'annotated.xlsx');
    writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    const { judgement } = await checkFile(loaded, { source, file, annotated: out });
    expect(judgement).toMatchObject({ status: 'partial', rows_read: 2, rows_rejected: 1 });
    const [header, first, second] = utils.sheet_to_json<string[]>(read(readFileSync(out)).Sheets['S']!, { header: 1, defval: '' });
    expect(header).toEqual(['#1', '#2', '#3', '#4', '#5', 'reason', 'fix']);
    expect(first![5]).toMatch(/^SERIAL_SCIENTIFIC \(#4\)/);
    expect(second).toEqual([...rows[1]!, '', '']);
  });

  it('of several sheets is no text file', async () => {
    await expect(check('lumivoix-pos', 'lumivoix-2026-04.xlsx', join(tempFolder(), 'a.csv'))).rejects.toMatchObject({
      code: 'COMMAND_USAGE',
    });
  });
});

it('asks for a file that is there, and a source that is there', async () => {
  await expect(check('northgate-pos', 'no-such-file.csv')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  await expect(check('nobody', 'x.csv')).rejects.toMatchObject({ code: 'SOURCE_UNKNOWN' });
});

it('says what is wrong with a file that a pull could not read', async () => {
  const loaded = await sample;
  const file = join(tempFolder(), 'northgate-pos-x.csv');
  writeFileSync(file, Buffer.from([0x61, 0xff, 0x0a]));
  const { judgement } = await checkFile(loaded, { source: sourceNamed('northgate-pos', loaded), file });
  expect(judgement).toMatchObject({ status: 'failed', error_code: 'ENCODING_INVALID' });
});
