import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    // Processes, not threads: native libraries (DuckDB, Temporal's core) keep state that threads of one process would share.
    pool: 'forks',
    // Most tests wait for a server or a child process, so two at a time also suit two cores.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Bounds for what hangs. Nothing here is a measurement: the machine may be slow and busy.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
  },
});
