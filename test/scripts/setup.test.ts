import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { tempFolder } from '../support/temp-folder.js';

// Compiles and bundles several times, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 300_000 });

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A checkout with the real set-up, a source or two, and an npm that links this repository's packages in place of downloading them. */
function checkout() {
  const folder = tempFolder();
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const lock = (version: string) =>
    write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/thing': { version, integrity: `sha-${version}` } } }));
  for (const part of ['scripts/setup', 'scripts/setup.mjs', 'bin', 'tsconfig.json', 'tsconfig.build.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  write('package.json', '{ "type": "module" }');
  lock('1.0.0');
  write('cli/main.ts', `export const main = (args: string[]) => console.log('ran', ...args);\n`);
  write('workflows/index.ts', `export const wait = async (): Promise<void> => undefined;\n`);
  write('npm/package.json', '{ "type": "commonjs" }');
  write(
    'npm/npm-cli.js',
    `const { cpSync, appendFileSync, mkdirSync, rmSync, symlinkSync } = require('node:fs');
     appendFileSync('installs', process.argv.slice(2).join(' ') + '\\n');
     rmSync('node_modules', { recursive: true, force: true });
     mkdirSync('node_modules/.bin', { recursive: true });
     for (const name of ['typescript', '@types', 'undici-types', '@temporalio', 'rolldown', '@rolldown', '@oxc-project']) symlinkSync(${JSON.stringify(join(root, 'node_modules'))} + '/' + name, 'node_modules/' + name);
     cpSync('package-lock.json', 'node_modules/.package-lock.json');`,
  );
  const env = { ...process.env, npm_execpath: join(folder, 'npm/npm-cli.js') };
  const setup = () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, ['scripts/setup.mjs', '--build-only'], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: '' });
    return stderr;
  };
  const installs = () => readFileSync(join(folder, 'installs'), 'utf8').trim().split('\n').length;
  return { folder, env, write, lock, setup, installs, has: (path: string) => existsSync(join(folder, path)) };
}

test('a fresh checkout is installed and built, and typing it again does nothing', () => {
  const { setup, installs, has } = checkout();
  expect(setup()).toMatch(/installing[\s\S]*building/);
  for (const made of ['dist/cli/main.js', 'dist/workflow-bundle.js', 'node_modules/.bin/assurance']) expect(has(made), made).toBe(true);
  expect(setup()).toBe('');
  expect(installs()).toBe(1);
});

test('a changed source is built, and a deleted one leaves nothing behind', () => {
  const { folder, setup, write, has, installs } = checkout();
  write('cli/old.ts', 'export const old = true;\n');
  setup();
  expect(has('dist/cli/old.js')).toBe(true);
  rmSync(join(folder, 'cli/old.ts'));
  write('cli/young.ts', 'export const young = true;\n');
  expect(setup()).toContain('building');
  expect(has('dist/cli/old.js')).toBe(false);
  expect(has('dist/cli/young.js')).toBe(true);
  expect(has('dist/workflow-bundle.js')).toBe(true);
  expect(installs()).toBe(1);
});

test('packages are installed again when the lock file asks for others, and not when somebody has installed them already', () => {
  const { folder, setup, lock, installs } = checkout();
  setup();
  lock('2.0.0');
  setup();
  expect(installs()).toBe(2);
  lock('3.0.0');
  cpSync(join(folder, 'package-lock.json'), join(folder, 'node_modules/.package-lock.json'));
  setup();
  expect(installs()).toBe(2);
});

test('two at once install and build once, and a dead one blocks nobody', async () => {
  const { folder, env, write, installs } = checkout();
  const dead = spawn(process.execPath, ['-e', '']);
  await once(dead, 'exit');
  write('.setup.lock', String(dead.pid));
  const start = () => spawn(process.execPath, ['scripts/setup.mjs', '--build-only'], { cwd: folder, env, stdio: 'ignore' });
  const ends = await Promise.all([once(start(), 'exit'), once(start(), 'exit')]);
  expect(ends).toEqual([
    [0, null],
    [0, null],
  ]);
  expect(installs()).toBe(1);
  expect(existsSync(join(folder, '.setup.lock'))).toBe(false);
});

test('a command typed in a checkout that was never set up prepares it, and prints nothing but its own output', () => {
  const { folder, env } = checkout();
  const command = execFileSync(process.execPath, ['bin/assurance.js', 'status'], {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(command).toBe('ran status\n');
});

test('what the compiler says is shown when it fails, and nothing half-built is left', () => {
  const { folder, env, write, has } = checkout();
  write('cli/main.ts', 'export const main = (\n');
  const { status, stderr } = spawnSync(process.execPath, ['scripts/setup.mjs', '--build-only'], { cwd: folder, env, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('cli/main.ts');
  expect(has('dist')).toBe(false);
});

test('a Node builtin in a workflow is named when the workflows cannot be bundled', () => {
  const { folder, env, write } = checkout();
  write('workflows/index.ts', `export { readFileSync } from 'node:fs';\n`);
  const { status, stderr } = spawnSync(process.execPath, ['scripts/setup.mjs', '--build-only'], { cwd: folder, env, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('node:fs');
});
