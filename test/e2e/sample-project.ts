/** The sample program in a folder of its own, and what its registry says apart from the times at which things became known. */

import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSnapshot } from '../../registry/snapshot.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

export async function copySamples(folder: string): Promise<string> {
  await cp(join(root, 'assurance.yaml'), join(folder, 'assurance.yaml'));
  await cp(join(root, 'samples'), join(folder, 'samples'), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  return folder;
}

export async function registryOf(folder: string): Promise<Record<string, unknown[]>> {
  const read = (sql: string) => readSnapshot(join(folder, 'var'), sql);
  return {
    assets: await read('SELECT * EXCLUDE (known_at) FROM assets ORDER BY ALL'),
    coverage: await read('SELECT * FROM coverage ORDER BY ALL'),
    evidence: await read('SELECT * FROM evidence ORDER BY ALL'),
    rejected_rows: await read('SELECT * FROM rejected_rows ORDER BY ALL'),
    // What was opened and closed on the way depends on what a kill let commit together
    findings: await read("SELECT * EXCLUDE (opened_at) FROM findings WHERE state = 'open' ORDER BY ALL"),
    reporting: await read('SELECT * FROM reporting ORDER BY ALL'),
    deliveries: await read(
      "SELECT delivery_id, status, rows_read, rows_accepted, rows_rejected FROM deliveries WHERE status <> 'duplicate' ORDER BY ALL",
    ),
    doubled_facts: await read('SELECT delivery_id, sheet, line, item FROM core.fact_pos GROUP BY ALL HAVING count(*) > 1'),
  };
}
