import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtureProject } from './fixture.js';
import { assurance, bin } from './run.js';

const project = fixtureProject();
const escape = '\u001b';

function shell(script: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', `set -o pipefail; ${script}`], {
      cwd: project.folder,
      env: { ...process.env, BIN: `${process.execPath} ${bin}` },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('a reader who goes away', () => {
  it('is no failure: `| head` leaves no complaint', async () => {
    const { code, stdout, stderr } = await shell('$BIN query "select * from range(300000)" --format csv | head -n 2');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'range\n0\n', stderr: '' });
  });

  it('does not change the exit code of the command', async () => {
    expect((await shell('$BIN status | true')).code).toBe(3);
  });
});

describe('colours', () => {
  it('are not used in a pipe', async () => {
    expect((await assurance(project.folder, ['status'])).stdout).not.toContain(escape);
  });

  it('are used when asked for, and the words are the same without', async () => {
    const plain = await assurance(project.folder, ['status']);
    const coloured = await assurance(project.folder, ['status'], { env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain(escape);

    expect(coloured.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
  });

  it('NO_COLOR wins', async () => {
    expect((await assurance(project.folder, ['status'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain(escape);
  });
});

describe('width', () => {
  it.each(['40', '80', '120'])('COLUMNS=%s is kept by every table', async (columns) => {
    const { stdout } = await assurance(project.folder, ['status'], { env: { COLUMNS: columns } });
    const tables = stdout.split('\n').slice(4);
    for (const line of tables) expect([...line].length, line).toBeLessThanOrEqual(Number(columns));
  });
});

it('an absolute project folder works from anywhere', async () => {
  const { code } = await assurance(path.parse(project.folder).root, ['--project', project.folder, 'quarantine', 'list']);
  expect(code).toBe(0);
});
