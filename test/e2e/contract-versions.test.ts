/** From the project file to the published registry: the contract of the period, and drift from one pull to the next. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assurance } from '../cli/run.js';
import { goodSale } from '../contracts/judging.js';
import { tempFolder } from '../support/temp-folder.js';

const project = `version: 1
as_of: 2026-07-10
policy: { version: '2026-test' }
sources:
  - id: northgate-pos
    party: NORTHGATE
    feed: pos
    connector: { type: folder, path: ./inbox, pattern: 'pos-*.csv', settle_seconds: 0 }
    format: { type: csv, period: 'pos-(\\d{4}-\\d{2})', version: 'pos-(.+)\\.csv' }
    drift: { missing: hold }
    layouts:
      - { to: 2013-12-31, format: { type: csv, delimiter: '|', date: MM/DD/YYYY } }
`;

it('judges restated periods by their contract, says so beside every verdict, and holds a file whose form changed', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'inbox'));
  writeFileSync(join(folder, 'assurance.yaml'), project);
  const report = (name: string, row: Record<string, string>, separator = ',', leaveOut: string[] = []) => {
    const fields = Object.keys(goodSale).filter((field) => !leaveOut.includes(field));
    const cells = fields.map((field) => row[field] ?? (goodSale[field] as string));
    writeFileSync(join(folder, 'inbox', name), [fields, cells].map((line) => `${line.join(separator)}\n`).join(''));
  };
  const box = { end_user_address_line1: 'PO Box 7' };
  report('pos-2026-05.csv', { ...box, serial_number: 'A5', invoice_date: '2026-05-04' });
  report('pos-2014-11.csv', { ...box, serial_number: 'A4', invoice_date: '2014-11-04' });
  report('pos-2013-06.csv', { ...box, serial_number: 'A3', invoice_date: '06/04/2013' }, '|');
  report('pos-2026-04.csv', { serial_number: 'A6', invoice_date: '2026-04-04' });
  const deliveries = async () => {
    const { stdout } = await assurance(folder, [
      ...[
        'query',
        "select file_name, status, contract_version, layout_to, error_code from deliveries where status <> 'duplicate' order by file_name",
        '--json',
      ],
    ]);
    return (JSON.parse(stdout) as Record<string, unknown>[]).map((row) => Object.values(row).join(' '));
  };
  expect((await assurance(folder, ['pull'])).code).toBe(3);
  const before = [
    'pos-2013-06.csv accepted 1.0.0 2013-12-31 ',
    'pos-2014-11.csv accepted 1.0.0  ',
    'pos-2026-04.csv accepted 2.0.0  ',
    'pos-2026-05.csv rejected 2.0.0  ',
  ];
  expect(await deliveries()).toEqual(before);

  const { stdout } = await assurance(folder, ['asset', 'A4']);
  expect(stdout).toContain('Judged by policy 2026-test; rows by contract pos 1.0.0.');

  // The period before the first file that was taken: nothing stands before it, so nothing is compared
  report('pos-2014-10.csv', { serial_number: 'A7', invoice_date: '2014-10-04' }, ',', ['ship_date']);
  report('pos-2026-06.csv', { serial_number: 'A8', invoice_date: '2026-06-04' }, ',', ['ship_date', 'currency']);
  expect((await assurance(folder, ['pull'])).code).toBe(3);
  expect(await deliveries()).toEqual([...before, 'pos-2014-10.csv accepted 1.0.0  ', 'pos-2026-06.csv held 2.0.0  COLUMN_GONE'].sort());
  const { stdout: found } = await assurance(folder, [
    'query',
    "select detail from findings where kind = 'COLUMN_GONE' order by 1",
    '--json',
  ]);
  expect(JSON.parse(found)).toEqual(
    ['currency', 'ship_date'].map((name) => ({
      detail: `source northgate-pos: column "${name}" is gone; it was there in pos-2026-04.csv.`,
    })),
  );
}, 180_000);
