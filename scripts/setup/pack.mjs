/**
 * dist/packed/: the command line with the packages that it uses, in some dozens of files in place of fourteen hundred. Finding, reading and
 * linking those was the largest part of what every command cost. Each part is still loaded only when it is needed.
 */

import { join, relative } from 'node:path';
import { root } from './root.mjs';

/** What is packed from dist/, and the thread that Temporal's worker starts beside itself: it looks for it by this name. */
const entries = {
  main: 'dist/cli/main.js',
  'workflow-worker-thread': 'node_modules/@temporalio/worker/lib/workflow/workflow-worker-thread.js',
};

/** DuckDB's native part finds itself. */
const outside = [/^@duckdb\/node-bindings/];

/** Temporal's native part and the reader of source maps load a file that lies beside their own code: they are told where that was. */
const inPlace = {
  name: 'in-place',
  transform: (/** @type {string} */ code, /** @type {string} */ id) => {
    if (!/[\\/](core-bridge[\\/]common|source-map[\\/]lib[\\/]read-wasm)\.js$/.test(id)) return undefined;
    const path = relative(join(root, 'dist/packed'), id).replaceAll('\\', '/');
    return code.replaceAll('__dirname', `require('node:path').dirname(require.resolve(${JSON.stringify(path)}))`);
  },
};

/** Parts of Temporal's worker that bundle and debug workflows. They bring webpack, and nothing here asks for them when it runs. */
const leftOut = {
  name: 'left-out',
  load: (/** @type {string} */ id) => {
    if (/[\\/]@temporalio[\\/]worker[\\/]lib[\\/]workflow[\\/]bundler\.js$/.test(id))
      return 'exports.defaultWorkflowInterceptorModules = [];';
    return /[\\/]@temporalio[\\/]worker[\\/]lib[\\/]debug-replayer[\\/]index\.js$/.test(id) ? '' : undefined;
  },
};

/**
 * Without it commands start from dist/ itself, only slower: no reason to stop anybody whose Node the packer does not run on.
 * @param {string} dist @param {(line: string) => void} say
 */
export async function pack(dist, say) {
  try {
    const { rolldown } = await import('rolldown');
    const input = Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)]));
    const packing = await rolldown({ input, external: outside, platform: 'node', plugins: [inPlace, leftOut], logLevel: 'silent' });
    await packing.write({ dir: join(dist, 'packed'), format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' });
    await packing.close();
  } catch (error) {
    say(`commands will start slowly: they cannot be packed (${String(error)})`);
  }
}
