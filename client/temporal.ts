export { configuredServer } from '../workers/connection.js';
export { locateTemporalCli } from '../workers/temporal-cli.js';
