import { WithStartWorkflowOperation } from '@temporalio/client';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readSnapshot } from '../../registry/snapshot.js';
import type { CaseAnswer, CaseWatch } from '../../schemas/case/request.js';
import { caseWorkflowId, messages, taskQueues, type CaseStep } from '../../schemas/runs.js';
import type { caseWorkflow } from '../../workflows/case.js';
import { good, Program, shipments, up } from './support/program.js';
import { temporalServer, type Server } from './support/temporal.js';

/** Nobody writes this; where it shows up outside the registry, it leaked. */
const secret = 'Quixotically broken at Ms Zebulon';

test('a case is watched until it is closed, also after the database of the server was lost, and what it says stays in the registry', async () => {
  const program = new Program([{ id: 'pos' }, { id: 'shipments', feed: 'shipments' }]);
  onTestFinished(() => program.remove());
  program.put('pos', 'pos.csv', good('C1'));
  program.put('shipments', 'shipments.csv', shipments('C1'));
  let engine = await up(program);
  onTestFinished(() => engine.stop());
  await engine.client.pull();
  const asked = { serial_number: 'C1', severity: 3, summary: secret, party: 'NORTHGATE', by: 'service desk' };
  const { case_id } = await engine.client.cases.open(asked);
  expect(await engine.client.cases.open(asked)).toEqual({ case_id, already_recorded: true, status: 'new', level: 1 });
  await engine.client.cases.step({ case_id, kind: 'assigned', assigned_to: secret });
  const runs = async () => {
    const found = [];
    for await (const { workflowId } of engine.temporal.workflow.list({ query: "WorkflowType = 'case' AND ExecutionStatus = 'Running'" }))
      found.push(workflowId);
    return found;
  };
  const histories = async () => {
    const history = await engine.temporal.workflow.getHandle(caseWorkflowId(case_id)).fetchHistory();
    return JSON.stringify(history, (key, value: unknown) => (key === 'data' ? Buffer.from(value as string, 'base64').toString() : value));
  };
  const said = [await histories()];

  await engine.stop();
  for (const name of readdirSync(engine.loaded.home)) if (name.startsWith('temporal.sqlite')) rmSync(join(engine.loaded.home, name));
  engine = await up(program);
  await expect.poll(runs, { timeout: 20_000 }).toEqual([caseWorkflowId(case_id)]);
  await engine.client.cases.step({ case_id, kind: 'noted', text: secret });
  await engine.client.cases.step({ case_id, kind: 'closed', text: secret, by: 'service desk' });
  await engine.temporal.workflow.getHandle(caseWorkflowId(case_id)).result();
  await expect(engine.client.cases.step({ case_id, kind: 'noted', text: secret })).rejects.toMatchObject({
    code: 'CASE_STEP_REFUSED',
    message: expect.stringContaining('closed') as string,
  });
  said.push(await histories());

  const events = await readSnapshot(engine.loaded.home, 'SELECT kind FROM case_events ORDER BY step');
  expect(events.map((e) => e['kind'])).toEqual(['opened', 'assigned', 'noted', 'closed']);
  expect(said.join()).toContain(`{\\"case_id\\":\\"${case_id}\\"`);
  expect(said.join()).not.toContain(secret);
  for (const file of readdirSync(join(engine.loaded.home, 'logs'), { recursive: true }).map(String)) {
    const path = join(engine.loaded.home, 'logs', file);
    if (statSync(path).isFile()) expect(readFileSync(path, 'utf8')).not.toContain(secret);
  }
  expect(readdirSync(join(engine.loaded.staging, 'cases'))).toEqual([]);
});

let server: Server;
beforeAll(async () => void (server = await temporalServer()));
afterAll(() => server.stop());

const step = (case_id: string, event_id: string): Promise<CaseAnswer> =>
  server.client.workflow.executeUpdateWithStart<typeof caseWorkflow, CaseAnswer, [CaseStep]>(messages.step, {
    args: [{ case_id, event_id }],
    startWorkflowOperation: new WithStartWorkflowOperation<typeof caseWorkflow>('case', {
      workflowId: caseWorkflowId(case_id),
      taskQueue: taskQueues.ingest,
      args: [{ case_id, step_follows: true }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    }),
  });

test('it wakes up when the response is due, publishes that it is overdue, and sleeps on until something happens', async () => {
  const told: string[] = [];
  let due = false;
  let open = true;
  const activities = {
    recordCase: async ({ event_id, case_id }: CaseStep): Promise<CaseAnswer> => {
      told.push(event_id);
      if (event_id === 'close') open = false;
      return { done: { case_id, already_recorded: false, status: open ? 'new' : 'closed', level: 1 } };
    },
    watchCase: async (): Promise<CaseWatch> => {
      const became_overdue = due;
      told.push(became_overdue ? 'overdue' : open ? 'looks' : 'over');
      due = false;
      if (!told.includes('looks again') && !became_overdue && open) {
        // The next time that it looks is when the timer has fired.
        due = true;
        told.push('looks again');
        return { open, wait_ms: 1, became_overdue };
      }
      return { open, wait_ms: null, became_overdue };
    },
    publish: async () => void told.push('published'),
  };
  await server.serving(activities, async () => {
    await step('W1', 'open');
    await expect.poll(() => told.slice(-2), { timeout: 20_000 }).toEqual(['overdue', 'published']);
    await step('W1', 'close');
    await server.client.workflow.getHandle(caseWorkflowId('W1')).result();
  });
  expect(told).toEqual(['open', 'published', 'looks', 'looks again', 'overdue', 'published', 'close', 'published', 'over']);
});

test('a long life goes on in a new run when the history is long, and every step is taken once', async () => {
  const told: string[] = [];
  let open = true;
  const activities = {
    recordCase: async ({ event_id, case_id }: CaseStep): Promise<CaseAnswer> => {
      told.push(event_id);
      if (event_id === 'close') open = false;
      return { done: { case_id, already_recorded: false, status: open ? 'assigned' : 'closed', level: 1 } };
    },
    watchCase: async (): Promise<CaseWatch> => ({ open, wait_ms: null, became_overdue: false }),
    publish: async () => undefined,
  };
  const statuses = async () => {
    const found = [];
    for await (const { status } of server.client.workflow.list({ query: `WorkflowId = '${caseWorkflowId('W3')}'` }))
      found.push(status.name);
    return [...new Set(found)].sort();
  };
  const notes: string[] = [];
  await server.serving(activities, async () => {
    await step('W3', 'open');
    // Several at a time, so that some arrive while the run ends and the next one begins. How many a run takes depends on how many of
    // them the server hands over in one task, so there are as many as it needs.
    const run = async () => (await server.client.workflow.getHandle(caseWorkflowId('W3')).describe()).runId;
    const first = await run();
    const person = async () => {
      while (notes.length < 1_000 && (await run()) === first) {
        const note = `note ${notes.length}`;
        notes.push(note);
        expect(await step('W3', note)).toHaveProperty('done');
      }
    };
    await Promise.all(Array.from({ length: 4 }, person));
    await expect.poll(statuses, { timeout: 20_000 }).toEqual(['CONTINUED_AS_NEW', 'RUNNING']);
    await step('W3', 'close');
    await server.client.workflow.getHandle(caseWorkflowId('W3')).result();
  });
  expect(told.toSorted()).toEqual(['open', ...notes, 'close'].toSorted());
  expect(told.at(-1)).toBe('close');
}, 120_000);

test('it ends when nothing was opened', async () => {
  const refused: CaseAnswer = { refused: { code: 'CASE_UNKNOWN', case_id: 'W2', status: null, level: null, allowed: [] } };
  const activities = {
    recordCase: async () => refused,
    watchCase: async (): Promise<CaseWatch> => ({ open: false, wait_ms: null, became_overdue: false }),
  };
  await server.serving(activities, async () => {
    expect(await step('W2', 'note')).toEqual(refused);
    await server.client.workflow.getHandle(caseWorkflowId('W2')).result();
  });
});
