import { afterEach, describe, expect, it } from 'vitest';
import type { CaseAnswer, CaseRequest } from '../../schemas/case/request.js';
import { agreement, party, product, Program, sale, shipment, sources, type FactRow } from './support/program.js';

let program: Program;
afterEach(async () => program.close());

const folder = { type: 'folder', path: './inbox/cases' };
const withCases = { sources: [...sources(), { id: 'partner-cases', party: 'PARTNER', feed: 'cases', connector: folder }] };
/** The registry's clock is the time of day of a request on 2026-07-01, a Wednesday. */
const at = (time: string) => `2026-07-01T${time}:00.000Z`;

/** S1 is sold and under warranty, P1 is under PAMS by PARTNER, X1 is refused, N1 is in stock as far as anybody said. */
async function start(project: object = withCases): Promise<void> {
  program = await Program.make({ timezone: 'UTC', ...project });
  await program.deliver(
    { source: 'products', rows: [product()] },
    { source: 'parties', rows: [party('DIST', 'distributor'), party('PARTNER', 'partner', { expert_video_partner: true })] },
    {
      source: 'shipments',
      rows: [shipment('S1'), shipment('P1'), shipment('N1', { shipped_on: '2026-06-25' }), shipment('X1', { shipped_on: '2025-11-01' })],
    },
    { source: 'dist-pos', rows: [sale('S1'), sale('P1')] },
    { source: 'sales-out', rows: [agreement('P1')] },
  );
}

type Request = CaseRequest extends infer R
  ? R extends CaseRequest
    ? Omit<R, 'event_id' | 'case_id' | 'by' | 'at'> & Partial<R>
    : never
  : never;
let told = 0;
const ask = (request: Request, time = '09:00', case_id = 'C1'): Promise<CaseAnswer> =>
  program.registry.recordCase({ event_id: `e${(told += 1)}`, case_id, by: 'service desk', at: at(time), ...request });
const opening = (serial_number: string, more: object = {}) => ({
  ...{
    kind: 'opened' as const,
    product_number: 'CAM-1',
    serial_number,
    severity: 4,
    summary: 'no picture',
    party_id: null,
    override: null,
  },
  ...more,
});
const theCase = async (id = 'C1') => (await program.read(`SELECT * FROM cases WHERE case_id = '${id}'`))[0];
const kinds = async () =>
  (await program.read("SELECT kind FROM findings WHERE kind LIKE 'CASE%' AND state = 'open' ORDER BY 1")).map((row) => row['kind']);

describe('opening a case', () => {
  it('asks for the verdict of the day and puts it on record', async () => {
    await start();
    expect(await ask(opening('P1'))).toEqual({ done: { case_id: 'C1', already_recorded: false, status: 'new', level: 1 } });
    expect(await theCase()).toMatchObject({
      ...{
        party_id: 'PARTNER',
        status: 'new',
        level: '1',
        severity: 4,
        origin: 'assurance',
        opened_verdict: 'eligible',
        verdict: 'eligible',
      },
      ...{
        opened_at: at('09:00'),
        respond_by: '2026-07-03T17:00:00.000Z',
        opened_by: 'service desk',
        override_by: null,
        overdue: false,
        summary: 'no picture',
      },
    });
  });

  it('refuses a unit whose service is refused, with the reason; a named role may override that on record', async () => {
    await start();
    expect(await ask(opening('X1'))).toMatchObject({
      refused: { code: 'CASE_UNIT_REFUSED', unit: { serial_number: 'X1', eligibility: 'ineligible', reasons: ['NO_POS_RECORD'] } },
    });
    expect(await theCase()).toBeUndefined();
    expect(await ask(opening('X1', { override: 'hospital' }))).toHaveProperty('done');
    expect(await theCase()).toMatchObject({ opened_verdict: 'ineligible', override_by: 'service desk', override_reason: 'hospital' });
    expect(await kinds()).toEqual(['CASE_ON_REFUSED_UNIT']);
  });

  it('refuses an unknown unit, and one that nobody serves when nobody is named who keeps the case', async () => {
    await start();
    expect(await ask(opening('Z9'))).toMatchObject({ refused: { code: 'CASE_UNIT_UNKNOWN' } });
    expect(await ask(opening('Z9', { override: 'seen on site' }))).toMatchObject({ refused: { code: 'CASE_PARTY_NEEDED' } });
    expect(await ask(opening('Z9', { override: 'seen on site', party_id: 'PARTNER' }))).toHaveProperty('done');
    expect(await theCase()).toMatchObject({ opened_verdict: 'unknown', party_id: 'PARTNER' });
    expect(await kinds()).toEqual(['CASE_ON_UNKNOWN_UNIT']);
  });

  it('takes a unit that is in stock as far as anybody said, which is a finding', async () => {
    await start();
    await ask(opening('N1', { party_id: 'PARTNER', override: 'not needed' }));
    expect(await theCase()).toMatchObject({ opened_verdict: 'in_channel', override_by: null });
    expect(await kinds()).toEqual(['CASE_ON_UNSOLD_UNIT']);
    await program.deliver({ source: 'dist-pos', rows: [sale('N1', { invoice_date: '2026-06-28' })] });
    expect(await theCase()).toMatchObject({ opened_verdict: 'in_channel', verdict: 'eligible' });
    expect(await kinds()).toEqual([]);
  });
});

describe('the steps of a case', () => {
  it('are taken in their order, and told twice they change nothing', async () => {
    await start();
    await ask(opening('P1', { event_id: 'e-open' }));
    expect(await ask(opening('P1', { event_id: 'e-open' }))).toMatchObject({ done: { already_recorded: true } });
    expect(await ask(opening('P1'))).toMatchObject({ done: { already_recorded: true } });
    expect(await ask(opening('P1', { severity: 1 }))).toMatchObject({ refused: { code: 'CASE_STEP_REFUSED', status: 'new' } });
    await ask({ kind: 'assigned', assigned_to: 'E-1' }, '09:30');
    expect(await ask({ kind: 'assigned', assigned_to: 'E-1' }, '09:40')).toMatchObject({ done: { already_recorded: true } });
    expect(await ask({ kind: 'escalated', level: 3, text: null }, '10:00')).toMatchObject({
      refused: { code: 'CASE_LEVEL_REFUSED', status: 'assigned', level: 1, served_by: 'PARTNER' },
    });
    await ask({ kind: 'escalated', level: null, text: null }, '10:00');
    expect(await ask({ kind: 'escalated', level: null, text: 'logs attached' }, '10:10')).toMatchObject({
      done: { level: 3, status: 'escalated' },
    });
    await ask({ kind: 'noted', text: 'part on its way' }, '10:20');
    // The clock may stand still, the order does not.
    await ask({ kind: 'closed', text: 'replaced' }, '10:20');
    expect(await theCase()).toMatchObject({
      status: 'closed',
      level: '3',
      responded_at: at('09:30'),
      closed_at: '2026-07-01T10:20:00.001Z',
    });
    expect(await ask({ kind: 'noted', text: 'thanks' })).toMatchObject({
      refused: { code: 'CASE_STEP_REFUSED', status: 'closed', allowed: [] },
    });
    expect(await program.read('SELECT kind, level, assigned_to, text FROM case_events ORDER BY step')).toEqual([
      { kind: 'opened', level: null, assigned_to: null, text: 'no picture' },
      { kind: 'assigned', level: null, assigned_to: 'E-1', text: null },
      { kind: 'escalated', level: '2', assigned_to: null, text: null },
      { kind: 'escalated', level: '3', assigned_to: null, text: 'logs attached' },
      { kind: 'noted', level: null, assigned_to: null, text: 'part on its way' },
      { kind: 'closed', level: null, assigned_to: null, text: 'replaced' },
    ]);
  });

  it('do not go to level 3 where the manufacturer serves on all levels', async () => {
    await start();
    await ask(opening('S1'));
    expect(await theCase()).toMatchObject({ party_id: 'manufacturer' });
    await ask({ kind: 'escalated', level: 2, text: null });
    expect(await ask({ kind: 'escalated', level: null, text: null })).toMatchObject({
      refused: { code: 'CASE_LEVEL_REFUSED', level: 2, served_by: 'manufacturer' },
    });
  });

  it('need a case that is known and kept here', async () => {
    await start();
    expect(await ask({ kind: 'closed', text: null })).toMatchObject({ refused: { code: 'CASE_UNKNOWN' } });
    await program.deliver({ source: 'partner-cases', rows: [row('PC-1')] });
    expect(await ask({ kind: 'closed', text: null }, '09:00', 'PC-1')).toMatchObject({
      refused: { code: 'CASE_KEPT_ELSEWHERE', party_id: 'PARTNER' },
    });
  });
});

describe('the response clock', () => {
  it('is overdue from when it was due, however late that is noticed, and no more once it is answered', async () => {
    await start({ ...withCases, call_centers: [{ party: 'PARTNER', opens: '00:00', closes: '24:00', days: ['TUE', 'WED'] }] });
    await ask(opening('P1', { severity: 1 }), '00:00');
    await program.reopen({ as_of: '2026-07-02' });
    expect(await program.registry.watchCase('C1')).toEqual({ open: true, wait_ms: null, became_overdue: true });
    expect(await program.registry.watchCase('C1')).toEqual({ open: true, wait_ms: null, became_overdue: false });
    expect(await kinds()).toEqual(['CASE_OVERDUE']);
    await ask({ kind: 'assigned', assigned_to: 'E-1' });
    expect(await theCase()).toMatchObject({ overdue: true, status: 'assigned', respond_by: at('01:00') });
    expect(await kinds()).toEqual([]);
    expect(await program.read("SELECT happened_at FROM case_events WHERE kind = 'overdue'")).toEqual([{ happened_at: at('01:00') }]);
    await ask({ kind: 'closed', text: null });
    expect(await program.registry.watchCase('C1')).toEqual({ open: false, wait_ms: null, became_overdue: false });
  });

  it('puts a late answer on record as late when nobody watched', async () => {
    await start();
    await ask(opening('P1', { severity: 2 }));
    await ask({ kind: 'noted', text: 'called back' }, '16:00');
    expect(await program.read('SELECT kind, happened_at FROM case_events ORDER BY step')).toEqual([
      { kind: 'opened', happened_at: at('09:00') },
      { kind: 'overdue', happened_at: at('13:00') },
      { kind: 'noted', happened_at: at('16:00') },
    ]);
    expect(await theCase()).toMatchObject({ overdue: true, responded_at: at('16:00') });
  });
});

const row = (case_id: string, more: FactRow = {}): FactRow => ({
  ...{ case_id, party_id: 'PARTNER', product_number: 'CAM-1', serial_number: 'P1', opened_at: '2026-06-10T15:00:00Z' },
  ...{ severity: 3, status: 'new', level: null, closed_at: null, summary: 'flickers' },
  ...more,
});

describe('cases of a partner', () => {
  it('stand as the latest row says, and their rows are their history', async () => {
    await start();
    const late = {
      source: 'partner-cases',
      order: '2',
      rows: [row('PC-1', { status: 'closed', level: '2', closed_at: '2026-06-12T09:00:00Z' })],
    };
    const middle = { source: 'partner-cases', order: '1', rows: [row('PC-1', { status: 'escalated', level: 'L2' })] };
    await program.deliver(late);
    await program.deliver({ source: 'partner-cases', order: '0', rows: [row('PC-1')] });
    await program.deliver(middle);
    expect(await theCase('PC-1')).toMatchObject({
      status: 'closed',
      level: '2',
      closed_at: '2026-06-12T09:00:00.000Z',
      origin: 'feed',
      overdue: false,
    });
    expect(
      (await program.read('SELECT kind, level FROM case_events ORDER BY step')).map((e) => `${String(e['kind'])} ${String(e['level'])}`),
    ).toEqual(['opened 1', 'escalated 2', 'closed 2']);
    expect(await kinds()).toEqual([]);
  });

  it('are overdue while nobody has taken them up, and findings say what else is odd', async () => {
    await start();
    await program.deliver({
      source: 'partner-cases',
      order: '1',
      rows: [
        row('PC-1'),
        row('PC-2', { status: 'assigned', serial_number: 'X1' }),
        row('PC-3', { status: 'closed', closed_at: '2026-06-11T15:00:00Z' }),
        row('PC-4', { status: 'assigned', serial_number: 'Z9' }),
        row('PC-5', { status: 'escalated', level: '3', serial_number: 'S1' }),
      ],
    });
    await program.deliver({ source: 'partner-cases', order: '2', rows: [row('PC-3', { status: 'assigned' })] });
    expect(await program.read("SELECT kind, detail FROM findings WHERE kind LIKE 'CASE%' ORDER BY 1")).toEqual([
      { kind: 'CASE_LEVEL_WITHOUT_PAMS', detail: expect.stringContaining('case PC-5, kept by PARTNER') as string },
      { kind: 'CASE_ON_REFUSED_UNIT', detail: expect.stringContaining('NO_POS_RECORD') as string },
      { kind: 'CASE_ON_UNKNOWN_UNIT', detail: expect.stringContaining('case PC-4, kept by PARTNER') as string },
      { kind: 'CASE_OVERDUE', detail: expect.stringContaining('nobody took it up by 2026-06-11 15:00 UTC') as string },
      {
        kind: 'CASE_STEP_NOT_ALLOWED',
        detail: expect.stringContaining('case PC-3, kept by PARTNER: assigned where that cannot follow') as string,
      },
    ]);
    // What a case is about is personal, and stands in no finding.
    expect(JSON.stringify(await program.read('SELECT detail FROM findings'))).not.toContain('flickers');
  });

  it('tell the verdict of the day they were opened from what is known now about it', async () => {
    await start();
    await program.deliver({
      source: 'partner-cases',
      rows: [
        ...['2026-05-20', '2026-06-10'].map((day) => row(day, { opened_at: `${day}T12:00:00Z`, serial_number: 'S1' })),
        ...['2026-02-01', '2026-03-20', '2026-06-10'].map((day) => row(`X ${day}`, { opened_at: `${day}T12:00:00Z`, serial_number: 'X1' })),
      ],
    });
    const verdicts = await program.read('SELECT case_id, opened_verdict FROM cases ORDER BY 1');
    expect(verdicts.map((v) => `${String(v['case_id'])} ${String(v['opened_verdict'])}`)).toEqual([
      '2026-05-20 in_channel',
      '2026-06-10 eligible',
      'X 2026-02-01 in_channel',
      'X 2026-03-20 grace',
      'X 2026-06-10 ineligible',
    ]);
  });
});
