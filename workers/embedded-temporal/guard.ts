/**
 * Process of its own between the engine and the Temporal server: `node guard.js DATABASE EXECUTABLE ARGUMENT…`. The server must not outlive the
 * engine, and nothing in Node or in the server itself sees to that after a kill -9. The channel to the engine is closed by the operating
 * system however the engine ends; then the guard ends the server.
 *
 * It stands in a session of its own, so Ctrl-C in a terminal reaches the engine only, which then stops workers first and the server last.
 */

import { spawn } from 'node:child_process';
import { writeRecord } from './record-file.js';

/** What the engine hears, once. */
export type GuardMessage = { pid: number } | { failed: string };

const [dbFile, executable, ...args] = process.argv.slice(2);
const server = spawn(executable!, args, { stdio: ['ignore', 'inherit', 'inherit'] });
const tell = (message: GuardMessage, then: () => void) => process.send!(message, undefined, undefined, then);

// At once and from here: the engine is busy loading, and what is not on record could outlive both of us.
if (server.pid !== undefined) writeRecord(dbFile!, server.pid);
server.once('spawn', () => tell({ pid: server.pid! }, () => undefined));
server.once('error', (error) => tell({ failed: error.message }, () => process.exit(1)));
server.once('exit', (code) => process.exit(code ?? 1));

// By force, and nothing is lost: what the server answered is on disk (synchronous=full), and nobody asks it any more. Its orderly end would
// wait a second for requests.
const end = () => server.kill('SIGKILL');
process.once('disconnect', end);
process.once('message', end);
process.once('SIGTERM', end);
