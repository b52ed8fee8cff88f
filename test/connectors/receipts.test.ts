import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deliverReceipts, writtenReceipt } from '../../connectors/receipts.js';
import { sourceSchema } from '../../schemas/project.js';
import { tempFolder } from '../support/temp-folder.js';

const source = (receipts?: string) =>
  sourceSchema.parse({
    id: 'fairhaven-pos',
    party: 'FAIRHAVEN',
    feed: 'pos',
    connector: { type: 'folder', path: './in', ...(receipts && { receipts }) },
  });
const receipts = [{ file_name: '997-1-d1-1.x12', bytes: Buffer.from('ISA') }];
const files = async (folder: string) => (await readdir(folder)).filter((name) => name !== '.tmp');

it('writes receipts below HOME and into the folder of the connector, again with the same result', async () => {
  const projectDir = tempFolder();
  const home = join(projectDir, 'var');
  const delivery = { source: source('./out'), home, projectDir, receipts, toPartner: true };
  expect(await writtenReceipt(home, 'fairhaven-pos', '997-1-d1-1.x12')).toBeUndefined();
  await deliverReceipts(delivery);
  expect(String(await writtenReceipt(home, 'fairhaven-pos', '997-1-d1-1.x12'))).toBe('ISA');
  await writeFile(join(projectDir, 'out', '997-1-d1-1.x12'), 'half of');
  await deliverReceipts(delivery);
  for (const folder of [join(home, 'receipts', 'fairhaven-pos'), join(projectDir, 'out')]) {
    expect(await files(folder)).toEqual(['997-1-d1-1.x12']);
    expect(await readFile(join(folder, '997-1-d1-1.x12'), 'utf8')).toBe('ISA');
  }
});

it('keeps them from the partner when it is unsure whose file it was', async () => {
  const projectDir = tempFolder();
  await deliverReceipts({ source: source('./out'), home: join(projectDir, 'var'), projectDir, receipts, toPartner: false });
  expect(await files(projectDir)).toEqual(['var']);
});

it('makes no folder when there is nothing to write', async () => {
  const projectDir = tempFolder();
  await deliverReceipts({ source: source('./out'), home: join(projectDir, 'var'), projectDir, receipts: [], toPartner: true });
  expect(await files(projectDir)).toEqual([]);
});

it('says which folder cannot be written, as something that may pass', async () => {
  const projectDir = tempFolder();
  await writeFile(join(projectDir, 'out'), 'a file where the folder should be');
  const delivering = deliverReceipts({ source: source('./out'), home: join(projectDir, 'var'), projectDir, receipts, toPartner: true });
  await expect(delivering).rejects.toMatchObject({ code: 'RECEIPTS_NOT_WRITTEN', kind: 'transient', where: join(projectDir, 'out') });
});
