/**
 * node_modules as package-lock.json says. A marker inside node_modules names the lock file it was made from; a developer's own
 * `npm install` is recognised through the list that npm itself keeps there, so nothing is installed twice.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';

const modules = join(root, 'node_modules');
const marker = join(modules, '.assurance-setup');

/** @returns {boolean} whether node_modules is what the lock file asks for on this kind of machine */
export function installed() {
  return existsSync(marker) && readFileSync(marker, 'utf8') === wanted();
}

/** @param {(line: string) => void} say */
export async function install(say) {
  if (installed()) return;
  if (!matchesLock()) {
    say('installing packages from package-lock.json (npm ci)');
    const npm = process.env.npm_execpath;
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    await (npm?.endsWith('npm-cli.js') ? run(process.execPath, [npm, ...args]) : run('npm', args));
  }
  linkOwnCommand();
  writeFileSync(marker, wanted());
}

/** Native parts differ by platform, so a folder that was copied to another kind of machine counts as stale. */
function wanted() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${process.platform} ${process.arch}\n`;
}

/** Compares the lock file with npm's own record of what it put into node_modules. */
function matchesLock() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const asked = packages(join(root, 'package-lock.json'));
  const present = packages(record);
  return Object.entries(asked).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    return found === undefined ? entry.optional === true : found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * @param {string} lockFile
 * @returns {Record<string, {version?: string, integrity?: string, optional?: boolean}>}
 */
function packages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** `npx assurance` looks into node_modules/.bin, where npm links what a package depends on but not the package's own command. */
function linkOwnCommand() {
  const link = join(modules, '.bin', 'assurance');
  if (process.platform === 'win32' || existsSync(link)) return;
  mkdirSync(join(modules, '.bin'), { recursive: true });
  symlinkSync(join('..', '..', 'bin', 'assurance.js'), link);
}
