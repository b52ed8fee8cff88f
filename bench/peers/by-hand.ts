/** Peer: DuckDB SQL written by hand, in one process, through the client that the product uses too. */

import { readJob } from './job.js';
import { defineLists, openResult, runFile } from './statements.js';

const job = readJob();
const connection = await openResult(job);
await defineLists(connection, job);
for (const file of ['by-hand.sql', 'master-data.sql', 'registry.sql']) await runFile(connection, job, file);
connection.closeSync();
