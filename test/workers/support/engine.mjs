/** An engine as small as can be: starts the embedded Temporal on the database named first, says where, and waits to be killed. */

/** @param {string} path from dist/ */
const built = (path) => import(new URL(`../../../dist/${path}`, import.meta.url).href);
const { findTemporalCli } = await built('workers/temporal-cli.js');
const { startEmbeddedTemporal } = await built('workers/embedded-temporal.js');

const { path } = await findTemporalCli({ log: console.error });
const server = await startEmbeddedTemporal({ cliPath: path, dbFile: process.argv[2], ui: false, searchAttributes: [], log: console.error });
console.log(JSON.stringify({ pid: server.pid, address: server.address }));
setInterval(() => undefined, 60_000);
