import { describe, expect, test } from 'vitest';
import { measure } from '../../bench/harness/measure.js';
import { median } from '../../bench/report/summary.js';
import { withSection } from '../../bench/report/sections.js';
import { tempFolder } from '../support/temp-folder.js';

const node = (script: string) => measure([process.execPath, '-e', script], { cwd: tempFolder() });

describe('a measured program', () => {
  test('tells its exit code and what it printed', async () => {
    const { code, stdout, said } = await node(`console.log('out'); console.error('err'); process.exitCode = 3`);
    expect({ code, stdout, said }).toEqual({ code: 3, stdout: 'out\n', said: 'err\n' });
  });

  test.runIf(process.platform === 'linux')('counts the memory and the CPU of its children', async () => {
    const child = `const held = Buffer.alloc(300e6, 1); const until = Date.now() + 1000; while (Date.now() < until) held[0]++;`;
    const { peak_bytes, cpu_seconds } = await node(
      `require('child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(child)}])`,
    );
    expect(peak_bytes).toBeGreaterThan(300e6);
    expect(cpu_seconds).toBeGreaterThan(0);
  });
});

test('a run replaces its own section of the results and leaves the others as they are', () => {
  const one = withSection('', 'b', '## B');
  const two = withSection(one, 'a', '## A, first');
  expect(withSection(two, 'a', '## A, again')).toBe(two.replace('first', 'again'));
  expect(two.indexOf('## A')).toBeLessThan(two.indexOf('## B'));
});

test('the median is a time that was measured', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2);
});
