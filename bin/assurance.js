#!/usr/bin/env node
// Starts the command line from dist/. In a checkout, packages and dist/ are made first when they are missing or stale, which
// speaks on standard error only: standard output is the command's.

import { existsSync } from 'node:fs';

// Running queries fill libuv's pool of four, and a look at a file would wait behind them.
process.env.UV_THREADPOOL_SIZE ??= '16';

const checkout = existsSync(new URL('../tsconfig.build.json', import.meta.url));
if (checkout) {
  const { prepare, explain } = await import('../scripts/setup/prepare.mjs');
  await prepare().catch((error) => {
    explain(error);
    process.exit(1);
  });
}
const { main } = await import(new URL('../dist/cli/main.js', import.meta.url).href);
await main(process.argv.slice(2));
