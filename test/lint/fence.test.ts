import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({ cwd: root });

/** Lints a text as if it stood in an existing file of that room (type-aware rules know no other files). */
async function lint(room: string, text: string): Promise<string[]> {
  const file = readdirSync(join(root, room)).find((name) => name.endsWith('.ts'))!;
  const [result] = await eslint.lintText(text, { filePath: join(root, room, file) });
  return result!.messages
    .filter(({ ruleId }) => ruleId !== '@typescript-eslint/no-unused-vars')
    .map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const imports = '@typescript-eslint/no-restricted-imports';

describe('the fence', () => {
  test.each([
    ['workflows', `import { readFileSync } from 'node:fs';`, imports],
    ['workflows', `import { readFileSync } from 'fs';`, imports],
    ['workflows', `import { readFile } from 'fs/promises';`, imports],
    ['workflows', `import type { Stats } from 'node:fs';`, imports],
    ['workflows', `import { z } from 'zod';`, imports],
    ['workflows', `import { judge } from '../activities/ingest.js';`, imports],
    ['workflows', `import { Store } from '../connectors/store.js';`, imports],
    ['workflows', `export { Store } from '../connectors/store.js';`, imports],
    ['workflows', `export const late = () => import('node:fs');`, 'no-restricted-syntax'],
    ['workflows', `export const late = () => import('../activities/ingest.js');`, 'no-restricted-syntax'],
    ['schemas', `import { sep } from 'node:path';`, imports],
    ['schemas', `import { Store } from '../connectors/store.js';`, imports],
    ['connectors', `import { readFile } from '../readers/reader.js';`, imports],
    ['readers', `import { judge } from '../contracts/judge.js';`, imports],
    ['contracts', `import type { Registry } from '../registry/registry.js';`, imports],
    ['registry', `import { Store } from '../connectors/store.js';`, imports],
    ['registry', `import { Store } from '../../connectors/store.js';`, imports],
    ['activities', `import { pull } from '../workflows/pull.js';`, imports],
    ['workers', `import { Registry } from '../registry/registry.js';`, imports],
    ['client', `import { main } from '../cli/main.js';`, imports],
    ['cli', `import { Registry } from '../registry/registry.js';`, imports],
    ['cli', `import { startEmbeddedTemporal } from '../workers/embedded-temporal.js';`, imports],
    ['cli', `import { tempFolder } from '../test/support/temp-folder.js';`, imports],
  ])('%s/ refuses %s', async (room, text, rule) => {
    expect(await lint(room, text)).toContainEqual(expect.stringContaining(`${rule}:`));
  });

  test.each([
    ['workflows', `import type * as ingest from '../activities/ingest.js';\nexport type Doors = typeof ingest;\n`],
    ['workflows', `export { sleep } from '@temporalio/workflow';\n`],
    ['workflows', `export { AssuranceError } from '../schemas/errors/error.js';\n`],
    ['connectors', `export { AssuranceError } from '../schemas/errors/error.js';\nexport { sep } from 'node:path';\n`],
    ['client', `export { startEmbeddedTemporal } from '../workers/embedded-temporal.js';\n`],
  ])('%s/ lets through %s', async (room, text) => {
    expect(await lint(room, text)).toEqual([]);
  });
});

test('a promise that nobody waits for is an error', async () => {
  const text = `async function work(): Promise<void> {\n  await Promise.resolve();\n}\nexport function start(): void {\n  work();\n}\n`;
  expect(await lint('workflows', text)).toContainEqual(expect.stringContaining('@typescript-eslint/no-floating-promises:'));
});

test('a promise where a truth value is asked for is an error', async () => {
  const text = `async function ready(): Promise<boolean> {\n  return await Promise.resolve(true);\n}\nexport const start = () => (ready() ? 1 : 2);\n`;
  expect(await lint('workflows', text)).toContainEqual(expect.stringContaining('@typescript-eslint/no-misused-promises:'));
});
