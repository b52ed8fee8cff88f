/**
 * Golden histories for the replay test: real runs of every workflow on a made-up program, as Temporal kept them. Run it after a change
 * of workflow code that was meant to change their steps, with the old histories kept beside the new ones as long as such runs may wait
 * somewhere: `node scripts/setup.mjs --build-only && node scripts/record-histories.mjs [FOLDER]`.
 */

import { Connection, Client } from '@temporalio/client';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './setup/root.mjs';
import { builtModule } from './setup/build.mjs';

const target = process.argv[2] ?? join(root, 'test/workflows/histories');
const { connect, startUp } = await import(builtModule('client/index.js'));
const { loadProject } = await import(builtModule('client/project.js'));

const folder = mkdtempSync(join(tmpdir(), 'assurance-histories-'));
const header =
  'invoice_number,invoice_date,product_number,serial_number,quantity,end_user_name,end_user_address_line1,end_user_city,end_user_state,end_user_postal_code,end_user_country';
/** @param {string[]} serials @param {string} name */
const file = (serials, name = 'Example Works') =>
  `${[header, ...serials.map((s) => `I-${s},2026-04-01,LS-100,${s},1,${name},5 Main Street,Austin,TX,78701,US`)].join('\n')}\n`;

/** @param {string} source @param {string} name @param {string} content */
function put(source, name, content) {
  mkdirSync(join(folder, source), { recursive: true });
  writeFileSync(join(folder, source, name), content);
}

const sources = ['many', 'released', 'discarded', 'resubmitted', 'gone'];
const lines = sources.map(
  (id) =>
    `  - { id: ${id}, party: P, feed: pos, connector: { type: folder, path: ./${id}, settle_seconds: 0 }, limits: { reject_share: 0.5 } }`,
);
writeFileSync(join(folder, 'assurance.yaml'), ['version: 1', 'sources:', ...lines, ''].join('\n'));
for (const n of [1, 2, 3]) put('many', `${n}.csv`, file([`M${n}`]));
put('many', 'same-again.csv', file(['M1']));
for (const id of ['released', 'discarded', 'resubmitted']) put(id, `${id}.csv`, file([`H-${id}`], 'N/A'));

const loaded = await loadProject(folder);
const quiet = { onLog: () => undefined };
const up = await startUp(loaded, quiet);
const connection = await Connection.connect({ address: up.address });
const temporal = new Client({ connection });
const client = connect(loaded, quiet);
try {
  const { problems } = await client.pull();
  const held = new Map(problems.map((/** @type {{source_id: string, delivery_id?: string}} */ p) => [p.source_id, p.delivery_id ?? '']));
  const by = { by: 'somebody', reason: 'for the record' };
  await client.release({ delivery: held.get('released') ?? '', ...by });
  await client.discard({ delivery: held.get('discarded') ?? '', ...by });
  put('elsewhere', 'corrected.csv', file(['H-resubmitted']));
  await client.resubmit({ delivery: held.get('resubmitted') ?? '', file: join(folder, 'elsewhere/corrected.csv'), ...by });
  await client.waive({ serial_number: 'M1', until: '2030-01-01', ...by });
  await client.decide();
  const { case_id } = await client.cases.open({ serial_number: 'M1', severity: 4, summary: 'no picture', by: 'somebody', party: 'P' });
  await client.cases.step({ case_id, kind: 'assigned', assigned_to: 'somebody' });
  await client.cases.step({ case_id, kind: 'closed', by: 'somebody' });
  // It ends by itself a moment after its last answer.
  await temporal.workflow.getHandle(`case-${case_id}`).result();
  await client.cases.step({ case_id, kind: 'noted', text: 'too late' }).catch(() => undefined);
  await temporal.workflow.getHandle(`case-${case_id}`).result();

  mkdirSync(target, { recursive: true });
  for await (const { workflowId, runId, type, status, typedSearchAttributes } of temporal.workflow.list()) {
    if (status.name === 'RUNNING') continue;
    const source = typedSearchAttributes.getAll().find(({ key }) => key.name === 'source')?.value;
    const { events } = await temporal.workflow.getHandle(workflowId, runId).fetchHistory();
    // Of runs with the same shape one is enough.
    const name = [type, source, events?.length].filter((x) => x !== undefined).join('-');
    writeFileSync(join(target, `${name}.json`), `${plain({ events })}\n`);
    console.log(`${name}.json`);
  }
} finally {
  await client.close();
  await connection.close();
  await up.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Without what names this machine. @param {unknown} history */
function plain(history) {
  return JSON.stringify(history, (key, value) => (key === 'identity' ? 'recorded' : key === 'stackTrace' ? '' : value), 1);
}
