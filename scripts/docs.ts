/** `npm run docs` writes the generated documents; with `--check` it only says which are stale, and exits 1. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../registry/package-root.js';
import { staleDocuments } from './docs/documents.js';

const stale = await staleDocuments(packageRoot);
if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`${path} is stale: run npm run docs`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const { path, text } of stale) {
    await writeFile(join(packageRoot, path), text);
    console.log(`wrote ${path}`);
  }
}
