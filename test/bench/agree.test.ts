import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFiles } from '../../bench/harness/files.js';
import { compareInRounds } from '../../bench/harness/rounds.js';
import { csvParse, byHand } from '../../bench/peers/in-node.js';
import { product } from '../../bench/peers/product.js';
import { pythonInstalled, pythonPeers } from '../../bench/peers/python.js';
import { tempFolder } from '../support/temp-folder.js';

test('the product, SQL by hand and the classical way in Node come to the same rows and verdicts', async () => {
  const work = tempFolder();
  const files = await makeFiles(join(work, 'project'), { rows: 3000 });
  const runs = await compareInRounds({ ...files, peers: [product, byHand, csvParse], rounds: 1, work, tell: () => undefined });

  expect(runs.map(({ peer, differences }) => [peer, differences])).toEqual([
    ['assurance', []],
    ['by-hand', []],
    ['csv-parse', []],
  ]);
  for (const { counts } of runs) {
    expect(counts).toEqual(runs[0]!.counts);
    expect(counts.accepted + counts.rejected).toBe(3000);
  }
}, 180_000);

// What Python needs is a download of its own, so it is not made here
test.runIf(pythonInstalled())(
  'so do the peers in Python',
  async () => {
    const work = tempFolder();
    const files = await makeFiles(join(work, 'project'), { rows: 3000 });
    const runs = await compareInRounds({ ...files, peers: [byHand, ...pythonPeers], rounds: 1, work, tell: () => undefined });

    expect(runs.map(({ peer, differences }) => [peer, differences])).toEqual(
      ['by-hand', 'polars', 'pandera', 'dlt'].map((peer) => [peer, []]),
    );
  },
  180_000,
);
