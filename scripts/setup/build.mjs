/**
 * dist/ from the TypeScript sources, the workflow bundle that Temporal's workers load, and the command line packed (pack.mjs). Whether a build is due is decided by the
 * sources' contents: copying, checking out or touching a file builds nothing. Types are checked by `npm run typecheck`, not here.
 */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pack } from './pack.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

const dist = join(root, 'dist');
const next = join(root, '.dist-next');
const stamp = join(dist, '.sources');
const bundleName = 'workflow-bundle.js';

/** @returns {boolean} whether dist/ was built from exactly these sources */
export function built() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceKey();
}

/** @param {(line: string) => void} say */
export async function build(say) {
  if (built()) return;
  const key = sourceKey();
  say('building dist/');
  rmSync(next, { recursive: true, force: true });
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--noCheck', '--outDir', next]);
  // A whole new folder takes the old one's place: no leftovers of deleted sources, no half-written file for a process that starts now.
  const old = `${next}-old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  await bundleWorkflows(old);
  await pack(dist, say);
  rmSync(old, { recursive: true, force: true });
  writeFileSync(stamp, key);
}

/** Bundling takes seconds, so the former bundle is kept when nothing under it changed. @param {string} former */
async function bundleWorkflows(former) {
  const key = hashFiles(dist, ['workflows', 'schemas'], /\.js$/, ['../package-lock.json', '../scripts/setup/build.mjs']);
  const keyName = '.workflow-bundle-sources';
  if (existsSync(join(former, keyName)) && readFileSync(join(former, keyName), 'utf8') === key) {
    renameSync(join(former, bundleName), join(dist, bundleName));
  } else {
    writeFileSync(join(dist, bundleName), await bundle());
  }
  writeFileSync(join(dist, keyName), key);
}

/** @returns {Promise<string>} the code; what the bundler says on its way is shown only when it fails */
async function bundle() {
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  /** @type {string[]} */
  const said = [];
  const keep = (/** @type {string} */ message) => void said.push(message);
  const ignore = () => undefined;
  const logger = { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: keep, error: keep };
  try {
    // The map of lines comes without the sources, which every worker would read and parse to no use: stacks name file and line all the same.
    const webpackConfigHook = (/** @type {import('webpack').Configuration} */ config) => ({
      ...config,
      devtool: /** @type {const} */ ('inline-nosources-source-map'),
    });
    return (await bundleWorkflowCode({ workflowsPath: join(dist, 'workflows/index.js'), webpackConfigHook, logger })).code;
  } catch (cause) {
    throw new Error(`the workflows cannot be bundled: ${String(cause)}\n${said.join('\n')}`, { cause });
  }
}

function sourceKey() {
  /** @type {{include: string[]}} */
  const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8'));
  return hashFiles(root, include, /\.ts$/, ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/setup/pack.mjs']);
}

/**
 * @param {string} base
 * @param {string[]} folders below base
 * @param {RegExp} names
 * @param {string[]} files more files, by path from base
 */
function hashFiles(base, folders, names, files) {
  const hash = createHash('sha256');
  const paths = folders.flatMap((folder) => listFiles(base, folder).filter((path) => names.test(path)));
  for (const path of [...paths.sort(), ...files])
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(base, path)))
      .update('\0');
  return hash.digest('hex');
}

/** @param {string} base @param {string} folder @returns {string[]} paths from base */
function listFiles(base, folder) {
  if (!existsSync(join(base, folder))) return [];
  return readdirSync(join(base, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(base, path) : [path];
  });
}

/** What the build made, for import(). @param {string} path from dist/ */
export function builtModule(path) {
  return pathToFileURL(join(dist, path)).href;
}
