export { queryParquet, queryRows, readSnapshot, type QueryResult } from '../registry/snapshot.js';
