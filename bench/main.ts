/**
 * `npm run bench`: this product and its peers on the same files, in one run.
 *
 *   npm run bench                               a million rows, three rounds
 *   npm run bench -- --rows 10000000            another size
 *   npm run bench -- --peers by-hand,csv-parse  fewer peers; the product always runs
 *   npm run bench -- --small-deliveries         a thousand files of 100 rows, and pulls that find nothing new
 *   npm run bench -- --workbooks                readers of .xlsx on a workbook of 100,000 rows
 *   npm run bench -- --json                     the measurements as one document; RESULTS.md stays as it is
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { count, someOf } from './arguments.js';
import { makeFiles } from './harness/files.js';
import { measurePulls, type Pulls } from './harness/pulls.js';
import { compareInRounds } from './harness/rounds.js';
import { measureWorkbooks } from './harness/workbooks.js';
import { byHand } from './peers/in-node.js';
import { allPeers } from './peers/all.js';
import { product } from './peers/product.js';
import { comparisonTable, writeComparison } from './report/comparison.js';
import { pullsTable, writePulls } from './report/pulls.js';
import { summarise } from './report/summary.js';
import { workbooksTable, writeWorkbooks } from './report/workbooks.js';

interface Options {
  rows: number;
  rounds: number;
  peers?: string[];
  smallDeliveries?: true;
  workbooks?: true;
  work: string;
  json?: true;
}

const values = new Command('npm run bench --')
  .option('--rows <n>', 'rows of the file', count, 1_000_000)
  .option('--rounds <n>', 'how often each is measured', count, 3)
  .option('--peers <ids>', 'only these peers', someOf(allPeers.map(({ id }) => id)))
  .option('--small-deliveries', 'many small files, and pulls that find nothing new')
  .option('--workbooks', 'readers of .xlsx')
  .option('--work <folder>', 'where files are made, and removed at the end', tmpdir())
  .option('--json', 'the measurements as one document; RESULTS.md stays as it is')
  .allowExcessArguments(false)
  .parse()
  .opts<Options>();

const { rounds } = values;
const tell = (line: string) => void process.stderr.write(`${line}\n`);
const work = mkdtempSync(join(values.work, 'assurance-bench-'));
try {
  if (values.smallDeliveries) await smallDeliveries();
  else if (values.workbooks) await workbooks(100_000);
  else await comparison(values.rows);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function comparison(rows: number): Promise<void> {
  const { peers, skipped } = await whoRuns(values.peers, rows);
  for (const { name, why } of skipped) tell(`not run: ${name}: ${why}`);
  tell(`making ${rows} rows`);
  const files = await makeFiles(join(work, 'project'), { rows });
  const measurements = await compareInRounds({ ...files, peers, rounds, work, tell });
  const summary = summarise(peers, measurements, rows, byHand.id);
  if (values.json) {
    console.log(JSON.stringify({ rows, bytes: files.bytes, rounds, peers: summary, skipped, measurements }, null, 2));
  } else {
    console.log(`\n${comparisonTable(summary)}`);
    const command = rows === 1_000_000 ? '' : `--rows ${rows}`;
    await writeComparison({ rows, bytes: files.bytes, rounds, command, peers: summary, skipped });
  }
  if (summary.some(({ agrees }) => !agrees)) process.exitCode = 1;
}

/** The same rows as a thousand deliveries and as one; then ever larger registries, which a pull with nothing new should not feel. */
async function smallDeliveries(): Promise<void> {
  const all: Pulls[] = [];
  for (const [deliveries, rows] of [
    [1000, 100],
    [1, 10_000],
    [1, 100_000],
    [1, 1_000_000],
  ] as const) {
    tell(`${deliveries} x ${rows} rows`);
    all.push(await measurePulls({ deliveries, rows, rounds, work }));
  }
  if (values.json) console.log(JSON.stringify(all, null, 2));
  else {
    console.log(`\n${pullsTable(all)}`);
    await writePulls(all, rounds);
  }
}

async function workbooks(rows: number): Promise<void> {
  const measured = await measureWorkbooks({ rows, rounds, work, tell });
  if (values.json) console.log(JSON.stringify(measured, null, 2));
  else {
    console.log(`\n${workbooksTable(measured.readers)}`);
    await writeWorkbooks(measured, rows, rounds);
  }
}

async function whoRuns(wanted: readonly string[] | undefined, rows: number) {
  const peers = [product, byHand];
  const skipped: { name: string; why: string }[] = [];
  for (const peer of allPeers) {
    if (peers.includes(peer) || wanted?.includes(peer.id) === false) continue;
    const why = rows > (peer.most_rows ?? Infinity) ? `more than ${peer.most_rows} rows take it minutes` : await peer.missing?.();
    if (why === undefined) peers.push(peer);
    else skipped.push({ name: peer.name, why });
  }
  return { peers, skipped };
}
