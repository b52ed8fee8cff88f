/** Child processes, worker threads and the command line run from dist/, so it is made once before any test. */

import { prepare } from '../../scripts/setup/prepare.mjs';

export default async function setup(): Promise<void> {
  await prepare();
}
