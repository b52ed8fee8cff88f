import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startEmbeddedTemporal, type EmbeddedTemporalOptions } from '../../workers/embedded-temporal.js';
import { findTemporalCli } from '../../workers/temporal-cli.js';
import { tempFolder } from '../support/temp-folder.js';
import { gone, runs } from './support/processes.js';

let cliPath: string;
beforeAll(async () => {
  cliPath = (await findTemporalCli({ log: () => undefined })).path;
}, 900_000);

const start = async (options: Partial<EmbeddedTemporalOptions> & { dbFile: string }) => {
  const server = await startEmbeddedTemporal({ cliPath, ui: false, searchAttributes: [], log: () => undefined, ...options });
  onTestFinished(() => server.stop());
  return server;
};

const attributes = async (address: string) => {
  const connection = await Connection.connect({ address });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
  await connection.close();
  return Object.keys(customAttributes);
};

describe('an embedded Temporal', () => {
  test('serves clients with keyword attributes and a month of retention, and leaves nothing running', async () => {
    const dbFile = join(tempFolder(), 'a home', 'temporal.sqlite');
    const server = await start({ dbFile, searchAttributes: ['source', 'feed', 'party', 'status'] });
    expect(await attributes(server.address)).toEqual(expect.arrayContaining(['source', 'feed', 'party', 'status']));
    const connection = await Connection.connect({ address: server.address });
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    await connection.close();
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 86_400);
    expect(server.uiUrl).toBeNull();
    await server.stop();
    await server.ended;
    expect(runs(server.pid)).toBe(false);
    expect(existsSync(`${dbFile}.pid`)).toBe(false);
  });

  test('serves its web UI where it says', async () => {
    const { uiUrl } = await start({ dbFile: join(tempFolder(), 'temporal.sqlite'), ui: true });
    expect((await fetch(uiUrl!)).status).toBe(200);
  });

  test('gives a database of an older version the attributes that it lacks', async () => {
    const dbFile = join(tempFolder(), 'temporal.sqlite');
    await (await start({ dbFile, searchAttributes: ['source'] })).stop();
    const server = await start({ dbFile, searchAttributes: ['source', 'status'] });
    expect(await attributes(server.address)).toEqual(expect.arrayContaining(['source', 'status']));
  });

  test('starts on a database of its own version, and on one of another patch release', async () => {
    const dbFile = join(tempFolder(), 'temporal.sqlite');
    await (await start({ dbFile })).stop();
    const made = readFileSync(`${dbFile}.version`, 'utf8').trim();
    expect(made).toMatch(/^\d+\.\d+\.\d+$/);
    writeFileSync(`${dbFile}.version`, made.replace(/\d+$/, '99'));
    await start({ dbFile });
  });

  test('leaves the database of another version alone, which it cannot serve', async () => {
    const dbFile = join(tempFolder(), 'temporal.sqlite');
    await (await start({ dbFile })).stop();
    const before = readFileSync(dbFile);
    writeFileSync(`${dbFile}.version`, '1.29.1\n');
    await expect(start({ dbFile })).rejects.toMatchObject({ code: 'TEMPORAL_DATABASE_OTHER_VERSION', where: dbFile });
    expect(readFileSync(dbFile).equals(before)).toBe(true);
  });

  test('notices that the server ended, also when only its guard was killed', async () => {
    const server = await start({ dbFile: join(tempFolder(), 'temporal.sqlite') });
    process.kill(parentOf(server.pid), 'SIGKILL');
    await server.ended;
    await gone(server.pid);
  });
});

describe('a killed engine', () => {
  test('takes the server with it', async () => {
    const engine = await startEngine(join(tempFolder(), 'temporal.sqlite'));
    process.kill(engine.pid, 'SIGKILL');
    await gone(engine.server);
  });

  test('takes the server with it when its whole process group is killed', async () => {
    const engine = await startEngine(join(tempFolder(), 'temporal.sqlite'));
    process.kill(-engine.pid, 'SIGKILL');
    await gone(engine.server);
  });

  test('whose guard was killed too leaves a server, which the next start ends', async () => {
    const dbFile = join(tempFolder(), 'temporal.sqlite');
    const engine = await startEngine(dbFile);
    process.kill(engine.pid, 'SIGSTOP');
    process.kill(parentOf(engine.server), 'SIGKILL');
    process.kill(engine.pid, 'SIGKILL');
    expect(runs(engine.server)).toBe(true);
    const said: string[] = [];
    const server = await start({ dbFile, log: (line) => said.push(line) });
    expect(runs(engine.server)).toBe(false);
    expect(runs(server.pid)).toBe(true);
    expect(said.join()).toContain(String(engine.server));
  });

  test('whose process id belongs to another program by now leaves that program alone', async () => {
    const dbFile = join(tempFolder(), 'temporal.sqlite');
    const other = spawn('sleep', ['600']);
    onTestFinished(() => void other.kill());
    writeFileSync(`${dbFile}.pid`, `${other.pid}\n`);
    await start({ dbFile });
    expect(runs(other.pid!)).toBe(true);
  });
});

describe('a server that does not come up', () => {
  const fake = (script: string) => {
    const path = join(tempFolder(), 'temporal');
    writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return path;
  };

  test('is reported with its last words and the file that has them all', async () => {
    const folder = tempFolder();
    const starting = start({ dbFile: join(folder, 'temporal.sqlite'), cliPath: fake('echo "disk on fire"; exit 1') });
    await expect(starting).rejects.toMatchObject({
      code: 'TEMPORAL_NOT_STARTED',
      message: expect.stringContaining('disk on fire') as string,
      where: join(folder, 'logs', 'temporal.log'),
    });
  });

  test('is given up when it does not answer in time, and ended', async () => {
    const folder = tempFolder();
    const starting = start({
      dbFile: join(folder, 'temporal.sqlite'),
      cliPath: fake(`echo $$ > ${folder}/pid; exec sleep 600`),
      patienceMs: 500,
    });
    await expect(starting).rejects.toMatchObject({
      code: 'TEMPORAL_NOT_STARTED',
      message: expect.stringContaining('within 0.5 s') as string,
    });
    await gone(Number(readFileSync(join(folder, 'pid'), 'utf8')));
  });

  test('tries other ports before it says that they are taken', async () => {
    const folder = tempFolder();
    const cli = fake(`echo once more >> ${folder}/tries; echo "listen: bind: address already in use"; exit 1`);
    await expect(start({ dbFile: join(folder, 'temporal.sqlite'), cliPath: cli })).rejects.toMatchObject({ code: 'TEMPORAL_PORT_TAKEN' });
    expect(readFileSync(join(folder, 'tries'), 'utf8').trim().split('\n')).toHaveLength(3);
  });

  test('is reported when the executable is not there', async () => {
    const starting = start({ dbFile: join(tempFolder(), 'temporal.sqlite'), cliPath: '/nowhere/temporal' });
    await expect(starting).rejects.toMatchObject({ code: 'TEMPORAL_NOT_STARTED' });
  });
});

/** Starts test/workers/support/engine.mjs as the leader of a process group. */
async function startEngine(dbFile: string): Promise<{ pid: number; server: number }> {
  const script = fileURLToPath(new URL('support/engine.mjs', import.meta.url));
  const engine = spawn(process.execPath, [script, dbFile], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void engine.kill('SIGKILL'));
  const [line] = (await once(createInterface(engine.stdout), 'line')) as [string];
  const server = (JSON.parse(line) as { pid: number }).pid;
  onTestFinished(() => void (runs(server) && process.kill(server, 'SIGKILL')));
  return { pid: engine.pid!, server };
}

/** Linux only, like the test that needs it. */
function parentOf(pid: number): number {
  return Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
}
