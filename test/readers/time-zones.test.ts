/** Dates of a workbook are the same wherever the machine stands. Run from dist/ in processes of their own, as a zone belongs to a process. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RawRow } from '../../schemas/rows.js';
import { packageRoot } from '../../readers/package-root.js';
import { fileOf, workbook } from './support.js';

const script = `
  const { readFile } = await import(process.argv[1]);
  const rows = [];
  for await (const chunk of readFile(process.argv[2], { type: 'xlsx', header_row: 1 })) rows.push(...chunk.rows);
  process.stdout.write(JSON.stringify(rows));
`;

const day = (v: number) => ({ t: 'n', v, z: 'm/d/yy' }) as const;
const sheet = {
  A1: { t: 's', v: 'd' } as const,
  A2: day(45356),
  A3: day(45361.0833333),
  A4: day(45356.99999),
  A5: day(1),
  '!ref': 'A1:A5',
};
const dates = {
  '1900': ['2024-03-05', '2024-03-10T02:00:00', '2024-03-05T23:59:59', '1900-01-01'],
  '1904': ['2028-03-06', '2028-03-11T02:00:00', '2028-03-06T23:59:59', '1904-01-02'],
};

for (const zone of ['America/Chicago', 'Asia/Tokyo', 'UTC']) {
  for (const type of ['xlsx', 'xls', 'xlsb', 'ods'] as const) {
    it.each(['1900', '1904'] as const)(`${type} of the %s system in ${zone}`, (system) => {
      const path = fileOf(workbook({ S: sheet }, type, { WBProps: { date1904: system === '1904' } }));
      const reader = join(packageRoot, 'dist', 'readers', 'reader.js');
      const output = execFileSync(process.execPath, ['--input-type=module', '-e', script, reader, path], {
        env: { ...process.env, TZ: zone },
      });
      const cells = (JSON.parse(output.toString()) as RawRow[]).map(({ cells: [first] }) => (first as { date?: string }).date);
      expect(cells).toEqual(dates[system]);
    });
  }
}
