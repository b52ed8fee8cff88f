import type { ErrorEntry } from './error.js';

/** What can go wrong with runs: pulls, judgements, reconciliations, decisions and their schedules. */
export const runErrors = {
  PROJECT_BUSY: {
    kind: 'terminal',
    when: 'Another command holds the project, and it did not end within the time that this one waits.',
    fix: 'Wait for the other command, or end the process that is named; a lock whose process is gone is taken over by itself.',
  },
  ALREADY_UP: {
    kind: 'terminal',
    when: '`assurance up` was called for a project on which `assurance up` runs already.',
    fix: 'Use the one that runs, or stop it first.',
  },
  TEMPORAL_UNREACHABLE: {
    kind: 'terminal',
    when: 'The Temporal server that the environment names does not answer, or refuses the credentials.',
    fix: 'Check TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TLS and API key; without an address an embedded server is started.',
  },
  SEARCH_ATTRIBUTE_MISSING: {
    kind: 'terminal',
    when: 'The Temporal namespace lacks the search attributes source, feed, party and status of type Keyword, and they could not be added.',
    fix: 'Add the four custom search attributes to the namespace, each of type Keyword.',
  },
  WORKFLOW_BUNDLE_MISSING: {
    kind: 'terminal',
    when: 'The workflow code was not built.',
    fix: 'Run `npm run build`.',
  },
  INTERRUPTED: {
    kind: 'terminal',
    when: 'The command was interrupted before it was done.',
    fix: 'Type it again: what was begun goes on from where it was, and nothing is done twice.',
  },
  SOURCE_UNKNOWN: {
    kind: 'usage',
    when: 'A source was named that the project file does not have.',
    fix: 'See the ids under `sources` in assurance.yaml; restart `assurance up` after a change of the file.',
  },
  DELIVERY_UNKNOWN: {
    kind: 'usage',
    when: 'A delivery was named that was never taken.',
    fix: 'See `assurance quarantine list`.',
  },
  DELIVERY_NOT_HELD: {
    kind: 'usage',
    when: 'A decision was asked for on a delivery that waits for none.',
    fix: 'See `assurance quarantine list` for what waits.',
  },
  DELIVERY_ALREADY_DECIDED: {
    kind: 'usage',
    when: 'A second, different decision was asked for on a delivery that is being decided.',
    fix: 'See `assurance quarantine show DELIVERY` for what was decided.',
  },
  RUN_UNKNOWN: {
    kind: 'usage',
    when: 'A run was named that Temporal does not have.',
    fix: 'See `assurance runs`; a delivery is named by its id.',
  },
  RUN_AMBIGUOUS: {
    kind: 'usage',
    when: 'The beginning of a run was named, and several runs begin so.',
    fix: 'See `assurance runs` and name it in full.',
  },
  RUN_NOT_OVER: {
    kind: 'usage',
    when: 'A run was to be run again that is still going, or that waits for a decision.',
    fix: 'Wait for it, or decide what it waits for: see `assurance runs`.',
  },
  RUN_FAILED: {
    kind: 'terminal',
    when: 'A run ended without a result and without a code of its own.',
    fix: 'Run it again with `assurance rerun RUN`; the log under HOME/logs says more.',
  },
  RUN_TIMED_OUT: {
    kind: 'terminal',
    when: 'A step of a run was tried as often and as long as it may be, and did not end in time.',
    fix: 'Run it again with `assurance rerun RUN` when the machine or the source has recovered.',
  },
  RUN_CANCELLED: {
    kind: 'terminal',
    when: 'A person cancelled or terminated the run.',
    fix: 'Run it again with `assurance rerun RUN`.',
  },
  PAYLOAD_TOO_LARGE: {
    kind: 'terminal',
    when: 'A step of a run returned more than Temporal carries.',
    fix: 'Report it with the code, the command and the version; no row data is needed.',
  },
  PULL_FOLDER_GONE: {
    kind: 'terminal',
    when: 'The lists of a pull under HOME/staging/pulls are gone; they are kept for thirty days.',
    fix: 'Pull again: what was taken is in the store and is not taken twice.',
  },
  RECONCILER_SILENT: {
    kind: 'transient',
    when: 'The reconciler did not answer, because its worker or the server stopped, or too many asked at once. It is asked again.',
    fix: 'Type the command again; what was committed is not committed twice.',
  },
  DELIVERY_NOT_STAGED: {
    kind: 'transient',
    when: 'A delivery is neither in the staging folder nor in the published registry: it was never taken, or another run commits it right now.',
    fix: 'Pull again; the bytes of everything that was taken are in the store.',
  },
  SCHEDULE_UNKNOWN: {
    kind: 'usage',
    when: 'A schedule was named that does not exist.',
    fix: 'See `assurance schedule list`; schedules are made from the project file when `assurance up` starts.',
  },
  SCHEDULE_RANGE_INVALID: {
    kind: 'usage',
    when: 'The days of a backfill are not YYYY-MM-DD, are in the wrong order, or lie in the future.',
    fix: 'Name the first and the last day, both included.',
  },
  SCHEDULE_INVALID: {
    kind: 'project',
    when: 'Temporal does not accept the cron line of a source.',
    fix: 'Correct `schedule` of the source: five fields, minute hour day month weekday.',
  },
} as const satisfies Record<string, ErrorEntry>;
