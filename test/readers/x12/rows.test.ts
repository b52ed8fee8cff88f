import { describe, expect, it } from 'vitest';
import type { Result } from '../support.js';
import { read, x12 } from '../support.js';
import { interchange, sale, segments } from './writing.js';

/** The report of `sale` with its transfers replaced. */
const reportOf = (transfers: string, heading = 'BPT*00*1*20260501') => interchange([segments(`${heading}\n${transfers}`)]);
const units = ({ tables, rows }: Result): Record<string, unknown>[] =>
  rows.map(({ line, item, cells }) => ({
    line,
    ...(item === undefined ? {} : { item }),
    ...Object.fromEntries(
      (tables[0]?.header ?? []).map((field, at): [string, unknown] => [field, cells[at]]).filter(([, cell]) => cell !== ''),
    ),
  }));
const rowsOf = async (transfers: string, over: Record<string, unknown> = {}, heading?: string) =>
  units(await read(reportOf(transfers, heading), x12(over)));

describe('a report', () => {
  it('gives every field of a sale, one row for each serial number', async () => {
    const result = await read(interchange([sale]), x12());
    const unit = {
      line: 19,
      transaction_type: 'sale',
      invoice_number: 'INV-1',
      invoice_date: '2026-04-14',
      ship_date: '2026-04-15',
      product_number: 'ROOM-220',
      quantity: '1',
      selling_partner: 'BLUEHERON',
      end_user_name: 'Clamshell Clinic',
      end_user_address_line1: '12 Main Street',
      end_user_address_line2: 'Floor 2, Radiology',
      end_user_city: 'Springfield',
      end_user_state: 'IL',
      end_user_postal_code: '62701-1234',
      end_user_country: 'US',
      end_user_contact: 'Ann Example',
      end_user_email: 'ann@example.com',
      end_user_phone: '555-0101',
      unit_price: '1999.5',
      currency: 'USD',
    };
    expect(units(result)).toEqual([
      { ...unit, item: 1, serial_number: '0000101' },
      { ...unit, item: 2, serial_number: '0000102' },
    ]);
    expect(result.account.tables).toEqual([{ sheet: null, lines: 27, preamble: 5, header: 6, data: 15, total: 1, blank: 0, rows: 2 }]);
  });

  it('says of itself who sends it, for which days, and which one is later', async () => {
    const { account } = await read(interchange([sale]), x12());
    expect(account.document).toEqual({
      senders: [
        { place: 'ISA06', ids: ['NORTHGATE'] },
        { place: 'N1*DS', ids: ['NORTHGATE', 'Northgate Distribution'] },
      ],
      periods: [{ from: '2026-04-01', to: '2026-04-30' }],
      order_key: '2026-05-01 00000000 000000462 000000321 000000001',
      reports: [{ purpose: '00', period: { from: '2026-04-01', to: '2026-04-30' }, sets: 1 }],
      interchanges: [{ control_number: '000000462', groups: [{ control_number: '321', sets: 1 }] }],
      warnings: [],
    });
  });

  it('without transfers is a report that nothing was sold', async () => {
    expect(await rowsOf('CTT*0')).toEqual([]);
  });

  it('of several interchanges, groups and sets counts its segments through the whole file', async () => {
    const two = interchange([sale, sale], { control: '1' }) + interchange([sale], { control: '2' });
    const { rows, account } = await read(two, x12());
    expect(rows.map(({ line }) => line)).toEqual([19, 19, 42, 42, 69, 69]);
    expect(account.document?.interchanges.map((i) => [i.control_number, i.groups[0]?.sets])).toEqual([
      ['000000001', 2],
      ['000000002', 1],
    ]);
  });
});

describe('serial numbers', () => {
  const line = (text: string) => `PTD*SS\n${text}`;
  const serials = async (text: string, over: Record<string, unknown> = {}) =>
    (await rowsOf(line(text), over)).map((row) => [row.line, row.serial_number, row.quantity]);

  it.each([
    [
      'one QTY loop each',
      'QTY*39*1\nLIN**VP*A\nREF*SE*S1\nQTY*39*1\nLIN**VP*A\nREF*SE*S2',
      [
        [6, 'S1', '1'],
        [9, 'S2', '1'],
      ],
    ],
    [
      'repeated in one loop',
      'QTY*39*2\nLIN**VP*A\nREF*SE*S1\nREF*SE*S2',
      [
        [6, 'S1', '1'],
        [6, 'S2', '1'],
      ],
    ],
    ['in REF03', 'QTY*39*1\nLIN**VP*A\nREF*SE**S1', [[6, 'S1', '1']]],
    [
      'in LIN',
      'QTY*39*2\nLIN**VP*A*SN*S1*SN*S2',
      [
        [6, 'S1', '1'],
        [6, 'S2', '1'],
      ],
    ],
    ['in LIN and REF, the same unit', 'QTY*39*1\nLIN**VP*A*SN*S1\nREF*SE*S1', [[6, 'S1', '1']]],
    [
      'in a second LIN of the line',
      'QTY*39*2\nLIN**VP*A*SN*S1\nLIN**VP*A*SN*S2',
      [
        [6, 'S1', '1'],
        [6, 'S2', '1'],
      ],
    ],
    [
      'in a composite',
      'QTY*39*3\nLIN**VP*A\nREF*SE*S1**SE>S2>SE>S3',
      [
        [6, 'S1', '1'],
        [6, 'S2', '1'],
        [6, 'S3', '1'],
      ],
    ],
    ['in SLN', 'QTY*39*1\nLIN**VP*A\nSLN*1**I*1*EA*10.5***SN*S1', [[6, 'S1', '1']]],
    [
      'ahead of the line, for the first one only',
      'REF*SE*S1\nQTY*39*1\nLIN**VP*A\nQTY*39*4\nLIN**VP*B',
      [
        [7, 'S1', '1'],
        [9, undefined, '4'],
      ],
    ],
    ['none', 'QTY*39*40\nLIN**VP*MIC-1', [[6, undefined, '40']]],
    [
      'fewer than units: each row shows it',
      'QTY*39*3\nLIN**VP*A\nREF*SE*S1\nREF*SE*S2',
      [
        [6, 'S1', '3'],
        [6, 'S2', '3'],
      ],
    ],
    ['one twice is one', 'QTY*39*2\nLIN**VP*A\nREF*SE*S1\nREF*SE*S1', [[6, 'S1', '2']]],
  ])('%s', async (_, text, expected) => {
    expect(await serials(text)).toEqual(expected);
  });

  it('several in one REF, where their separator is declared', async () => {
    expect(await serials('QTY*39*3\nLIN**VP*A\nREF*SE*S1/S2\nREF*SE*S3', { serial_separator: '/' })).toEqual([
      [6, 'S1/S2', '2'],
      [6, 'S3', '1'],
    ]);
  });

  it('under qualifiers of this partner', async () => {
    const over = { serial_element: 'REF03', qualifiers: { serial: ['S1'], item_serial: ['ZZ'], product: ['UP'] } };
    const [row] = await rowsOf('PTD*SS\nQTY*39*1\nLIN**VP*A*UP*B\nREF*S1*x*7', over);
    expect(row).toMatchObject({ product_number: 'B', serial_number: '7' });
  });
});

describe('LIN and QTY', () => {
  const lines = async (text: string) =>
    (await rowsOf(`PTD*SS\n${text}`)).map((row) => [row.product_number, row.transaction_type, row.quantity, row.serial_number]);

  it.each([
    [
      'LIN ahead opens a line also when it names the same product as the one before',
      'LIN*1*VP*A\nQTY*32*1\nREF*SE*S1\nQTY*76*1\nLIN*2*VP*A*SN*S3\nQTY*32*1',
      [
        ['A', 'sale', '1', 'S1'],
        ['A', 'return', '1', undefined],
        ['A', 'sale', '1', 'S3'],
      ],
    ],
    [
      'LIN ahead is of all quantities behind it',
      'LIN**VP*A\nQTY*32*1\nREF*SE*S1\nQTY*76*1\nREF*SE*S2\nQTY*33*7\nLIN**VP*B\nQTY*32*1',
      [
        ['A', 'sale', '1', 'S1'],
        ['A', 'return', '1', 'S2'],
        ['A', '33', '7', undefined],
        ['B', 'sale', '1', undefined],
      ],
    ],
    [
      'SII is of all quantities behind it',
      'SII*VP*A*1*EA*5.00\nQTY*39*1\nQTY*76*1\nQTY*33*2',
      [
        ['A', 'sale', '1', undefined],
        ['A', 'return', '1', undefined],
        ['A', '33', '2', undefined],
      ],
    ],
    [
      'QTY ahead opens a line also behind a LIN without one',
      'QTY*39*1\nLIN**VP*A\nLIN**VP*B\nQTY*76*1\nLIN**VP*C*SN*S1',
      [
        ['A', 'sale', '1', undefined],
        ['B', 'sale', undefined, undefined],
        ['C', 'return', '1', 'S1'],
      ],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await lines(text)).toEqual(expected);
  });
});

describe('sale and return', () => {
  const typeOf = async (text: string, over: Record<string, unknown> = {}) =>
    (await rowsOf(`${text}\nLIN**VP*A\nREF*SE*S1`, over)).map((row) => {
      const { transaction_type, quantity } = row;
      return [transaction_type, quantity];
    });

  it.each([
    ['a stock sale', 'PTD*SS\nQTY*39*1', 'sale', '1'],
    ['ship and debit, quantity sold', 'PTD*SD\nQTY*32*1', 'sale', '1'],
    ['PTD01 RP', 'PTD*RP\nQTY*39*1', 'return', '1'],
    ['QTY01 61', 'PTD*SS\nQTY*61*1', 'return', '1'],
    ['a negative QTY02', 'PTD*SS\nQTY*39*-1', 'return', '1'],
    ['all three at once', 'PTD*RP\nQTY*61*-1', 'return', '1'],
    ['a transfer between branches is neither', 'PTD*IB\nQTY*39*1', 'IB', '1'],
    ['a quantity on hand is neither', 'PTD*SS\nQTY*17*1', '17', '1'],
    ['a line number in QTY01', 'PTD*SS\nQTY*7*1', 'sale', '1'],
    ['a line without PTD', 'QTY*39*1', 'sale', '1'],
  ])('%s', async (_, text, type, quantity) => {
    expect(await typeOf(text)).toEqual([[type, quantity]]);
  });

  it.each(['BC', 'BD', 'BG', 'BH', 'BI', 'BJ', 'BK', 'BL', 'BM', 'BT', 'BU', 'FG', 'GD', 'GP', 'GR', 'OT', 'PO', 'RT'])(
    'a transfer that the standard calls something else is neither: %s',
    async (code) => {
      expect(await typeOf(`PTD*${code}\nQTY*39*1`)).toEqual([[code, '1']]);
    },
  );

  it.each(['BR', 'CO', 'BQ', 'CC', '7', ''])('a transfer that may be one is a sale: %j', async (code) => {
    expect(await typeOf(`PTD*${code}\nQTY*39*1`)).toEqual([['sale', '1']]);
  });

  it('under qualifiers of this partner', async () => {
    expect(await typeOf('PTD*SS\nQTY*76*1', { qualifiers: { return_quantity: ['61'] } })).toEqual([['sale', '1']]);
    expect(await typeOf('PTD*CR\nQTY*39*1', { qualifiers: { return_transfer: ['CR'] } })).toEqual([['return', '1']]);
  });

  it('are no sales in a report that cancels another', async () => {
    expect(await rowsOf('PTD*SS\nQTY*39*1', {}, 'BPT*01*1*20260501')).toMatchObject([{ transaction_type: 'cancellation' }]);
  });
});

describe('parties', () => {
  const names = async (text: string, over: Record<string, unknown> = {}, heading?: string) =>
    (await rowsOf(text, over, heading)).map((row) => {
      const { end_user_name: user, selling_partner: seller } = row;
      return seller === undefined ? user : [user, seller];
    });

  it.each([
    ['the last of two N1*ST', 'PTD*SS\nN1*ST*Customer\nN1*ST*End customer\nQTY*39*1', ['End customer']],
    ['N1*EC', 'PTD*SS\nN1*ST*Customer\nN1*EC*End customer\nQTY*39*1', ['End customer']],
    ['shared by all lines of a transfer', 'PTD*SS\nN1*ST*A\nQTY*39*1\nLIN**VP*X\nQTY*39*1\nLIN**VP*Y', ['A', 'A']],
    ['not shared by another transfer', 'PTD*SS\nN1*ST*A\nQTY*39*1\nPTD*SS\nQTY*39*1', ['A', undefined]],
    ['ahead of their lines within one transfer', 'PTD*SD\nN1*ST*A1\nN1*ST*A2\nQTY*39*1\nQTY*39*1\nN1*ST*B1\nQTY*39*1', ['A2', 'A2', 'B1']],
    ['behind the line', 'PTD*SS\nLIN**N4*1\nQTY*39*1\nN1*ST*A\nPTD*SS\nQTY*39*1\nN1*ST*B', ['A', 'B']],
    ['behind each line of one transfer', 'PTD*SS\nQTY*39*1\nN1*ST*A\nQTY*39*1\nN1*ST*B', ['A', 'B']],
    ['the partner by its id', 'PTD*SS\nN1*BY*Blue Heron*92*BH\nN1*ST*A\nQTY*39*1', [['A', 'BH']]],
    ['the partner by its name', 'PTD*SS\nN1*BY*Blue Heron\nN1*ST*A\nQTY*39*1', [['A', 'Blue Heron']]],
    [
      'a name that goes on in N2',
      `PTD*SS\nN1*ST*${'Very long name of a school distri'.padEnd(35, 'c')}\nN2*t\nQTY*39*1`,
      ['Very long name of a school districct'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await names(text)).toEqual(expected);
  });

  it('of the heading count where a transfer names none', async () => {
    const heading = 'BPT*00*1*20260501\nN1*BY*P\nN1*ST*H';
    expect(await names('PTD*SS\nQTY*39*1\nPTD*SS\nN1*ST*T\nQTY*39*1', {}, heading)).toEqual([
      ['H', 'P'],
      ['T', 'P'],
    ]);
    expect(await names('QTY*39*1\nN1*ST*I\nQTY*39*1', {}, heading)).toEqual([
      ['H', 'P'],
      ['I', 'P'],
    ]);
  });

  it.each([
    [
      'behind each line, with one of the transfer ahead',
      'PTD*SS\nN1*ST*Dealer\nQTY*39*1\nREF*SE*1\nN1*EC*A\nQTY*39*1\nREF*SE*2\nN1*EC*B',
      ['A', 'B'],
    ],
    ['of the same role behind each line', 'PTD*SS\nN1*ST*Dealer\nQTY*39*1\nN1*ST*A\nQTY*39*1\nN1*ST*B', ['A', 'B']],
    ['behind some lines: the others are of the transfer', 'PTD*SS\nN1*ST*D\nQTY*39*1\nQTY*39*1\nN1*EC*A', ['D', 'A']],
    ['of a line, inside of it', 'PTD*SS\nN1*ST*D\nQTY*39*1\nN1*EC*A\nLIN**VP*X\nQTY*39*1\nLIN**VP*X', ['A', 'D']],
    [
      'the partner ahead of each line, the end user behind it',
      'PTD*SS\nN1*BY*P\nQTY*39*1\nN1*EC*A\nN1*BY*Q\nQTY*39*1\nN1*EC*B',
      [
        ['A', 'P'],
        ['B', 'Q'],
      ],
    ],
    [
      'the partner of the transfer, whatever stands behind him',
      'PTD*SS\nN1*ST*A\nN1*BY*P\nQTY*39*1\nN1*ST*B\nQTY*39*1',
      [
        ['A', 'P'],
        ['B', 'P'],
      ],
    ],
    ['who are no field of ours change nothing', 'PTD*SS\nN1*ST*A\nQTY*39*1\nN1*WH*W\nQTY*39*1', ['A', 'A']],
    ['a loop of theirs stays together', 'PTD*SS\nN1*ST*A\nQTY*39*1\nN1*WH*W\nN1*ST*B\nQTY*39*1', ['A', 'B']],
  ])('%s', async (_, text, expected) => {
    expect(await names(text)).toEqual(expected);
  });

  it('behind each line of a report without transfers, with another one in its heading', async () => {
    const heading = 'BPT*00*1*20260501\nN1*ST*H';
    expect(await names('QTY*39*1\nREF*SE*1\nN1*EC*A\nQTY*39*1\nREF*SE*2\nN1*EC*B', {}, heading)).toEqual(['A', 'B']);
  });

  it('behind a line are about it, and so is what is said behind them', async () => {
    expect(await rowsOf('PTD*SS\nN1*ST*A\nQTY*39*1\nN1*BY*P\nREF*SE*1\nREF*IV*I\nPTD*SS\nN1*ST*B\nQTY*39*1\nREF*SE*2')).toMatchObject([
      { end_user_name: 'A', selling_partner: 'P', serial_number: '1', invoice_number: 'I' },
      { end_user_name: 'B', serial_number: '2' },
    ]);
  });

  it('ahead of lines bring what is said behind them, and serial numbers for the first of these lines only', async () => {
    const text = 'PTD*SS\nN1*ST*A\nREF*IV*1\nQTY*39*1\nREF*SE*1\nN1*ST*B\nREF*IV*2\nREF*SE*2\nQTY*39*1\nQTY*39*1\nREF*SE*3';
    expect((await rowsOf(text)).map((row) => [row.end_user_name, row.invoice_number, row.serial_number])).toEqual([
      ['A', '1', '1'],
      ['B', '2', '2'],
      ['B', '2', '3'],
    ]);
  });

  const told = async (text: string) => {
    const result = await read(reportOf(text), x12());
    const findings = result.account.document?.warnings.map(({ kind, detail }) => [kind, Number.parseInt(detail, 10)]);
    return { names: units(result).map((row) => row.end_user_name), findings };
  };

  it.each([
    [
      'of another role than those ahead, and none behind the last line',
      'PTD*SS\nN1*ST*D\nQTY*39*1\nN1*EC*A\nQTY*39*1',
      2,
      [undefined, undefined],
    ],
    ['between lines without any ahead', 'PTD*SS\nQTY*39*1\nQTY*39*1\nN1*ST*A\nQTY*39*1', 2, [undefined, undefined, undefined]],
    [
      'ahead in one transfer, behind its line in the one before',
      'PTD*SS\nQTY*39*1\nN1*ST*A\nPTD*SS\nN1*ST*B\nQTY*39*1\nN1*ST*C\nQTY*39*1',
      2,
      ['A', undefined, undefined],
    ],
  ])('of which it cannot be told are left out, and a finding says so: %s', async (_, text, lines, expected) => {
    expect(await told(text)).toEqual({ names: expected, findings: [['PARTY_AMBIGUOUS', lines]] });
  });

  it('between lines are behind them where an earlier transfer shows it', async () => {
    const text = 'PTD*SS\nQTY*39*1\nN1*ST*A\nPTD*SS\nQTY*39*1\nN1*ST*B\nQTY*39*1';
    expect(await told(text)).toEqual({ names: ['A', 'B', undefined], findings: [] });
  });

  it('that a later transfer has on the other side are a finding', async () => {
    const text = 'PTD*SS\nN1*ST*A\nQTY*39*1\nN1*ST*B\nQTY*39*1\nPTD*SS\nQTY*39*1\nN1*ST*C';
    expect(await told(text)).toEqual({ names: ['A', 'B', 'C'], findings: [['PARTY_ORDER_MIXED', 1]] });
  });

  it('of very many lines are read as they stand, and refused where the last line contradicts the first one', async () => {
    const many = (first: string, last: string) =>
      read(reportOf(`PTD*SS\n${first}\nQTY*39*1\n${'N1*ST*A\nQTY*39*1\n'.repeat(10_001)}${last}`), x12());
    const ahead = units(await many('N1*ST*H', 'QTY*39*1')).map((row) => row.end_user_name);
    expect([ahead.length, ahead[0], ...new Set(ahead.slice(1))]).toEqual([10_003, 'H', 'A']);
    const behind = units(await many('REF*IV*1', 'N1*ST*A')).map((row) => row.end_user_name);
    expect([behind.length, ...new Set(behind)]).toEqual([10_002, 'A']);
    await expect(many('N1*ST*H', 'N1*ST*A')).rejects.toMatchObject({ code: 'X12_PARTIES_UNCLEAR', where: 'segment 20009' });
  });

  it('under qualifiers of this partner', async () => {
    const over = { qualifiers: { end_user: ['UC'], selling_partner: ['SE'] } };
    expect(await names('PTD*SS\nN1*SE*P\nN1*UC*A\nN1*ST*B\nQTY*39*1', over)).toEqual([['A', 'P']]);
  });

  it('have the country of the source where N404 is empty, and postal codes as their country writes them', async () => {
    const place = async (n4: string, over: Record<string, unknown> = {}) => {
      const [row] = await rowsOf(`PTD*SS\nN1*ST*A\nN4*${n4}\nQTY*39*1`, over);
      const { end_user_postal_code, end_user_country } = row!;
      return [end_user_postal_code, end_user_country];
    };
    expect(await place('Milpitas*CA*950356818', { country: 'US' })).toEqual(['95035-6818', 'US']);
    expect(await place('Milpitas*CA*950356818')).toEqual(['950356818', undefined]);
    expect(await place('Lodz**90001*PL')).toEqual(['90-001', 'PL']);
    expect(await place('Berlin**10115*DE', { country: 'US' })).toEqual(['10115', 'DE']);
  });
});

describe('references, days and prices', () => {
  it.each([
    ['IV is preferred', 'PTD*SS\nREF*DI*D\nREF*IV*I\nQTY*39*1', { invoice_number: 'I' }],
    ['DI', 'PTD*SS\nQTY*39*1\nREF*DI*D\nREF*LI*7', { invoice_number: 'D', invoice_line: '7' }],
    ['the line wins over its transfer', 'PTD*SS\nREF*IV*P\nQTY*39*1\nREF*IV*L', { invoice_number: 'L' }],
    ['PTD04 and PTD05', 'PTD*SS***IV*P\nQTY*39*1', { invoice_number: 'P' }],
    ['behind a party', 'PTD*SS\nN1*ST*A\nN4*B\nREF*IV*I\nQTY*39*1', { invoice_number: 'I' }],
    ['a day of six digits', 'PTD*SS\nDTM*003*950115\nQTY*39*1', { invoice_date: '1995-01-15' }],
    ['with its century', 'PTD*SS\nDTM*003*050115***20\nQTY*39*1', { invoice_date: '2005-01-15' }],
    ['in DTM06', 'PTD*SS\nDTM*003****D8*20260414\nQTY*39*1', { invoice_date: '2026-04-14' }],
    ['in DTM06, month first', 'PTD*SS\nDTM*003****DB*06122026\nQTY*39*1', { invoice_date: '2026-06-12' }],
    ['in DTM06, of six digits, month first', 'PTD*SS\nDTM*003****TT*061226\nQTY*39*1', { invoice_date: '2026-06-12' }],
    ['in DTM06, with the time', 'PTD*SS\nDTM*003****DT*202606121530\nQTY*39*1', { invoice_date: '2026-06-12' }],
    ['in DTM06, a range of one day', 'PTD*SS\nDTM*003****RD8*20260612-20260612\nQTY*39*1', { invoice_date: '2026-06-12' }],
    ['no day, a range', 'PTD*SS\nDTM*003****RD8*20260601-20260630\nQTY*39*1', { invoice_date: '20260601-20260630' }],
    ['no day, a month', 'PTD*SS\nDTM*003****CM*202606\nQTY*39*1', { invoice_date: '202606' }],
    ['no day, a time', 'PTD*SS\nDTM*003****TM*101112\nQTY*39*1', { invoice_date: '101112' }],
    ['no day, a form that nobody knows', 'PTD*SS\nDTM*003****MDY*061226\nQTY*39*1', { invoice_date: '061226' }],
    ['what is no day stays as it is', 'PTD*SS\nDTM*003*yesterday\nQTY*39*1', { invoice_date: 'yesterday' }],
    ['CTP', 'PTD*SS\nQTY*39*1\nCTP**RES*8.99', { unit_price: '8.99' }],
    ['SII', 'PTD*SS\nSII*VP*A*3*EA*5.00', { product_number: 'A', quantity: '3', unit_price: '5.00' }],
    [
      'SII with QTY and LIN',
      'PTD*SS\nSII*VP*A*3*EA*5.00\nQTY*61*2\nLIN**VP*A',
      { product_number: 'A', quantity: '2', transaction_type: 'return' },
    ],
  ])('%s', async (_, text, expected) => {
    expect(await rowsOf(text)).toMatchObject([expected]);
  });

  it('are not guessed: differing prices are left out and told, unless one is declared', async () => {
    const text = 'PTD*SS\nQTY*39*1\nUIT*EA*10*CT\nUIT*EA*12*RS\nREF*IV*A\nREF*IV*B';
    const { rows, tables, account } = await read(reportOf(text), x12());
    expect(rows[0]?.cells[tables[0]?.header.indexOf('unit_price') ?? -1]).toBe('');
    expect(account.document?.warnings.map(({ kind }) => kind).sort()).toEqual(['PRICE_AMBIGUOUS', 'REFERENCE_AMBIGUOUS']);
    expect(await rowsOf(text, { qualifiers: { unit_price: ['RS'] } })).toMatchObject([{ unit_price: '12' }]);
  });
});

describe('the period', () => {
  const periodOf = async (heading: string) => {
    const { document } = (await read(reportOf('PTD*SS\nQTY*39*1', `BPT*00*1*20260501\n${heading}`), x12())).account;
    const [period] = document?.periods ?? [];
    return period === undefined ? document?.warnings.map(({ kind }) => kind) : [period.from, period.to];
  };
  const unreadable = ['PERIOD_UNREADABLE'];

  it.each([
    ['two days', 'DTM*090*20260601\nDTM*091*20260630', ['2026-06-01', '2026-06-30']],
    ['a range', 'DTM*090****RD8*20260601-20260630', ['2026-06-01', '2026-06-30']],
    ['a range, month first', 'DTM*091****RD*06012026-06302026', ['2026-06-01', '2026-06-30']],
    ['one month', 'DTM*090****CM*202602\nDTM*091****CM*202602', ['2026-02-01', '2026-02-28']],
    ['several months', 'DTM*090****CM*202401\nDTM*091****CM*202402', ['2024-01-01', '2024-02-29']],
    ['a range of months', 'DTM*090****RD5*202604-202606', ['2026-04-01', '2026-06-30']],
    ['a range of years', 'DTM*090****RD4*2025-2026', ['2025-01-01', '2026-12-31']],
    ['a day that no month has', 'DTM*090*20260601\nDTM*091*20260631', unreadable],
    ['a month that no year has', 'DTM*090*20269901\nDTM*091*20269930', unreadable],
    ['a month that no year has, in its form', 'DTM*090****CM*202613\nDTM*091****CM*202613', unreadable],
    ['a range with such a day', 'DTM*090****RD8*20260601-20260631', unreadable],
    ['a range whose end is missing', 'DTM*090****RD8*20260601', unreadable],
    ['a form that says no year', 'DTM*090****RMD*0601-0630', unreadable],
    ['the end ahead of the start', 'DTM*090*20260630\nDTM*091*20260601', unreadable],
    ['one month for its start alone', 'DTM*090****CM*202606', unreadable],
  ])('of %s', async (_, heading, expected) => {
    expect(await periodOf(heading)).toEqual(expected);
  });
});

describe('what is often wrong in honest files', () => {
  const warnings = async (file: string) => (await read(file, x12())).account.document?.warnings.map(({ kind }) => kind);
  const twice = interchange([sale, sale]).replace('ST*867*0002', 'ST*867*0001').replace('SE*23*0002', 'SE*23*0001');

  it.each([
    ['CTT01', reportOf('PTD*SS\nQTY*39*1\nCTT*7'), ['CONTROL_TOTAL_WRONG']],
    ['CTT02', reportOf('PTD*SS\nQTY*39*2\nCTT*1*3'), ['CONTROL_TOTAL_WRONG']],
    ['CTT that is right', reportOf('PTD*SS\nQTY*39*2\nQTY*39*-1\nCTT*2*1'), []],
    ['a repeated ST02', twice, ['CONTROL_NUMBER_REPEATED']],
    ['a test interchange', interchange([sale]).replace('*0*P*', '*0*T*'), ['TEST_INDICATOR']],
    ['a serial number in the heading', reportOf('PTD*SS\nQTY*39*1', 'BPT*00*1*20260501\nREF*SE*1'), ['SERIAL_WITHOUT_LINE']],
    ['a transfer without a line', reportOf('PTD*SS\nREF*IV*1\nPTD*SS\nQTY*39*1'), ['TRANSFER_WITHOUT_LINE']],
    ['half a period', reportOf('PTD*SS\nQTY*39*1', 'BPT*00*1*20260501\nDTM*090*20260401'), ['PERIOD_UNREADABLE']],
  ])('%s is a warning', async (_, file, expected) => {
    expect(await warnings(file)).toEqual(expected);
  });
});
