/** Runs the steps: from the keys that were touched to assets, terms, evidence and findings as they are to stand. */

import type { Database } from './database.js';
import { comparePartnerAssets } from './partner-assets.js';
import { runSteps } from './phases.js';
import { makeScope, makeSerialPatterns, type Scope } from './scope.js';

export interface Derived {
  assets_derived: number;
  assets_changed: number;
  findings_open: number;
}

/** What costs time and room, and never changes the result. */
export interface DeriveOptions {
  /** From so many accepted rows on, those of new deliveries are committed before anything is derived from them (load-ahead.ts). */
  rows_ahead: number;
  /** Units derived in one pass. Memory is bounded by a pass, not by the registry; each pass reads the facts once more. */
  units_in_pass: number;
  /** False: no unit is taken for plain, and each goes through all the steps. The result is the same (docs/decisions/120-plain-units.md). */
  plain: boolean;
}

/** Below about two of DuckDB's row groups there is nothing that a second thread could read. */
export const usual: DeriveOptions = { rows_ahead: 250_000, units_in_pass: 5_000_000, plain: true };

/** Makes `touched` from the deliveries named in batch_delivery and the keys in touched_before. */
export async function touchBatch(database: Database): Promise<void> {
  await runSteps('touched', database);
}

/**
 * Derives assets again, inside the caller's transaction: all, or those named in the temporary table `touched`.
 * Expects the variables of `applySettings` and `now`.
 */
export async function derive(keys: Scope['keys'], options: DeriveOptions, database: Database): Promise<Derived> {
  await runSteps('once', database);
  if (keys === 'all' || (await anyStep(database))) await runSteps('agreements', database);
  const capability = await anyCapability(database);
  if (capability) await runSteps('capability', database);
  if (capability && keys === 'touched') await runSteps('ability_changed', database);
  if (keys === 'touched') await runSteps('shared', database);
  await makeSerialPatterns(database);
  const parts = Math.ceil((await aboutHowMany(keys, database)) / options.units_in_pass);
  const sum = { assets_derived: 0, assets_changed: 0 };
  for (let part = 0; part < parts; part += 1) {
    await makeScope({ keys, part, parts }, database);
    await runSteps('sorting', database);
    if (!options.plain) await database.run(nothingIsPlain);
    await runSteps('pass', database);
    await runSteps((await anyAsset(database)) ? 'changes' : 'first', database);
    await runSteps('findings', database);
    const [outcome] = await database.rows<{ derived: number; changed: number }>('SELECT derived, changed FROM outcome');
    sum.assets_derived += outcome!.derived;
    sum.assets_changed += outcome!.changed;
  }
  await comparePartnerAssets(database);
  await runSteps('program', database);
  if (capability) await runSteps('capability_findings', database);
  await runSteps('program_apply', database);
  const [open] = await database.rows<{ n: number }>("SELECT count(*) AS n FROM core.finding WHERE state = 'open'");
  return { ...sum, findings_open: open!.n };
}

/** About how many units there are to derive, told without reading the facts. */
async function aboutHowMany(keys: Scope['keys'], database: Database): Promise<number> {
  const tables =
    keys === 'touched'
      ? ['touched_key']
      : ['core.fact_shipments', 'core.fact_pos', 'core.fact_sales_out', 'core.fact_agreements', 'core.asset', 'core.agreement'];
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`);
  const [most] = await database.rows<{ n: number }>(`SELECT greatest(${counts.join(', ')}, 0) AS n`);
  return most!.n;
}

/** Partners are assessed as long as a source reports call centers; what was derived while one did is to go when none does. */
async function anyCapability(database: Database): Promise<boolean> {
  const some = await database.rows(
    "SELECT 1 FROM core.source WHERE feed = 'call_centers' AND active UNION ALL SELECT 1 FROM core.capability LIMIT 1",
  );
  return some.length > 0;
}

/** Steps of agreements are settled as a whole, and only when the batch brings a delivery of them. */
async function anyStep(database: Database): Promise<boolean> {
  const some = await database.rows(
    "SELECT 1 FROM core.delivery SEMI JOIN batch_delivery USING (delivery_id) WHERE feed = 'agreements' LIMIT 1",
  );
  return some.length > 0;
}

async function anyAsset(database: Database): Promise<boolean> {
  const some = await database.rows('SELECT 1 FROM core.asset WHERE in_scope(product_number, serial_number) LIMIT 1');
  return some.length > 0;
}

const nothingIsPlain =
  'INSERT INTO not_plain SELECT hash(serial_number) FROM core.fact_shipments UNION ALL SELECT hash(serial_number) FROM core.fact_pos';
