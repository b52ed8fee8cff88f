/** Everything the worker registers; the names are those of schemas/runs.ts. */

export { caseWorkflow as case } from './case.js';
export { decide } from './decide.js';
export { ingest } from './ingest.js';
export { pull } from './pull.js';
export { reconcile } from './reconcile.js';
export { recordDecision } from './record-decision.js';
