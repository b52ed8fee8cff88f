/** Files as a partner sends them, judged, and what goes back: 997 for syntax, 824 for rows. */

import { describe, expect, it } from 'vitest';
import { applicationAdvice } from '../../contracts/receipts/application-advice.js';
import { receiptsOf } from '../../contracts/receipts.js';
import { readFile } from '../../readers/reader.js';
import type { X12Interchange } from '../../schemas/x12.js';
import { fileOf, gather } from '../readers/support.js';
import { interchange, sale, type Elements } from '../readers/x12/writing.js';
import { zipOf } from '../readers/zip-of.js';
import { judge, sourceOf, taken } from './judging.js';

const delivery = { file_name: 'report.x12', delivery_id: 'd0123456789abcdef0123' };

type Written = Map<string, Uint8Array>;

/** Names without the delivery's id, texts with one segment on a line. `written` holds what was written before, and then these too. */
async function answers(
  file: string | Buffer,
  format: Record<string, unknown> = {},
  written: Written = new Map(),
): Promise<Record<string, string[]>> {
  const options = { format: { type: 'x12', ...format } };
  let interchanges: X12Interchange[] = [];
  const reading = readFile(fileOf(file), sourceOf(options).format, { onEnvelope: (seen) => (interchanges = seen) });
  const { judgement, staging } = await judge(reading, options, { taken: taken(delivery) });
  const earlier = (name: string) => Promise.resolve(written.get(name));
  const request = { taken: taken(delivery), source: sourceOf(options), judgement, interchanges, staging, earlier };
  const receipts = await receiptsOf(request);
  for (const { file_name, bytes } of receipts) written.set(file_name, bytes);
  expect((await receiptsOf(request)).map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(
    receipts.map(({ bytes }) => Buffer.from(bytes).toString()),
  );
  return Object.fromEntries(
    receipts.map(({ file_name, bytes }) => [
      file_name.replace(`-${delivery.delivery_id}`, ''),
      Buffer.from(bytes)
        .toString()
        .split(/[~\n]+/)
        .filter((s) => s !== ''),
    ]),
  );
}

const good = interchange([sale]);
const incomplete = sale.map((s): Elements =>
  s[0] === 'N4' ? ['N4', 'Springfield', 'IL', '', 'US'] : s[0] === 'DTM' && s[1] === '003' ? ['DTM', '003', 'soon'] : s,
);
const bodyOf = (segments: string[] | undefined) => segments?.filter((s) => !/^(ISA|GS|GE|IEA|ST|SE)\*/.test(s));

describe('997', () => {
  it('accepts each set of each group, from receiver to sender, in delimiters and version of the sender', async () => {
    const told = await answers(good);
    expect(told).toEqual({
      '997-000000462-1.x12': [
        expect.stringMatching(/^ISA\*00\* {10}\*00\* {10}\*ZZ\*ORRERY {9}\*ZZ\*NORTHGATE {6}\*260401\*1200\*U\*00401\*\d{9}\*0\*P\*>$/),
        expect.stringMatching(/^GS\*FA\*ORRERY\*NORTHGATE\*20260401\*1200\*\d{1,9}\*X\*004010$/),
        'ST*997*0001',
        'AK1*PT*321',
        'AK2*867*0001',
        'AK5*A',
        'AK9*A*1*1*1',
        'SE*6*0001',
        expect.stringMatching(/^GE\*1\*\d{1,9}$/),
        expect.stringMatching(/^IEA\*1\*\d{9}$/),
      ],
    });
    const odd = await answers(interchange([sale], { layout: { element: '|', segment: '!', lineBreak: '', version: '005010' } }));
    expect(odd['997-000000462-1.x12']?.[0]).toMatch(/^ISA\|.*\|\^\|00501\|\d{9}\|0\|P\|>!GS\|FA\|/);
  });

  it('answers each interchange of a file on its own', async () => {
    const told = await answers(interchange([sale], { control: '1' }) + interchange([sale, sale], { control: '2' }));
    expect(Object.keys(told)).toEqual(['997-000000001-1.x12', '997-000000002-2.x12']);
    expect(bodyOf(told['997-000000002-2.x12'])).toEqual(['AK1*PT*321', 'AK2*867*0001', 'AK5*A', 'AK2*867*0002', 'AK5*A', 'AK9*A*2*2*2']);
  });

  it.each([
    ['a wrong SE01', good.replace('SE*23*', 'SE*22*'), ['AK1*PT*321', 'AK2*867*0001', 'AK5*R*4', 'AK9*R*1*1*0']],
    ['a wrong SE02', good.replace('SE*23*0001', 'SE*23*9'), ['AK1*PT*321', 'AK2*867*0001', 'AK5*R*3', 'AK9*R*1*1*0']],
    ['a wrong GE01', good.replace('GE*1*', 'GE*2*'), ['AK1*PT*321', 'AK2*867*0001', 'AK5*R', 'AK9*R*2*1*0*5']],
    ['a wrong GE02', good.replace('GE*1*321', 'GE*1*1'), ['AK1*PT*321', 'AK2*867*0001', 'AK5*R', 'AK9*R*1*1*0*4']],
    [
      'a wrong IEA02',
      good.replace('IEA*1*000000462', 'IEA*1*7'),
      ['TA1*000000462*260501*0341*R*001', 'AK1*PT*321', 'AK2*867*0001', 'AK5*R', 'AK9*R*1*1*0'],
    ],
    [
      'a file that is cut short',
      good.slice(0, 500),
      ['TA1*000000462*260501*0341*R*023', 'AK1*PT*321', 'AK2*867*0001', 'AK5*R*2', 'AK9*R*1*1*0*3'],
    ],
    ['nothing but ISA', good.slice(0, 110), ['TA1*000000462*260501*0341*R*023']],
    ['another transaction set', interchange([sale], { set: '852' }), ['AK1*PT*321', 'AK2*852*0001', 'AK5*R*1', 'AK9*R*1*1*0']],
    ['a utility report', good.replace('BPT*00', 'BPT*SU'), ['AK1*PT*321', 'AK2*867*0001', 'AK5*R*1', 'AK9*R*1*1*0']],
    ['a missing BPT', good.replace(/BPT.*~\n/, ''), ['AK1*PT*321', 'AK2*867*0001', 'AK3*BPT*2**3', 'AK5*R*5', 'AK9*R*1*1*0']],
  ])('rejects %s', async (_, file, body) => {
    const told = await answers(file);
    expect(Object.keys(told)).toEqual(['997-000000462-1.x12']);
    expect(bodyOf(told['997-000000462-1.x12'])).toEqual(body);
  });

  it('rejects the sets of a whole file when one of its interchanges is refused: nothing of it was taken', async () => {
    const told = await answers(interchange([sale], { control: '1' }) + interchange([sale], { control: '2' }).slice(0, 600));
    expect(bodyOf(told['997-000000001-1.x12'])).toEqual(['AK1*PT*321', 'AK2*867*0001', 'AK5*R', 'AK9*R*1*1*0']);
    expect(bodyOf(told['997-000000002-2.x12'])?.[0]).toMatch(/^TA1\*000000002/);
  });

  const rejected = ['AK1*PT*321', 'AK2*867*0001', 'AK5*R', 'AK9*R*1*1*0'];
  const wrongSe = good.replace('SE*23*', 'SE*99*');

  it('answers interchanges and sets behind the first fault too: they were not taken either', async () => {
    const second = interchange([sale], { control: '2' });
    const told = await answers(wrongSe + second);
    expect(bodyOf(told['997-000000462-1.x12'])).toEqual(['AK1*PT*321', 'AK2*867*0001', 'AK5*R*4', 'AK9*R*1*1*0']);
    expect(bodyOf(told['997-000000002-2.x12'])).toEqual(rejected);

    const third = await answers(interchange([sale, sale, sale]).replace('SE*23*0002', 'SE*99*0002'));
    const sets = ['AK2*867*0001', 'AK5*R', 'AK2*867*0002', 'AK5*R*4', 'AK2*867*0003', 'AK5*R'];
    expect(bodyOf(third['997-000000462-1.x12'])).toEqual(['AK1*PT*321', ...sets, 'AK9*R*3*3*0']);

    const packed = await answers(zipOf({ 'a.x12': wrongSe, 'b.x12': second }));
    expect(bodyOf(packed['997-000000002-2.x12'])).toEqual(rejected);
  });

  it('says what else is at fault behind the first fault, each once', async () => {
    const second = interchange([sale, sale], { control: '2' }).replace('SE*23*0002', 'SE*23*7').replace('GE*2*321', 'GE*9*321');
    expect(bodyOf((await answers(wrongSe + second))['997-000000002-2.x12'])).toEqual([
      ...['AK1*PT*321', 'AK2*867*0001', 'AK5*R', 'AK2*867*0002', 'AK5*R*3', 'AK9*R*9*2*0*5'],
    ]);
    const withoutEnd = await answers(good.replace(/IEA.*~\n/, '') + second);
    expect(bodyOf(withoutEnd['997-000000462-1.x12'])).toEqual(['TA1*000000462*260501*0341*R*022', ...rejected]);
    expect(Object.keys(withoutEnd)).toHaveLength(2);
    const twice = await answers(good.replace('SE*23*0001~\n', '').replace('GE*1*', 'GE*3*'));
    expect(bodyOf(twice['997-000000462-1.x12'])?.slice(2)).toEqual(['AK2*867*0001', 'AK5*R*2', 'AK9*R*3*1*0*5']);
  });

  it.each([
    ['a segment id in small letters', good.replace('N4*', 'n4*'), 'AK3*ZZZ*15**1'],
    ['a piece of a text where a segment id is expected', good.replace('Clamshell Clinic', 'Clamshell~Ann Example'), 'AK3*ZZZ*13**1'],
    ['letters that are not in the encoding', Buffer.from(good.replace('Clamshell', 'Clamsh\u00e9ll'), 'latin1'), 'AK3*N1*12**8'],
    ['a text without end', good.replace('Clamshell', 'x'.repeat(1_100_000)), 'AK3*N1*12**8'],
  ])('names the segment of %s, and copies nothing of it', async (_, file, segment) => {
    const text = Buffer.concat([Buffer.from(file), Buffer.from(interchange([sale], { control: '2' }))]);
    const told = await answers(text);
    expect(bodyOf(told['997-000000462-1.x12'])).toEqual(['AK1*PT*321', 'AK2*867*0001', segment, 'AK5*R*5', 'AK9*R*1*1*0']);
    expect(bodyOf(told['997-000000002-2.x12'])).toEqual(rejected);
  });

  it('tells by the interchange ahead what stands between interchanges and is none', async () => {
    const told = await answers(`${good}Hello, DISAGREE\n${interchange([sale], { control: '2' })}`);
    expect(bodyOf(told['997-000000462-1.x12'])).toEqual(['TA1*000000462*260501*0341*R*022', ...rejected]);
    expect(bodyOf(told['997-000000002-2.x12'])).toEqual(rejected);
    const cut = await answers(`${good}ISA*00*`);
    expect(bodyOf(cut['997-000000462-1.x12'])).toEqual(['TA1*000000462*260501*0341*R*023', ...rejected]);
  });

  it('is never written for acknowledgements, nor where ISA cannot be read', async () => {
    expect(await answers(interchange([[['AK1', 'PT', '1']]], { set: '997' }).replace('GS*PT', 'GS*FA'))).toEqual({});
    expect(await answers(good.slice(0, 50))).toEqual({});
    expect(await answers('no X12 at all\n')).toEqual({});
  });
});

describe('824', () => {
  it('tells each rejected row with code and what to do, and nothing of an end user', async () => {
    const told = await answers(interchange([sale, incomplete]));
    expect(Object.keys(told)).toEqual(['997-000000462-1.x12', '824-000000462-1.x12']);
    const advice = told['824-000000462-1.x12'] ?? [];
    const rows = (serial: string): unknown[] => [
      'OTI*IR*IV*INV-1*NORTHGATE*ORRERY***321*0002*867*004010',
      'REF*VP*ROOM-220',
      `REF*SE*${serial}`,
      'TED*009*DATE_INVALID invoice_date**17',
      'NTE*ADD*The cell is not a day of the calendar in the form that was agreed. Expected:',
      'NTE*ADD*YYYY-MM-DD.',
      'NTE*ADD*Write the day in the agreed form, year 1990 to 2100; in a workbook, format the',
      'NTE*ADD*cell as a date.',
      'TED*ZZZ*END_USER_ADDRESS_INCOMPLETE end_user_postal_code**17',
      'NTE*ADD*The address of the end user lacks something that its country needs. Expected: a',
      'NTE*ADD*postal code such as 95014.',
      'NTE*ADD*Complete the address: street, city, country code, state and postal code where',
      'NTE*ADD*the country has them.',
    ];
    expect(advice.slice(2, -3)).toEqual([
      'ST*824*0001',
      'BGN*11*d0123456789abcdef0123*20260401*1200**201605',
      ...rows('0000101'),
      ...rows('0000102'),
    ]);
    expect(advice.at(-3)).toBe('SE*29*0001');
    expect(advice[1]).toMatch(/^GS\*AG\*ORRERY\*NORTHGATE\*/);
    for (const personal of ['Clamshell', 'Main Street', 'Springfield', 'Ann', '555-0101', 'ann@example.com']) {
      expect(JSON.stringify(told)).not.toContain(personal);
    }
  });

  it('is written for the interchange of the archive whose rows were rejected, and for no other', async () => {
    const files = { 'a.x12': interchange([sale], { control: '101' }), 'b.x12': interchange([incomplete], { control: '102' }) };
    const told = await answers(zipOf(files));
    expect(Object.keys(told).sort()).toEqual(['824-000000102-2.x12', '997-000000101-1.x12', '997-000000102-2.x12']);
    expect(told['824-000000102-2.x12']?.filter((segment) => segment.startsWith('OTI'))).toHaveLength(2);
  });

  it('tells nothing of the contents to somebody who may not be the sender', async () => {
    const told = await answers(interchange([incomplete], { sender: 'TRELLIS' }));
    expect(Object.keys(told)).toEqual(['997-000000462-1.x12']);
  });
});

describe('a delivery that is judged again', () => {
  const latin = Buffer.from(good.replace('Clamshell', 'Clamsh\u00e9ll'), 'latin1');
  const numbersOf = (told: Record<string, string[]>) =>
    Object.values(told)
      .flat()
      .filter((segment) => /^(ISA|GS)\*/.test(segment))
      .map((segment) => segment.split('*')[segment.startsWith('ISA') ? 13 : 6]);
  const group = ['NORTHGATE', 'ORRERY', '', '', '321'].join('*');

  it('is answered by another 997 with its own name and control numbers when the verdict is another one', async () => {
    const written: Written = new Map();
    const refused = await answers(latin, {}, written);
    const accepted = await answers(latin, { encoding: 'latin-1' }, written);
    expect([Object.keys(refused), Object.keys(accepted)]).toEqual([['997-000000462-1.x12'], ['997-000000462-1-r2.x12']]);
    expect(bodyOf(accepted['997-000000462-1-r2.x12'])).toEqual(['AK1*PT*321', 'AK2*867*0001', 'AK5*A', 'AK9*A*1*1*1']);
    expect(await answers(latin, { encoding: 'latin-1' }, written)).toEqual(accepted);
    const again = await answers(latin, {}, written);
    expect(Object.keys(again)).toEqual(['997-000000462-1-r3.x12']);
    expect(new Set([refused, accepted, again].flatMap(numbersOf)).size).toBe(6);
  });

  it('has other control numbers for another verdict also when nothing of the former one is known', async () => {
    expect(numbersOf(await answers(latin, { encoding: 'latin-1' }))).not.toEqual(numbersOf(await answers(latin)));
  });

  it('gets an 824 that replaces the former one, set by set, and that takes it back when nothing is rejected', async () => {
    const written: Written = new Map();
    const toBranch = [sale, incomplete].map((set) => set.map((s): Elements => (s[0] === 'PTD' ? ['PTD', 'BB'] : s)));
    const first = await answers(interchange(toBranch), {}, written);
    expect(first['824-000000462-1.x12']?.filter((s) => s.startsWith('OTI'))).toHaveLength(4);

    const sales = { qualifiers: { no_sale_transfer: [] } };
    const second = await answers(interchange(toBranch), sales, written);
    expect(Object.keys(second)).toEqual(['997-000000462-1.x12', '824-000000462-1-r2.x12']);
    const advice = second['824-000000462-1-r2.x12'] ?? [];
    expect(advice.filter((s) => s.startsWith('BGN'))).toEqual(Array(2).fill(expect.stringMatching(/^BGN\*05\*d0123456789abcdef0123\*/)));
    expect(advice.filter((s) => s.startsWith('OTI')).map((s) => s.split('*').slice(1, 4))).toEqual([
      ['TA', 'TN', '0001'],
      ['IR', 'IV', 'INV-1'],
      ['IR', 'IV', 'INV-1'],
    ]);

    const one: Written = new Map([[`824-000000462-${delivery.delivery_id}-1.x12`, Buffer.from('ISA of an advice')]]);
    const withdrawn = await answers(good, {}, one);
    expect(bodyOf(withdrawn['824-000000462-1-r2.x12'])).toEqual([
      'BGN*05*d0123456789abcdef0123*20260401*1200**201605',
      `OTI*TA*TN*0001*${group}*0001*867*004010`,
    ]);
    expect(await answers(good, {}, one)).toEqual(withdrawn);
  });

  it('accepts no set while there are rejected rows that are not told, and says in each advice how many', async () => {
    let interchanges: X12Interchange[] = [];
    const file = fileOf(good + interchange([sale], { control: '2' }));
    await gather(readFile(file, sourceOf({ format: { type: 'x12' } }).format, { onEnvelope: (seen) => (interchanges = seen) }));
    const row = { member: null, invoice_number: '', product_number: '', serial_numbers: [], errors: [] };
    const rejected = [14, 41].map((line) => ({ ...row, line }));
    for (const interchange of interchanges) {
      const told = applicationAdvice({
        interchange,
        rejected,
        delivery_id: 'd1',
        replaces: false,
        at: '2026-05-02T06:00:00Z',
        key: '',
        more: 5,
      });
      expect(told?.match(/5 more rows/g)).toHaveLength(1);
    }
    const advice = {
      interchange: interchanges[0]!,
      rejected: [],
      delivery_id: 'd1',
      replaces: true,
      at: '2026-05-02T06:00:00.000Z',
      key: '',
    };
    expect(applicationAdvice({ ...advice, more: 0 })).toContain('OTI*TA*');
    expect(applicationAdvice({ ...advice, more: 1 })).toBeUndefined();
  });

  it('gets no 824 while it is refused, whatever was said before', async () => {
    const advised = (): Written => new Map([[`824-000000462-${delivery.delivery_id}-1.x12`, Buffer.from('ISA of an advice')]]);
    expect(Object.keys(await answers(latin, {}, advised()))).toEqual(['997-000000462-1.x12']);
    expect(Object.keys(await answers(interchange([sale], { sender: 'TRELLIS' }), {}, advised()))).toEqual(['997-000000462-1.x12']);
  });
});
