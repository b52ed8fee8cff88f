import { describe, expect, it } from 'vitest';
import type { X12Interchange } from '../../../schemas/x12.js';
import { read, x12 } from '../support.js';
import { interchange, sale } from './writing.js';

const good = interchange([sale]);
const refusal = async (file: string | Buffer, over: Record<string, unknown> = {}) => {
  let seen: X12Interchange[] = [];
  const error = await read(file, x12(over), { onEnvelope: (interchanges) => (seen = interchanges) }).then(
    () => undefined,
    (cause: unknown) => cause as { code: string; message: string; where: string; fix: string },
  );
  return { code: error?.code, message: error?.message, where: error?.where, fix: error?.fix, seen };
};

describe('envelopes that do not fit are an error that says where', () => {
  it.each([
    ['SE01', good.replace('SE*23*', 'SE*22*'), 'SE01 says 22 segments in transaction set 0001; there are 23.', 'segment 25', { set: '4' }],
    ['SE02', good.replace('SE*23*0001', 'SE*23*0002'), 'SE02 is 0002, ST02 of its transaction set is 0001.', 'segment 25', { set: '3' }],
    ['GE01', good.replace('GE*1*', 'GE*2*'), 'GE01 says 2 transaction sets in group 321; there are 1.', 'segment 26', { group: '5' }],
    ['GE02', good.replace('GE*1*321', 'GE*1*322'), 'GE02 is 322, GS06 of its group is 321.', 'segment 26', { group: '4' }],
    ['IEA01', good.replace('IEA*1*', 'IEA*0*'), 'IEA01 says 0 groups in interchange 000000462; there are 1.', 'segment 27', { isa: '021' }],
    [
      'IEA02',
      good.replace('IEA*1*000000462', 'IEA*1*000000463'),
      'IEA02 is 000000463, ISA13 of its interchange is 000000462.',
      'segment 27',
      { isa: '001' },
    ],
    ['a missing SE', good.replace('SE*23*0001~\n', ''), 'GE stands inside of a transaction set', 'segment 25', { set: '2', isa: '022' }],
    ['a missing GE', good.replace('GE*1*321~\n', ''), 'IEA stands inside of a group', 'segment 26', { group: '3', isa: '022' }],
    ['a missing ST', good.replace('ST*867*0001~\n', ''), 'BPT stands inside of a group', 'segment 3', { group: '3' }],
    ['a missing GS', good.replace(/GS.*~\n/, ''), 'ST stands inside of a interchange', 'segment 2', { isa: '022' }],
  ])('%s', async (_, file, message, where, codes: { isa?: string; group?: string; set?: string }) => {
    const refused = await refusal(file);
    expect(refused).toMatchObject({ code: 'X12_ENVELOPE_INVALID', message: expect.stringContaining(message) as string });
    expect(refused.where).toMatch(new RegExp(`^${where}, byte \\d+$`));
    const [isa] = refused.seen;
    if (codes.isa !== undefined) expect(isa?.error).toBe(codes.isa);
    if (codes.group !== undefined) expect(isa?.groups[0]?.error).toBe(codes.group);
    if (codes.set !== undefined) expect(isa?.groups[0]?.sets[0]?.error).toBe(codes.set);
  });

  it.each([
    ['ISA without its last element', good.replace('*P*>~', '*P~')],
    ['a letter as delimiter', good.replace('*P*>~', '*P*A~')],
    ['one delimiter twice', good.replace('*P*>~', '*P***')],
    ['text behind IEA', `${good}and more`],
    ['a version that is none', good.replace('*00401*', '*4010 *')],
  ])('%s', async (_, file) => {
    expect((await refusal(file)).code).toBe('X12_ENVELOPE_INVALID');
  });

  it('control numbers are the same with and without leading zeros', async () => {
    expect((await refusal(good.replace('IEA*1*000000462', 'IEA*01*462').replace('SE*23*0001', 'SE*023*1'))).code).toBeUndefined();
  });
});

describe('what is no report of this business is refused by name', () => {
  it('a utility 867', async () => {
    expect(await refusal(good.replace('BPT*00*', 'BPT*SU*'))).toMatchObject({
      code: 'X12_UTILITY_REPORT',
      where: expect.stringMatching(/^segment 4, byte/) as string,
    });
  });

  it.each([
    ['a meter', (text: string) => text.replace(/PTD\*[A-Z]{2}/, 'PTD*PM')],
    ['a provider of metered service', (text: string) => text.replace(/N1\*[A-Z]{2}\*/, 'N1*8S*')],
  ])('a utility 867 that says it by %s', async (_, change) => {
    expect(change(good)).not.toBe(good);
    expect(await refusal(change(good))).toMatchObject({ code: 'X12_UTILITY_REPORT' });
  });

  it.each([
    ['852', 'The file holds a transaction set 852 (Product Activity Data); its source reports 867 (Product Transfer and Resale Report).'],
    [
      '997',
      'The file holds a transaction set 997 (Functional Acknowledgment); its source reports 867 (Product Transfer and Resale Report).',
    ],
    ['123', 'The file holds a transaction set 123; its source reports 867 (Product Transfer and Resale Report).'],
  ])('a transaction set %s', async (set, message) => {
    expect(await refusal(interchange([sale], { set }))).toMatchObject({ code: 'X12_SET_UNEXPECTED', message });
  });

  it.each([
    ['a CSV file', 'invoice_number,serial_number\n1,2\n'],
    ['a web page', '<!doctype html><html></html>'],
    ['a workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])],
  ])('%s', async (_, file) => {
    expect((await refusal(file)).code).toBe('FORMAT_MISMATCH');
  });

  it('a set that does not begin with BPT, or has two', async () => {
    expect(await refusal(good.replace(/BPT.*~\n/, ''))).toMatchObject({ code: 'X12_SEGMENT_INVALID' });
    expect((await refusal(good.replace('CUR*', 'BPT*'))).seen[0]?.groups[0]?.sets[0]).toMatchObject({
      error: '5',
      segment_error: { id: 'BPT', position: 3, code: '2' },
    });
    expect((await refusal(interchange([[]]))).code).toBe('X12_SEGMENT_INVALID');
  });

  it('a segment whose id is none', async () => {
    expect(await refusal(good.replace('PTD*SS~', 'PTD*SS~~'))).toMatchObject({
      code: 'X12_SEGMENT_INVALID',
      where: expect.stringMatching(/^segment 10, byte/) as string,
    });
  });

  it('letters that are not in the declared encoding, with the segment', async () => {
    const latin = Buffer.from(good.replace('Clamshell', 'Clamsh\u00e9ll'), 'latin1');
    expect(await refusal(latin)).toMatchObject({ code: 'ENCODING_INVALID', where: expect.stringMatching(/^segment 14, byte/) as string });
    expect((await refusal(latin, { encoding: 'latin-1' })).code).toBeUndefined();
  });

  it.each([
    ['the encoding that every byte fits', 'utf-8', 'latin1', '', 'windows-1252'],
    ['UTF-8 for a file that is all UTF-8', 'windows-1252', 'utf8', '', 'utf-8'],
    ['none where a byte far behind fits no other one', 'utf-8', 'latin1', '\u0081', undefined],
  ] as const)('letters that are not in the declared encoding, and %s', async (_, encoding, written, behind, named) => {
    const long = interchange(Array.from({ length: 200 }, () => sale));
    const bytes = Buffer.from(
      long.replace('Clamshell', 'Clamsh\u00c1ll').replace(/Clamshell(?![^]*Clamshell)/, `Clamshell${behind}`),
      written,
    );
    const { code, message, fix } = await refusal(bytes, { encoding });
    expect(code).toBe('ENCODING_INVALID');
    if (named === undefined) expect(message).not.toContain('fit');
    else {
      expect(message).toContain(`All bytes of the file fit ${named}.`);
      expect(fix).toContain(`\`encoding: ${named}\``);
    }
  });
});

it('names where a truncated interchange ends, and what is missing', async () => {
  const cut = good.slice(0, good.indexOf('REF*SE*0000102') + 9);
  expect(await refusal(cut)).toMatchObject({
    code: 'X12_TRUNCATED',
    message:
      'The file ends behind segment 22 (REF), inside of the next one; there is no SE of transaction set 0001, no GE of group 321, no IEA of interchange 000000462.',
    where: `segment 23, byte ${cut.length}`,
  });
});

it('a segment without end is not gathered in memory', async () => {
  const endless = good.replace('Clamshell', 'x'.repeat(1_100_000));
  expect((await refusal(endless)).code).toBe('ROW_TOO_LARGE');
});

describe('line breaks inside of segments', () => {
  const unbroken = interchange([sale], { layout: { lineBreak: '' } });
  const wrapped = (text: string, width: number, lineBreak: string) =>
    text.replace(new RegExp(`.{${width}}(?=.)`, 'gs'), (line) => line + lineBreak);
  const said = async (file: string) => {
    const { rows, account } = await read(file, x12());
    return { rows, notes: account.notes };
  };

  it.each([64, 80, 106, 107, 120, 128, 132, 256, 500])('are taken out of a file that was wrapped at %i', async (width) => {
    const { rows } = await said(unbroken);
    for (const lineBreak of ['\n', '\r\n']) {
      for (const file of [wrapped(unbroken, width, lineBreak), `${wrapped(unbroken, width, lineBreak)}${lineBreak}`.repeat(2)]) {
        const read = await said(file);
        expect(read.rows.slice(0, 2)).toEqual(rows);
        expect(read.notes).toEqual(['lines wrapped at a fixed width, joined again']);
      }
    }
  });

  it.each([
    ['in a file with a segment on each line', good.replace('Clamshell Clinic', 'Clamshell\nClinic')],
    ['alone', unbroken.replace('Clamshell Clinic', 'Clamshell\nClinic').replace('IEA', `${' '.repeat(900)}IEA`)],
    ['where one line is shorter', wrapped(unbroken, 120, '\n').replace('Main Street', 'Main')],
    ['where one line is longer', wrapped(unbroken, 120, '\n').replace('REF*SE*0000102', 'REF*SE*00001020')],
    [
      'in a file whose terminator is CR',
      interchange([sale], { layout: { segment: '\r', lineBreak: '\n' } }).replace('Clamshell ', 'Clamshell\n'),
    ],
  ])('are an error where the lines are not of one width: %s', async (_, file) => {
    expect(await refusal(file)).toMatchObject({
      code: 'X12_SEGMENT_INVALID',
      message: expect.stringContaining('ine breaks stand') as string,
    });
  });

  it('are none where LF ends a segment and CR stands ahead of it', async () => {
    const file = interchange([sale], { layout: { segment: '\n', lineBreak: '' } }).replace(/(?<!>)\n/g, '\r\n');
    expect((await said(file)).rows).toEqual((await said(good)).rows);
  });
});
