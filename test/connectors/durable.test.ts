import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeJsonOnce } from '../../connectors/durable.js';
import { tempFolder } from '../support/temp-folder.js';

it('a note that many write at once is written by one, and the others say so', async () => {
  const folder = tempFolder();
  const path = join(folder, 'd1/delivery.json');
  const written = await Promise.all(Array.from({ length: 20 }, (_, writer) => writeJsonOnce(folder, path, { writer })));
  expect(written.filter(Boolean)).toHaveLength(1);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ writer: written.indexOf(true) });
  expect(readdirSync(join(folder, '.tmp'))).toEqual([]);
  expect(await writeJsonOnce(folder, path, { writer: 'late' })).toBe(false);
});
