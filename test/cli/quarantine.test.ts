import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import iconv from 'iconv-lite';
import { read, utils } from 'xlsx';
import { describe, expect, it } from 'vitest';
import { fixtureProject } from './fixture.js';
import { assurance } from './run.js';

const project = fixtureProject();
const quarantine = (...args: string[]) => assurance(project.folder, ['quarantine', ...args]);

describe('quarantine list', () => {
  it('names what is held first, then what has open rows, and whom each waits for', async () => {
    const { stdout, code } = await quarantine('list', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      deliveries: [
        { delivery_id: 'dbbbb2222bbbb2222bbbb', status: 'held', rows_open: 1, waits_for: 'a decision: release, discard or resubmit' },
        { delivery_id: 'daaaa1111aaaa1111aaaa', status: 'partial', rows_open: 2, waits_for: 'NORTHGATE to correct rows' },
      ],
    });
  });

  it('is a table for a person', async () => {
    const { stdout } = await quarantine('list');
    expect(stdout).toMatch(/dbbbb2222 +northgate-pos +northgate-2026-02.csv +\? held +1 +10/);
  });
});

describe('quarantine show', () => {
  it('finds a delivery by the beginning of its id and shows line, column, code, value and fix', async () => {
    const { stdout, code } = await quarantine('show', 'daa');
    expect(code).toBe(0);
    expect(stdout).toContain('4 read = 2 accepted + 2 rejected');
    expect(stdout).toMatch(/– +9 +2 +1 +4 +1 +1 +4/);
    expect(stdout).toMatch(/5 +Street +PO Box 77 +END_USER_ADDRESS_PO_BOX +Give the street address/);
    expect(stdout).toContain('STOCK\\x07');
  });

  it('says what can be decided about a held one', async () => {
    expect((await quarantine('show', 'dbbbb2')).stdout).toContain('assurance quarantine release dbbbb2222 --by ROLE --reason TEXT');
  });

  it('prints as many cells as asked for and counts the rest', async () => {
    expect((await quarantine('show', 'daa', '--limit', '1')).stdout).toContain('… and 2 more cells: --limit 3 prints all');
  });

  it('is {delivery, account, rows} with --json', async () => {
    const document = JSON.parse((await quarantine('show', 'daa', '--json')).stdout) as Record<string, unknown>;
    expect(document).toMatchObject({ delivery: { status: 'partial' }, account: { tables: [{ lines: 9 }] } });
    expect(document['rows']).toContainEqual(
      expect.objectContaining({
        line: 6,
        column_name: 'Qty',
        code: 'QUANTITY_INVALID',
        value: '-5',
        fix: 'Report a return as a return.',
        state: 'open',
      }),
    );
  });

  it.each([
    ['dbbbb', 'DELIVERY_AMBIGUOUS'],
    ['nothing-like-it', 'DELIVERY_UNKNOWN'],
  ])('%s: %s, 2', async (name, errorCode) => {
    const { stdout, code } = await quarantine('show', name, '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: errorCode } });
  });
});

describe('quarantine export', () => {
  it("writes the rejected rows in the partner's own layout and encoding, and prints the path only", async () => {
    const { stdout, code } = await quarantine('export', 'daaaa1111aaaa1111aaaa');
    expect(code).toBe(0);
    const file = path.join(project.folder, 'var/corrections/northgate-pos/daaaa1111aaaa1111aaaa/northgate-2026-01-corrections.csv');
    expect(stdout).toBe(`${file}\n`);
    const lines = iconv.decode(await readFile(file), 'win1252').split('\r\n');
    expect(lines[0]).toBe('Corrections for northgate-2026-01.csv');
    expect(lines[2]).toBe('Invoice;Serial;Qty;Customer;Street;Note;reason;fix;assurance_ref');
    expect(lines[3]).toBe(
      `0047;VX000002;1;"Lakeside; Café";PO Box 77;'=cmd|x;END_USER_ADDRESS_PO_BOX (Street): The address is a post office box.;Give the street address where the unit stands.;daaaa1111aaaa1111aaaa:5`,
    );
    expect(lines[4]).toContain(
      `0048;VX000999;-5;STOCK;;''=x;QUANTITY_INVALID (Qty): A negative quantity. | END_USER_PLACEHOLDER (Customer): A placeholder.`,
    );
  });

  it('writes a workbook of text cells when the file ends in .xlsx', async () => {
    const file = path.join(project.folder, 'corrections.xlsx');
    const { stdout } = await quarantine('export', 'daa', '--out', file, '--json');
    expect(JSON.parse(stdout)).toEqual({
      delivery_id: 'daaaa1111aaaa1111aaaa',
      source_id: 'northgate-pos',
      path: file,
      rows: 2,
      remark: 'the source reads csv, so a corrected copy of this file has to be saved as csv',
    });
    const book = read(await readFile(file));
    const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 });
    expect(rows[3]?.slice(0, 6)).toEqual(['0047', 'VX000002', '1', 'Lakeside; Café', 'PO Box 77', '=cmd|x']);
  });

  it('writes a file for each delivery that has rows to correct', async () => {
    const { stdout } = await quarantine('export', '--all', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      files: [
        { delivery_id: 'daaaa1111aaaa1111aaaa', rows: 2, remark: null },
        { delivery_id: 'dbbbb2222bbbb2222bbbb', rows: 1 },
      ],
    });
    expect((await quarantine('export', 'daa', '--all')).code).toBe(2);
  });

  it('goes on when one of them cannot be written, and names it at the end with its code, 1', async () => {
    const folder = path.join(project.folder, 'var/corrections/northgate-pos/daaaa1111aaaa1111aaaa');
    await rm(folder, { recursive: true, force: true });
    await mkdir(path.dirname(folder), { recursive: true });
    await writeFile(folder, 'no folder');
    const { stdout, stderr, code } = await quarantine('export', '--all');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^\S+northgate-2026-02-corrections\.csv\n$/);
    expect(stderr).toMatch(/no file for northgate-2026-01\.csv of northgate-pos \(daaaa1111aaaa1111aaaa\): INTERNAL: EEXIST.*\n$/);
    const document = JSON.parse((await quarantine('export', '--all', '--json')).stdout) as unknown;
    expect(document).toMatchObject({
      files: [{ delivery_id: 'dbbbb2222bbbb2222bbbb' }],
      failed: [{ delivery_id: 'daaaa1111aaaa1111aaaa', source_id: 'northgate-pos', error: { code: 'INTERNAL' } }],
    });
    await rm(folder);
  });

  it('says so when nothing waits for a correction, 1', async () => {
    const { stdout, code } = await quarantine('export', 'dbbbb3', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'NOTHING_TO_EXPORT' } });
  });
});

describe('quarantine fixes', () => {
  it('lists what each party has to do, what is refused already first', async () => {
    const { stdout, code } = await quarantine('fixes', '--json');
    expect(code).toBe(0);
    const { fixes } = JSON.parse(stdout) as { fixes: Record<string, unknown>[] };
    expect(fixes.map((f) => [f['party_id'], f['serial_number']])).toEqual([
      ['BRIGHTCALL', 'VX000009'],
      ['NORTHGATE', 'VX000004'],
      ['NORTHGATE', 'VX000002'],
    ]);
    expect((await quarantine('fixes', '--party', 'BRIGHTCALL')).stdout).toMatch(
      /VX-300 VX000009 +ineligible +brightcall\.csv, line 7 +end_user_name/,
    );
  });

  it('is a file that opens safely in a spreadsheet', async () => {
    const { stdout } = await quarantine('fixes', '--party', 'NORTHGATE', '--format', 'csv');
    const [header, , row] = stdout.split('\n');
    expect(header).toMatch(/^party_id,source_id,product_number,serial_number,eligibility,/);
    expect(row).toContain(`,daaaa1111aaaa1111aaaa,'=northgate-2026-01.csv,,5,Street,1`);
  });
});

it('a decision needs a role and a reason, 2', async () => {
  expect((await quarantine('release', 'dbbbb2', '--by', 'operations')).code).toBe(2);
  expect((await quarantine('discard', 'dbbbb2', '--by', ' ', '--reason', 'x')).code).toBe(2);
});
