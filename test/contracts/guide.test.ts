/** docs/contract-guide.md, taken by its word. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { judgeDelivery } from '../../contracts/judge.js';
import { readFile } from '../../readers/reader.js';
import { rowErrors } from '../../schemas/errors/row.js';
import { sourceSchema } from '../../schemas/project.js';
import { tempFolder } from '../support/temp-folder.js';
import { taken, written } from './judging.js';

const guide = readFileSync(new URL('../../docs/contract-guide.md', import.meta.url), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(guide)![1]!;

it('explains every code', () => {
  expect(Object.keys(rowErrors).filter((code) => !guide.includes(code))).toEqual([]);
});

it('has an example that comes out as it says', async () => {
  const staging = tempFolder();
  const path = join(staging, 'Verkaufsmeldung_2026-03.csv');
  writeFileSync(path, iconv.encode(block('csv'), 'windows-1252'));
  const source = sourceSchema.parse(parse(block('yaml')));
  const delivery = taken({ file_name: 'Verkaufsmeldung_2026-03.csv' });
  const judgement = await judgeDelivery({
    taken: delivery,
    source,
    timezone: 'Europe/Berlin',
    reading: readFile(path, source.format),
    staging,
  });
  expect(judgement).toMatchObject({
    status: 'partial',
    rows_read: 5,
    rows_accepted: 3,
    rows_rejected: 2,
    period_from: '2026-03-01',
    findings: [],
  });
  const { accepted, rejected } = await written(staging, delivery.delivery_id);
  expect(accepted.map(({ serial_number }) => serial_number)).toEqual(['0000101', null, '0000104', '0000105']);
  const told = rejected.flatMap(({ line, errors }) => errors.map(({ column, code }) => `| ${line} | ${column} | ${code} |`));
  // As written, apart from the blanks that line the columns up.
  const unpadded = guide.replaceAll(/ +\|/g, ' |').replaceAll(/\| +/g, '| ').replaceAll(/-{4,}/g, '---');
  expect(unpadded).toContain(`| line | column | code |\n| --- | --- | --- |\n${told.join('\n')}\n\n`);
});
