/**
 * Everything that a fresh clone needs, on Node's own modules: packages, dist/, Temporal's command line tool. Runs before each npm script
 * and does nothing when there is nothing to do. `--build-only` leaves Temporal out.
 */

import { builtModule } from './setup/build.mjs';
import { explain, prepare, say } from './setup/prepare.mjs';

try {
  await prepare();
  if (!process.argv.includes('--build-only')) {
    /** @type {typeof import('../workers/temporal-cli.js')} */
    const { findTemporalCli } = await import(builtModule('workers/temporal-cli.js'));
    await findTemporalCli({ log: say });
  }
} catch (error) {
  explain(/** @type {Error} */ (error));
  process.exitCode = 1;
}
