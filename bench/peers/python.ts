/** The peers that are Python programs. */

import { join } from 'node:path';
import { writeJob } from './in-node.js';
import type { Peer } from './peer.js';
import { pythonFolder, PythonHome } from './python-home.js';

const home = new PythonHome('bench-python', 'requirements.txt');

export const pythonInstalled = (): boolean => home.installed;

const program = (id: string, file: string, name: string, most_rows?: number): Peer => ({
  id,
  name,
  ...(most_rows === undefined ? {} : { most_rows }),
  missing: () => home.install(),
  prepare: async (run) => ({ command: [home.interpreter, join(pythonFolder, file), writeJob(run)], env: { PYTHONDONTWRITEBYTECODE: '1' } }),
  result: ({ job }) => ({ path: job.result, kind: 'peer' }),
});

export const pythonPeers: readonly Peer[] = [
  program('polars', 'polars_duckdb.py', 'polars + DuckDB'),
  program('pandera', 'pandas_pandera.py', 'pandas + pandera'),
  // Ten to thirty seconds for 100,000 rows
  program('dlt', 'dlt_pydantic.py', 'dlt with a pydantic contract', 100_000),
];
