/** Our segments and envelopes held against pyx12, a reader by other people; it also judges what we write. */

import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { applicationAdvice } from '../../../contracts/receipts/application-advice.js';
import { functionalAcknowledgement } from '../../../contracts/receipts/functional-acknowledgement.js';
import { SegmentScanner } from '../../../readers/x12/segments.js';
import type { X12Interchange } from '../../../schemas/x12.js';
import { pyx12 } from '../../support/pyx12.js';
import { tempFolder } from '../../support/temp-folder.js';
import { read, x12 } from '../support.js';
import { interchange, sale } from './writing.js';

interface Said {
  segments: string[][];
  errors: [kind: string, code: string][];
}

let python = '';
beforeAll(async () => {
  python = await pyx12();
}, 300_000);

const script = fileURLToPath(new URL('oracle.py', import.meta.url));

async function ask<T>(texts: string[], ...options: string[]): Promise<T[]> {
  const folder = tempFolder();
  const paths = texts.map((text, at) => {
    const path = join(folder, `${at}.x12`);
    writeFileSync(path, text);
    return path;
  });
  const { stdout } = await promisify(execFile)(python, [script, ...options, ...paths], { maxBuffer: 100_000_000 });
  return JSON.parse(stdout) as T[];
}

/** Our segments; empty elements at the end are left out, as pyx12 does. */
function segmentsOf(text: string): string[][] {
  return [...new SegmentScanner((written) => Buffer.byteLength(written), 0).push(text, true)].map(({ elements }) =>
    elements.slice(0, 1 + elements.findLastIndex((element) => element !== '')),
  );
}

const layouts = fc.record({
  segment: fc.constantFrom('~', '!', '\n'),
  element: fc.constantFrom('*', '|'),
  component: fc.constantFrom('>', ':'),
  lineBreak: fc.constantFrom('', '\n'),
  version: fc.constantFrom('004010', '005010'),
});

it('reads the same segments as pyx12, whatever the layout, and neither finds anything wrong', async () => {
  const texts = fc.sample(fc.tuple(layouts, fc.integer({ min: 1, max: 3 })), { numRuns: 40, seed: 867 }).map(([layout, sets]) =>
    interchange(
      Array.from({ length: sets }, () => sale),
      { layout: { ...layout, lineBreak: layout.segment === '\n' ? '' : layout.lineBreak } },
    ),
  );
  const said = await ask<Said>(texts);
  said.forEach(({ segments, errors }, at) => {
    const [[, ...isa] = [], ...ours] = segmentsOf(texts[at]!);
    const [[, ...theirIsa] = [], ...theirs] = segments;
    // pyx12 is asked for other delimiters than the file has: of ISA those that say them are left out.
    expect(theirIsa.slice(0, 10)).toEqual(isa.slice(0, 10));
    expect(theirs).toEqual(ours);
    expect(errors).toEqual([]);
  });
}, 120_000);

describe('what pyx12 finds wrong with an envelope is refused', () => {
  const good = interchange([sale, sale]);
  const wrong: Record<string, string> = {
    SE01: good.replace('SE*23*0001', 'SE*24*0001'),
    SE02: good.replace('SE*23*0002', 'SE*23*0003'),
    GE01: good.replace('GE*2*', 'GE*3*'),
    GE02: good.replace('GE*2*321', 'GE*2*322'),
    IEA01: good.replace('IEA*1*', 'IEA*2*'),
    IEA02: good.replace('IEA*1*000000462', 'IEA*1*000000463'),
    'no SE': good.replace('SE*23*0002~\n', ''),
    'no GE': good.replace('GE*2*321~\n', ''),
    'no IEA': good.replace('IEA*1*000000462~\n', ''),
    'cut inside of a set': good.slice(0, good.indexOf('REF*SE*0000102~')),
  };

  it('and what we refuse, pyx12 finds wrong', async () => {
    const said = await ask<Said>(Object.values(wrong));
    for (const [at, [name, text]] of Object.entries(wrong).entries()) {
      expect(said[at]?.errors, name).not.toEqual([]);
      await expect(read(text, x12()), name).rejects.toMatchObject({ code: expect.stringMatching(/^X12_/) as string });
    }
  }, 120_000);

  it('but for a repeated ST02, which honest files have: a warning', async () => {
    const repeated = good.replaceAll('*0002~', '*0001~');
    const [said] = await ask<Said>([repeated]);
    expect(said?.errors).toEqual([['st', '23']]);
    expect((await read(repeated, x12())).account.document?.warnings).toMatchObject([{ kind: 'CONTROL_NUMBER_REPEATED' }]);
  }, 60_000);
});

describe('what we write', () => {
  const at = '2026-05-02T06:00:00.000Z';
  async function envelopes(text: string): Promise<X12Interchange> {
    let seen: X12Interchange[] = [];
    await read(text, x12(), { onEnvelope: (interchanges) => (seen = interchanges) }).catch(() => undefined);
    return seen[0]!;
  }

  it('997: fits the map that pyx12 has of it, accepted or rejected', async () => {
    const good = interchange([sale, sale]);
    const texts = await Promise.all(
      [
        [good, false],
        [good.replace('SE*23*0002', 'SE*22*0002'), true],
        [good.replace('GE*2*', 'GE*1*'), true],
        [good.replace(/BPT.*~\n/, ''), true],
        [good.replace('N4*', 'n4*'), true],
      ].map(async ([text, refused], index) =>
        functionalAcknowledgement({ interchange: await envelopes(text as string), refused: refused as boolean, at, key: `997 ${index}` }),
      ),
    );
    const incomplete = texts[0]!.replace('AK9*A*2*2*2', 'AK9*A*2*2');
    const said = await ask<{ valid: boolean; says: string }>([...(texts as string[]), incomplete], '--valid');
    expect(said.map(({ valid, says }) => (valid ? '' : says))).toEqual(['', '', '', '', '', expect.stringContaining('AK904')]);
  }, 120_000);

  it('824 and TA1: pyx12 reads them and finds nothing wrong with their envelopes', async () => {
    const text = interchange([sale, sale]);
    const error = {
      column: null,
      field: 'quantity',
      code: 'QUANTITY_ZERO',
      value: null,
      message: 'The quantity is zero.',
      fix: 'Leave the row out.',
    };
    const rejected = [19, 42].map((line) => ({
      member: null,
      line,
      invoice_number: 'INV-1',
      product_number: 'ROOM-220',
      serial_numbers: ['0000101'],
      errors: [error],
    }));
    const advice = applicationAdvice({
      interchange: await envelopes(text),
      rejected,
      more: 0,
      delivery_id: 'd1',
      replaces: false,
      at,
      key: '824',
    })!;
    const cut = await envelopes(text.slice(0, 700));
    const refusal = functionalAcknowledgement({ interchange: cut, refused: true, at, key: '997' })!;
    const said = await ask<Said>([advice, refusal]);
    expect(said.map(({ errors }) => errors)).toEqual([[], []]);
    expect(said[0]?.segments.filter(([id]) => id === 'OTI')).toHaveLength(2);
    expect(said[1]?.segments[1]).toEqual(['TA1', '000000462', '260501', '0341', 'R', '023']);
  }, 60_000);
});
