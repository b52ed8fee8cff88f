#!/usr/bin/env node
// Starts the command line from dist/. In a checkout, packages and dist/ are made first when they are missing or stale, which
// speaks on standard error only: standard output is the command's.
//
// A CommonJS file (bin/package.json says so): Node reads an ES module through libuv's thread pool, and a pool that exists keeps its size.

// Running queries fill libuv's pool of four, and a look at a file would wait behind them.
process.env.UV_THREADPOOL_SIZE ??= '16';

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

async function start() {
  if (existsSync(join(__dirname, '../tsconfig.build.json'))) {
    const { prepare, explain } = await import('../scripts/setup/prepare.mjs');
    await prepare().catch((error) => {
      explain(error);
      process.exit(1);
    });
  }
  const packed = join(__dirname, '../dist/packed/main.js');
  const { main } = await import(pathToFileURL(existsSync(packed) ? packed : join(__dirname, '../dist/cli/main.js')).href);
  await main(process.argv.slice(2));
}

void start();
