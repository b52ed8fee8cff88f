/**
 * The tour of the README: pulls the sample program of this folder and asks what came of it. Each command is shown as one would type it.
 * Typed again it changes nothing: the same files come back as duplicates.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/root.mjs';

/** "Done, but something waits for a person": the sample program holds a delivery back on purpose. */
const somethingWaits = 3;

const ineligible = `select product_number, serial_number, array_to_string(reasons, ', ') as reasons
  from assets where eligibility = 'ineligible' order by all`.replaceAll(/\s+/g, ' ');

show('Take the reports of every source, judge them, reconcile them, publish the verdicts', ['pull']);
show('What the registry has of them', [
  'query',
  'select status, count(*) as deliveries, sum(rows_read) as rows, sum(rows_rejected) as rejected from deliveries group by 1 order by 1',
]);
show('May the units be served?', ['query', 'select eligibility, count(*) as units from assets group by 1 order by 1']);
show('Which may not, and why', ['query', ineligible]);
const [unit] = ask(['query', `${ineligible} limit 1`, '--format', 'json']);
show('One unit, explained down to the lines of the files', ['asset', unit.serial_number, '--product', unit.product_number]);

const snapshot = join('var', 'published', 'registry.duckdb');
if (!existsSync(join(root, snapshot))) throw new Error(`there is no ${snapshot}`);
console.log(
  `\nThe snapshot that these answers came from is ${snapshot}: open it with DuckDB, Python or any BI tool, also while a pull is running.`,
);
console.log(
  "Next: `npx assurance status` says what waits for whom, `npm start` keeps the program running with schedules and Temporal's own UI.",
);

/** @param {string} heading @param {string[]} args */
function show(heading, args) {
  console.log(`\n── ${heading}\n$ npx assurance ${args.map(quoted).join(' ')}`);
  run(args, 'inherit');
}

/** The same as data. @param {string[]} args */
function ask(args) {
  return JSON.parse(run(args, 'pipe').toString());
}

/** @param {string[]} args @param {'inherit' | 'pipe'} stdout */
function run(args, stdout) {
  const command = [join('bin', 'assurance.js'), ...args];
  const { status, error, stdout: printed } = spawnSync(process.execPath, command, { cwd: root, stdio: ['ignore', stdout, 'inherit'] });
  if (error) throw error;
  if (status !== 0 && status !== somethingWaits) process.exit(status ?? 1);
  return printed;
}

/** As a shell wants it. @param {string} arg */
function quoted(arg) {
  return /^[\w./-]+$/.test(arg) ? arg : `"${arg}"`;
}
