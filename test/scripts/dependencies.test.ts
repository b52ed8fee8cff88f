import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
type Lists = Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;
const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Lists;
const all = { ...dependencies, ...devDependencies };

test('every dependency is pinned to one version', () => {
  const loose = Object.entries(all).filter(([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  expect(loose).toEqual([]);
});

test('the page of decisions gives a reason for every dependency, and for nothing else', () => {
  const page = read('docs/decisions/005-dependencies.md');
  const named = [...page.matchAll(/^\| `([^`]+)` +\| .+\|$/gm)].map(([, name]) => name!);
  expect(named.sort()).toEqual(Object.keys(all).sort());
});

test('the lock file knows every package that another one asks for, those of other platforms too', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, Pick<Lists, 'dependencies' | 'optionalDependencies'>>;
  };
  const known = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)));
  const asked = Object.values(packages).flatMap((entry) => Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }));
  expect(asked.filter((name) => !known.has(name))).toEqual([]);
});

test('all Temporal packages stand at one version', () => {
  const versions = Object.entries(all)
    .filter(([name]) => name.startsWith('@temporalio/'))
    .map(([, version]) => version);
  expect(new Set(versions).size).toBe(1);
});
