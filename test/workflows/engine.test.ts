import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { engineState } from '../../client/engine-state.js';
import { connect, startUp } from '../../client/index.js';
import { startEmbeddedTemporal } from '../../workers/embedded-temporal.js';
import { findTemporalCli } from '../../workers/temporal-cli.js';
import { runs as isRunning } from '../workers/support/processes.js';
import { call, good, Program, quiet, running } from './support/program.js';

test('`up` is joined by every other command, refuses a second `up`, and takes its traces along', async () => {
  const program = new Program([{ id: 'a' }]);
  onTestFinished(() => program.remove());
  program.put('a', 'a.csv', good('A1'));
  const loaded = await program.load();
  const engine = await startUp(loaded, { onLog: quiet });
  try {
    expect(engine.uiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(engine.schedules).toEqual(['decide-daily']);
    expect(await engineState(loaded.home)).toMatchObject({ running: true, role: 'up', pid: process.pid, address: engine.address });
    await expect(startUp(loaded, { onLog: quiet })).rejects.toMatchObject({ code: 'ALREADY_UP' });

    const told: string[] = [];
    const [one, other] = [connect(loaded, { onLog: (line) => told.push(line) }), connect(loaded, { onLog: (line) => told.push(line) })];
    await Promise.all([one.pull(), other.runs()]);
    await Promise.all([one.close(), other.close()]);
    expect(told).toEqual([]);
    // What it was started with is not what the file says now: whoever comes is told.
    program.writeProject([{ id: 'a' }, { id: 'b' }]);
    const late = connect(await program.load(), { onLog: (line) => told.push(line) });
    expect((await late.pull({ sources: ['b'] })).problems).toMatchObject([{ source_id: 'b', code: 'SOURCE_UNKNOWN' }]);
    await late.close();
    expect(told).toEqual([expect.stringContaining('earlier project file')]);
    program.writeProject([{ id: 'a' }]);
    // Commands come and go, it stays.
    expect(await call(program, (client) => client.schedules.list())).toMatchObject([{ schedule: 'decide-daily', paused: false }]);
  } finally {
    await engine.stop();
  }
  expect(await engineState(loaded.home)).toMatchObject({ running: false });
  expect(existsSync(join(loaded.home, 'engine.json'))).toBe(false);
});

test('a command on its own leaves nothing running, whatever happens, and the next one waits for it', async () => {
  const program = new Program([{ id: 'a' }]);
  onTestFinished(() => program.remove());
  program.put('a', 'a.csv', good('A1'));
  const loaded = await program.load();
  const told: string[] = [];
  const both = [connect(loaded, { onLog: quiet }), connect(loaded, { onLog: (line) => told.push(line) })] as const;
  const reports = await Promise.all(both.map((client) => client.pull().finally(() => client.close())));
  expect(reports.map((r) => r.deliveries[0]!.status).sort()).toEqual(['accepted', 'duplicate']);

  const interrupted = new AbortController();
  const client = connect(loaded, { onLog: quiet, signal: interrupted.signal });
  let pid = 0;
  const pulling = client.pull({
    onProgress: () => {
      pid = Number(readFileSync(join(loaded.home, 'temporal.sqlite.pid'), 'utf8'));
      interrupted.abort();
    },
  });
  await expect(pulling).rejects.toMatchObject({ code: 'INTERRUPTED' });
  await client.close();
  expect(isRunning(pid)).toBe(false);
  expect(existsSync(join(loaded.home, 'engine.lock'))).toBe(false);
});

test('a waiver and a decision of the day go the same way', async () => {
  const { client } = await running([{ id: 'a' }], (program) => program.put('a', 'a.csv', good('W1')));
  await client.pull();
  const waiver = { serial_number: ' w1 ', until: '2026-12-31', by: 'vice president', reason: 'goodwill' };
  const first = await client.waive(waiver);
  expect(first).toMatchObject({ product_number: 'LS-100', serial_number: 'W1', already_recorded: false, eligibility: 'eligible' });
  expect(first.reasons[0]).toBe('WAIVED');
  expect(await client.waive(waiver)).toMatchObject({ decision_id: first.decision_id, already_recorded: true });
  await expect(client.waive({ ...waiver, serial_number: 'W2' })).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
  expect(await client.decide()).toMatchObject({ assets_changed: 0 });
});

test('a server that the environment names is used instead of an embedded one, and gets what it lacks', async () => {
  const program = new Program([{ id: 'a' }]);
  const elsewhere = new Program([]);
  onTestFinished(() => [program, elsewhere].forEach((p) => p.remove()));
  program.put('a', 'a.csv', good('A1'));
  const { path: cliPath } = await findTemporalCli({ log: quiet });
  const server = await startEmbeddedTemporal({
    cliPath,
    dbFile: join(elsewhere.folder, 't.sqlite'),
    ui: false,
    searchAttributes: [],
    log: quiet,
  });
  try {
    vi.stubEnv('TEMPORAL_ADDRESS', server.address);
    const report = await call(program, (client) => client.pull());
    expect(report.deliveries).toMatchObject([{ status: 'accepted' }]);
    expect(await call(program, (client) => client.runs())).toContainEqual(
      expect.objectContaining({ kind: 'pull', source: 'a', status: 'done' }),
    );
    expect(existsSync(join(program.folder, 'var', 'temporal.sqlite'))).toBe(false);
  } finally {
    await server.stop();
  }
  await expect(call(program, (client) => client.runs())).rejects.toMatchObject({ code: 'TEMPORAL_UNREACHABLE', where: server.address });
  vi.unstubAllEnvs();
});
