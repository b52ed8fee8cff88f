/** Documents that a generator writes, in every layout that X12 allows, read back to the rows they were made of; cut anywhere, they are an error. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSegments } from '../../../readers/x12.js';
import { gather, x12 } from '../support.js';
import { interchange, type Elements, type Layout } from './writing.js';

const delimiters = fc.uniqueArray(fc.constantFrom('*', '|', '^', '~', '>', ':', '!', '+', '\x1c', '\x1d', '\x1e', '\t', '§'), {
  minLength: 4,
  maxLength: 4,
});
const layouts = fc
  .record({
    delimiters,
    newline: fc.constantFrom(undefined, '\n', '\r\n'),
    lineBreak: fc.constantFrom('', '\n', '\r\n'),
    padded: fc.boolean(),
    version: fc.constantFrom('003020', '003040', '003060', '004010', '004030', '005010'),
  })
  .map(({ delimiters: [element = '', component = '', segment = '', repetition = ''], newline, lineBreak, padded, version }): Layout => {
    const terminator = newline ?? segment;
    return { element, component, segment: terminator, repetition, lineBreak: newline === undefined ? lineBreak : '', padded, version };
  });

const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 .,&'/()-]{0,20}[A-Za-z0-9]$/);
const id = fc.stringMatching(/^[A-Z0-9]{1,12}$/);
const lines = fc.array(
  fc.record({
    product: id,
    serials: fc.uniqueArray(id, { maxLength: 4 }),
    spare: fc.integer({ min: 0, max: 3 }),
    form: fc.constantFrom('REF02', 'REF03', 'LIN', 'REF04', 'repeated'),
    returned: fc.constantFrom('no', 'RP', '61', 'minus'),
    user: word,
    customer: fc.option(word),
    city: word,
    invoice: id,
    day: fc
      .date({ min: new Date('1990-01-01'), max: new Date('2059-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  }),
  { maxLength: 5 },
);
type Line = typeof lines extends fc.Arbitrary<(infer T)[]> ? T : never;

/** The serial numbers of a line in one of the forms that senders use. */
function serialsOf({ serials, form }: Line, { component, repetition, version }: Layout): { lin: string[]; refs: Elements[] } {
  if (form === 'LIN') return { lin: serials.flatMap((serial) => ['SN', serial]), refs: [] };
  const [first, ...rest] = serials;
  if (form === 'REF04' && first !== undefined) {
    return { lin: [], refs: [['REF', 'SE', first, '', rest.flatMap((serial) => ['SE', serial]).join(component)]] };
  }
  if (form === 'repeated' && version >= '004020' && first !== undefined)
    return { lin: [], refs: [['REF', 'SE', serials.join(repetition)]] };
  return { lin: [], refs: serials.map((serial) => (form === 'REF03' ? ['REF', 'SE', '', serial] : ['REF', 'SE', serial])) };
}

function written(line: Line, layout: Layout): Elements[] {
  const units = line.serials.length === 0 ? line.spare : line.serials.length;
  const { lin, refs } = serialsOf(line, layout);
  const compact = line.day.replaceAll('-', '');
  return [
    ['PTD', line.returned === 'RP' ? 'RP' : 'SS'],
    ['DTM', '003', layout.version < '004010' ? compact.slice(2) : compact],
    ['REF', 'IV', line.invoice],
    ...(line.customer === null ? [] : [['N1', 'ST', line.customer]]),
    ['N1', 'ST', line.user],
    ['N4', line.city],
    ['QTY', line.returned === '61' ? '61' : '39', line.returned === 'minus' ? `-${units}` : String(units)],
    ['LIN', '', 'VP', line.product, ...lin],
    ...refs,
  ];
}

const expected = (sets: Line[][]) =>
  sets.flat().flatMap((line) => {
    const row = {
      transaction_type: line.returned === 'no' ? 'sale' : 'return',
      invoice_number: line.invoice,
      invoice_date: line.day,
      product_number: line.product,
      end_user_name: line.user,
      end_user_city: line.city,
    };
    if (line.serials.length === 0) return [{ ...row, serial_number: '', quantity: String(line.spare) }];
    return line.serials.map((serial_number) => ({ ...row, serial_number, quantity: '1' }));
  });

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const documentOf = (sets: Line[][], layout: Layout) =>
  interchange(
    sets.map((set) => [
      ['BPT', '00', 'R', layout.version < '004010' ? '260501' : '20260501'],
      ...set.flatMap((line) => written(line, layout)),
      ['CTT', String(set.length)],
    ]),
    { layout },
  );
const sets = fc.array(lines, { minLength: 1, maxLength: 3 });

/** What stands in the text may not be a delimiter of the document. */
const isClean = (lines: Line[][], { element, component, segment, repetition }: Layout) =>
  !lines
    .flat()
    .some(({ user, customer, city }) =>
      [element, component, segment, repetition].some((d) => `${user}${customer ?? ''}${city}`.includes(d)),
    );

describe('any document, in any layout', () => {
  it('reads back to the rows it was made of, whatever the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(sets, layouts, fc.boolean(), fc.integer({ min: 1, max: 400 }), async (lines, layout, bom, size) => {
        fc.pre(isClean(lines, layout));
        const bytes = Buffer.from((bom ? '\uFEFF' : '') + documentOf(lines, layout));
        const { rows, tables, account } = await gather(readSegments(inPieces(bytes, size), x12()));
        const fields = [
          'transaction_type',
          'invoice_number',
          'invoice_date',
          'product_number',
          'end_user_name',
          'end_user_city',
          'serial_number',
          'quantity',
        ];
        const read = rows.map(({ cells }) =>
          Object.fromEntries(fields.map((field) => [field, cells[tables[0]?.header.indexOf(field) ?? -1]])),
        );
        expect(read).toEqual(expected(lines));
        expect(account.document?.warnings).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('cut anywhere is an error that names where it ends, never a smaller file', async () => {
    await fc.assert(
      fc.asyncProperty(sets, layouts, fc.double({ min: 0, max: 1, noNaN: true }), async (lines, layout, share) => {
        fc.pre(isClean(lines, layout));
        const whole = Buffer.from(
          documentOf(lines, layout).replace(/[\r\n]+$/, (end) =>
            /[\r\n]/.test(layout.segment) ? end.slice(0, layout.segment.length) : '',
          ),
        );
        // With CRLF the terminator is CR: LF behind the last one is layout.
        const end = whole.length - (layout.segment === '\r\n' ? 1 : 0);
        const cut = whole.subarray(0, 1 + Math.floor(share * (end - 2)));
        const error = await gather(readSegments(inPieces(cut, 97), x12())).then(
          () => undefined,
          (cause: unknown) => cause as { code: string; where: string },
        );
        if (error?.code === 'ENCODING_INVALID') return; // inside of the two bytes of §
        expect(error?.code).toBe('X12_TRUNCATED');
        expect(error?.where).toMatch(new RegExp(`^segment \\d+, byte \\d+$`));
        expect(Number(error?.where.split(' ').at(-1))).toBeLessThanOrEqual(cut.length);
      }),
      { numRuns: 500 },
    );
  });
});
