import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { tempFolder } from '../support/temp-folder.js';
import { assurance } from './run.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = (...args: string[]) => assurance(root, ['contract', ...args], { env: { COLUMNS: '100' } });
const widest = (text: string) => Math.max(...text.split('\n').map((line) => [...line].length));

it('contract show lists the feeds; of one it shows versions, fields and rules, in the width of the terminal', async () => {
  const list = await run('show');
  expect(list.stdout).toMatch(/pos +2\.0\.0 +from 2015-01-01 +Point of sale/);
  const shown = await run('show', '--source', 'rheinwerk-pos');
  for (const text of [
    /1\.0\.0 +retired +until 2014-12-31/,
    /end_user_name +Endkunde +text +yes/,
    /END_USER_PLACEHOLDER/,
    /share of 0\.5/,
  ]) {
    expect(shown.stdout).toMatch(text);
  }
  expect(Math.max(widest(list.stdout), widest(shown.stdout))).toBeLessThanOrEqual(100);
  const { stdout } = await run('show', 'pos', '--contract-version', '1.0.0', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ id: 'pos', version: '1.0.0', status: 'retired', holds: { to: '2014-12-31' } });
});

it('contract show says what only zod knows', async () => {
  const { stdout } = await run('show', 'products', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ large_files: { judged: 'in bulk', by_zod_alone: ['serial_pattern'] } });
});

it('contract check: 0 for a good file, 3 for a rejected row, 2 for wrong use; nothing else on standard output with --json', async () => {
  const good = await run('check', 'samples/orrery/products/products.csv', '--source', 'orrery-products');
  expect(good).toMatchObject({ code: 0, stderr: '' });
  expect(good.stdout).toContain('6 read = 6 accepted + 0 rejected');
  const bad = await run('check', 'samples/northgate/pos/northgate-pos-2026-05.csv', '--source', 'northgate-pos', '--json');
  expect(bad.code).toBe(3);
  expect(JSON.parse(bad.stdout)).toMatchObject({
    source_id: 'northgate-pos',
    status: 'partial',
    rows_rejected: 7,
    contract: { id: 'pos', version: '2.0.0' },
    rejected: expect.arrayContaining([expect.objectContaining({ line: 7 })]) as unknown[],
  });
  expect((await run('check', 'samples/northgate/pos/northgate-pos-2026-05.csv')).code).toBe(2);
  expect((await run('check', 'nothing.csv', '--source', 'northgate-pos')).code).toBe(2);
});

it('contract check makes what a hostile file holds visible', async () => {
  const file = join(tempFolder(), 'northgate-pos-2026-07.csv');
  writeFileSync(file, 'transaction_type,\u001b[31mred\ngift,x\n');
  const { stdout, code } = await run('check', file, '--source', 'northgate-pos');
  expect(code).toBe(3);
  expect(stdout).toContain('COLUMN_MISSING');
  expect(stdout).not.toContain('\u001b');
});

it('contract export writes the standard to standard output, or JSON Schema to a file', async () => {
  const { stdout, code } = await run('export', '--source', 'northgate-pos');
  expect(code).toBe(0);
  expect(parse(stdout)).toMatchObject({ kind: 'DataContract', apiVersion: 'v3.1.0', id: 'northgate-pos', version: '2.0.0' });
  const out = join(tempFolder(), 'pos.json');
  expect((await run('export', 'pos', '--format', 'json-schema', '--out', out)).stdout.trim()).toBe(out);
  expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ title: 'pos 2.0.0', type: 'object' });
  expect((await run('export', 'nothing')).code).toBe(2);
  expect((await run('export')).code).toBe(2);
});
