/** What an X12 file says of itself, held against its source, from the file to the judgement. */

import { describe, expect, it } from 'vitest';
import { readFile } from '../../readers/reader.js';
import type { Elements, Envelopes } from '../readers/x12/writing.js';
import { interchange, sale, segments } from '../readers/x12/writing.js';
import { fileOf } from '../readers/support.js';
import { judge, sourceOf, taken, type SourceOptions } from './judging.js';

async function judgeX12(file: string, { format = {}, ...source }: SourceOptions = {}, file_name = 'report.x12') {
  const options = { ...source, format: { ...format, type: 'x12' } };
  return judge(readFile(fileOf(file), sourceOf(options).format), options, { taken: taken({ file_name }) });
}

/** The report of `sale` with another heading. */
const headed = (heading: string, envelopes: Envelopes = {}) => interchange([[...segments(heading), ...sale.slice(5)]], envelopes);
const heading = (bpt: string, ...rest: string[]) => [bpt, 'N1*DS*Northgate*92*NORTHGATE', ...rest].join('\n');

describe('an X12 report', () => {
  it('needs no columns: its cells are named by our fields', async () => {
    const { judgement, accepted } = await judgeX12(interchange([sale]));
    expect(judgement).toMatchObject({ status: 'accepted', rows_read: 2, rows_accepted: 2, error_code: null });
    expect(accepted.map(({ line, item, serial_number, quantity }) => ({ line, item, serial_number, quantity }))).toEqual([
      { line: '19', item: 1, serial_number: '0000101', quantity: '1' },
      { line: '19', item: 2, serial_number: '0000102', quantity: '1' },
    ]);
  });

  it('with more units than serial numbers has its rows rejected', async () => {
    const { judgement, rejected } = await judgeX12(interchange([sale.map((s) => (s[0] === 'QTY' ? ['QTY', '39', '3'] : s))]));
    expect(judgement).toMatchObject({ status: 'rejected', rows_read: 2 });
    expect(rejected.map(({ line, codes }) => [line, codes])).toEqual([
      [19, ['SERIAL_COUNT_MISMATCH']],
      [19, ['SERIAL_COUNT_MISMATCH']],
    ]);
  });

  it('without transfers is a nil report, of the period that it says', async () => {
    const { judgement } = await judgeX12(
      headed(heading('BPT*00*1*20260501', 'DTM*090*20260401', 'DTM*091*20260430'))
        .replace(/PTD[^]*?CTT\*1~\n/, 'CTT*0~\n')
        .replace('SE*22*', 'SE*7*'),
    );
    expect(judgement).toMatchObject({ status: 'nil', period_from: '2026-04-01', period_to: '2026-04-30' });
  });

  it('that is cut short is failed, with the place', async () => {
    const file = interchange([sale]);
    const { judgement } = await judgeX12(file.slice(0, -20));
    expect(judgement).toMatchObject({
      status: 'failed',
      error_code: 'X12_TRUNCATED',
      rows_read: 0,
      error: expect.stringMatching(/segment 2\d, byte \d+/) as string,
    });
  });
});

describe('the sender', () => {
  const held = { status: 'held', error_code: 'SENDER_MISMATCH' };

  it.each<[string, Elements[][], Envelopes, string[], object]>([
    ['is the party by its id', [sale], {}, [], { status: 'accepted' }],
    ['is the party by a declared id', [sale], { sender: '006995419' }, ['006995419'], { status: 'accepted' }],
    ['is somebody else in ISA06', [sale], { sender: 'TRELLIS' }, [], held],
    [
      'is somebody else in N1',
      [sale.map((s) => (s[1] === 'DS' && s[0] === 'N1' ? ['N1', 'DS', 'Trellis Ltd', '92', 'TRELLIS'] : s))],
      {},
      [],
      held,
    ],
    [
      'is the party by its name in N1',
      [sale.map((s) => (s[1] === 'DS' && s[0] === 'N1' ? ['N1', 'DS', 'Northgate Distribution, Inc.', '1', '006995419'] : s))],
      {},
      [],
      { status: 'accepted' },
    ],
    [
      'names a supplier beside the distributor',
      [[...sale.slice(0, 4), ['N1', 'SU', 'Orrery'], ...sale.slice(4)]],
      {},
      [],
      { status: 'accepted' },
    ],
    ['is a supplier that is not the party', [sale.map((s) => (s[1] === 'DS' && s[0] === 'N1' ? ['N1', 'SU', 'Orrery'] : s))], {}, [], held],
  ])('%s', async (_, sets, envelopes, sender, expected) => {
    expect((await judgeX12(interchange(sets, envelopes), { format: { sender } })).judgement).toMatchObject(expected);
  });

  it('that is wrong in one of several interchanges holds the file, with its counts as judged', async () => {
    const { judgement } = await judgeX12(interchange([sale]) + interchange([sale], { sender: 'TRELLIS' }));
    expect(judgement).toMatchObject({
      ...held,
      rows_read: 4,
      rows_accepted: 4,
      error: expect.stringContaining('ISA06 "TRELLIS"') as string,
    });
  });
});

describe('period and order', () => {
  it('of the file win over those of its name', async () => {
    const format = { period: '(\\d{4}-\\d{2})', version: 'v(\\d+)' };
    const { judgement } = await judgeX12(interchange([sale]), { format }, 'report-2026-03-v9.x12');
    expect(judgement).toMatchObject({
      period_from: '2026-04-01',
      period_to: '2026-04-30',
      order_key: '2 2026-05-01 00000000 000000462 000000321 000000001',
    });
  });

  it('are those of the name where the file says none', async () => {
    const format = { period: '(\\d{4}-\\d{2})' };
    const { judgement } = await judgeX12(headed(heading('BPT*00*1*soon')), { format }, 'report-2026-03.x12');
    expect(judgement).toMatchObject({ period_from: '2026-03-01', period_to: '2026-03-31', order_key: '0 2026-04-01T12:00:00.000Z' });
  });

  it.each([
    ['a period', 'DTM*090*20260601', 'DTM*091*20260631'],
    ['a period of months', 'DTM*090****CM*202613', 'DTM*091****CM*202613'],
  ])('that no calendar has are not taken, and a finding says so: %s', async (_, ...days) => {
    const { judgement } = await judgeX12(headed(heading('BPT*00*1*20260631', ...days)), { corrections: 'replace_period' });
    expect(judgement).toMatchObject({ period_from: null, period_to: null, findings: [{ kind: 'PERIOD_UNREADABLE' }] });
    expect(judgement.order_key).toMatch(/^0 /);
  });

  it('order by day, time and control numbers, as numbers', async () => {
    const keyOf = async (bpt: string, control: string) => (await judgeX12(headed(heading(bpt), { control }))).judgement.order_key;
    const keys = [
      await keyOf('BPT*00*1*20260430*****', '9'),
      await keyOf('BPT*00*1*20260501', '9'),
      await keyOf('BPT*00*1*20260501', '10'),
      await keyOf('BPT*00*1*20260501*****0900', '1'),
      await keyOf('BPT*00*1*20260501*****1700', '1'),
    ];
    expect([...keys].sort()).toEqual(keys);
  });

  it('that do not touch hold a file that replaces periods', async () => {
    const of = (from: string, to: string) => [
      ...segments(heading('BPT*00*1*20260701', `DTM*090*${from}`, `DTM*091*${to}`)),
      ...sale.slice(5),
    ];
    const apart = interchange([of('20260401', '20260430'), of('20260601', '20260630')]);
    const touching = interchange([of('20260501', '20260531'), of('20260401', '20260430')]);
    expect((await judgeX12(apart, { corrections: 'replace_period' })).judgement).toMatchObject({
      status: 'held',
      error_code: 'PERIODS_APART',
      period_from: null,
    });
    expect((await judgeX12(apart)).judgement).toMatchObject({ status: 'accepted', period_from: null });
    expect((await judgeX12(touching, { corrections: 'replace_period' })).judgement).toMatchObject({
      period_from: '2026-04-01',
      period_to: '2026-05-31',
    });
  });
});

describe('the purpose (BPT01)', () => {
  const accepted = { status: 'accepted' };
  const held = { status: 'held', error_code: 'CORRECTION_NOT_APPLICABLE' };

  it.each([
    ['00', 'append', accepted],
    ['06', 'append', accepted],
    ['15', 'append', accepted],
    ['05', 'append', held],
    ['05', 'signed_quantity', held],
    ['05', 'upsert', accepted],
    ['05', 'replace_period', accepted],
    ['05', 'replace_file', accepted],
    ['04', 'append', held],
    ['04', 'replace_period', held],
    ['04', 'upsert', accepted],
    ['01', 'append', held],
    ['01', 'replace_period', held],
    ['77', 'append', held],
  ])('%s under %s', async (code, corrections, expected) => {
    expect((await judgeX12(headed(heading(`BPT*${code}*1*20260501`)), { corrections })).judgement).toMatchObject(expected);
  });

  it('is what the source declares it to be', async () => {
    const format = { purposes: { '05': 'original', '77': 'replace' } };
    expect((await judgeX12(headed(heading('BPT*05*1*20260501')), { format })).judgement).toMatchObject(accepted);
    expect((await judgeX12(headed(heading('BPT*77*1*20260501')), { format })).judgement).toMatchObject(held);
  });

  const of = (code: string, ...days: string[]) => [...segments(heading(`BPT*${code}*1*20260501`, ...days)), ...sale.slice(5)];
  const april = ['DTM*090*20260401', 'DTM*091*20260430'];
  const may = ['DTM*090*20260501', 'DTM*091*20260531'];

  it.each([
    ['a replacement beside the report that it replaces', [of('00', ...april), of('05', ...april)], held],
    ['a replacement ahead of it', [of('05', ...april), of('00', ...april)], held],
    ['two replacements of one period', [of('05', ...april), of('05', ...april)], held],
    ['a replacement of days of which nobody says that they are others', [of('00', ...april), of('05')], held],
    ['a replacement of another period', [of('00', ...may), of('05', ...april)], accepted],
    ['two originals of one period', [of('00', ...april), of('00', ...april)], accepted],
  ])('in one file: %s', async (_, sets, expected) => {
    for (const corrections of ['replace_period', 'replace_file']) {
      const { judgement } = await judgeX12(interchange(sets), { corrections });
      expect(judgement).toMatchObject(expected);
    }
    const apart = sets.map((set) => interchange([set])).join('');
    expect((await judgeX12(apart, { corrections: 'replace_period' })).judgement).toMatchObject(expected);
  });

  it('of a cancellation makes no sale of any row, also when it is released', async () => {
    const { accepted: rows, judgement } = await judgeX12(headed(heading('BPT*01*1*20260501')));
    expect(rows).toEqual([]);
    expect(judgement).toMatchObject({ rows_read: 2, rows_rejected: 2 });
  });

  it('of a replacement line by line says what it cannot do', async () => {
    const { judgement } = await judgeX12(headed(heading('BPT*05*1*20260501')), { corrections: 'upsert' });
    expect(judgement.findings).toMatchObject([{ kind: 'REPLACEMENT_IS_PARTIAL', severity: 'warning' }]);
  });
});

it('tells what is often wrong in honest files as findings', async () => {
  const { judgement } = await judgeX12(interchange([sale]).replace('CTT*1~', 'CTT*9~'));
  expect(judgement.findings).toEqual([
    { kind: 'CONTROL_TOTAL_WRONG', severity: 'warning', detail: 'CTT01 of transaction set 0001 says 9 lines; there are 1.' },
  ]);
});
