export { configuredServer } from '../workers/server-address.js';
export { locateTemporalCli } from '../workers/temporal-cli.js';
