import { describe, expect, it } from 'vitest';
import { type z } from 'zod';
import { fieldsFor, type Dialect } from '../../schemas/feeds/field.js';
import { FORMULA, type RawCell } from '../../schemas/rows.js';

const plain: Dialect = { date: 'YYYY-MM-DD', decimal: '.', corrections: 'append' };

/** The value, or the code of the only error. */
function read(schema: z.ZodType, cell: RawCell | undefined): unknown {
  const result = schema.safeParse(cell);
  if (result.success) return result.data;
  return result.error.issues.map((problem) => (problem as unknown as { params: { code: string } }).params.code).join(' ');
}

const fields = (over: Partial<Dialect> = {}) => fieldsFor({ ...plain, ...over });
const description = 'x';
const cell = (text: string, stored: object = {}): RawCell => ({ text, ...stored });

describe('text', () => {
  const text = fields().text({ description });
  it.each([
    ['  Curie  ', 'Curie'],
    ['\u00a0Curie\u00a0', 'Curie'],
    ['\u200bCurie\ufeff', 'Curie'],
    ['Curie\u00a0Labs', 'Curie\u00a0Labs'],
    ['', undefined],
    [' \t\u00a0\u2007', undefined],
    ['\u200b', undefined],
    ['#1 Coffee', '#1 Coffee'],
    ['#', '#'],
    ['#REF!', 'CELL_ERROR'],
    ['#n/a', 'CELL_ERROR'],
    ['########', 'CELL_ERROR'],
    [cell('#REF!', { error: '#REF!' }), 'CELL_ERROR'],
    [cell('', { error: 'formula without a value' }), 'CELL_ERROR'],
    [cell('Curie', { error: FORMULA }), 'CELL_FORMULA'],
    [cell('12', { number: 12, error: FORMULA }), 'CELL_FORMULA'],
    [cell(' Curie '), 'Curie'],
    [cell('1,234', { number: 1234 }), '1,234'],
    [undefined, undefined],
  ] as [RawCell | undefined, unknown][])('%j is %j', (given, value) => expect(read(text, given)).toBe(value));

  it('that is required says so with the code of its field', () => {
    expect(read(fields().text({ description, required: 'yes' }), ' ')).toBe('REQUIRED');
    expect(read(fields().text({ description, required: 'yes', absent: 'END_USER_MISSING' }), undefined)).toBe('END_USER_MISSING');
    expect(read(fields().text({ description, required: 'yes', absent: 'END_USER_MISSING' }), '#REF!')).toBe('CELL_ERROR END_USER_MISSING');
  });

  it('of a contact is never an error', () => {
    expect(read(fields().email({ description, lenient: true }), '#N/A')).toBe(undefined);
    expect(read(fields().email({ description, lenient: true }), 'ask at the desk')).toBe('ask at the desk');
  });
});

describe('a number of a product, a party or an invoice', () => {
  const code = fields().code({ description, required: 'yes' });
  it.each([
    ['ROOM-220', 'ROOM-220'],
    [' Größe 3 № 7 ', 'Größe 3 № 7'],
    ['製品-1', '製品-1'],
    ['\u200bROOM-220\ufeff', 'ROOM-220'],
    ['ROOM\u200b-220', 'CHARACTER_INVISIBLE'],
    ['ROOM-\u00ad220', 'CHARACTER_INVISIBLE'],
    ['\u00adROOM-220', 'CHARACTER_INVISIBLE'],
    ['ROOM-220\u200d', 'CHARACTER_INVISIBLE'],
    ['ROOM\u2060-220', 'CHARACTER_INVISIBLE'],
    ['ROOM\ufeff-220', 'CHARACTER_INVISIBLE'],
    ['\u202aROOM-220\u202c', 'CHARACTER_INVISIBLE'],
    ['ROOM-220\u3164', 'CHARACTER_INVISIBLE'],
    ['ROOM\u001d-220', 'CHARACTER_INVISIBLE'],
    ['\u0001ROOM-220', 'CHARACTER_INVISIBLE'],
    ['ROOM-220\u007f', 'CHARACTER_INVISIBLE'],
    ['ROOM\u0085220', 'CHARACTER_INVISIBLE'],
    ['ROOM\t220', 'ROOM\t220'],
    ['1.23457E+11', 'DIGITS_LOST'],
    ['1,2e+12', 'DIGITS_LOST'],
    ['1E5', '1E5'],
    [cell('1.23E+12', { number: 1.23e12 }), 'DIGITS_LOST'],
    [cell('1234567890123450', { number: 1234567890123450 }), 'DIGITS_LOST'],
    [cell('123456789012345', { number: 123456789012345 }), '123456789012345'],
    [cell('ROOM\u200c-220'), 'CHARACTER_INVISIBLE'],
  ] as [RawCell, unknown][])('%j is %j', (given, value) => expect(read(code, given)).toBe(value));

  it('says by its number which character cannot be seen, and shows none of them', () => {
    const { message } = code.safeParse('RO\u200bOM\u00ad\u200b').error!.issues[0]!;
    expect(message).toBe(
      'The cell holds a character that nobody can see, so it is another one than it looks like. Expected: the same without U+200B and U+00AD.',
    );
  });
});

describe('a date', () => {
  it.each([
    ['YYYY-MM-DD', '2026-03-31', '2026-03-31'],
    ['YYYY-MM-DD', '2026-3-1', '2026-03-01'],
    ['YYYY-MM-DD', ' 2026-03-31 ', '2026-03-31'],
    ['YYYY-MM-DD', '2026-03-31 00:00:00.000', '2026-03-31'],
    ['YYYY-MM-DD', '2026-03-31T00:00:00Z', '2026-03-31'],
    ['YYYY-MM-DD', '2026-03-31 08:30:00', 'DATE_INVALID'],
    ['YYYY-MM-DD', '2026-02-29', 'DATE_INVALID'],
    ['YYYY-MM-DD', '2024-02-29', '2024-02-29'],
    ['YYYY-MM-DD', '2100-02-29', 'DATE_INVALID'],
    ['YYYY-MM-DD', '2026-13-01', 'DATE_INVALID'],
    ['YYYY-MM-DD', '2026-00-10', 'DATE_INVALID'],
    ['YYYY-MM-DD', '2026-04-31', 'DATE_INVALID'],
    ['YYYY-MM-DD', '1989-12-31', 'DATE_INVALID'],
    ['YYYY-MM-DD', '1990-01-01', '1990-01-01'],
    ['YYYY-MM-DD', '2100-12-31', '2100-12-31'],
    ['YYYY-MM-DD', '2101-01-01', 'DATE_INVALID'],
    ['YYYY-MM-DD', '31.03.2026', 'DATE_INVALID'],
    ['YYYY-MM-DD', '20260331', 'DATE_INVALID'],
    ['YYYY-MM-DD', '46112', 'DATE_INVALID'],
    ['DD.MM.YYYY', '1.3.2026', '2026-03-01'],
    ['DD.MM.YYYY', '01.13.2026', 'DATE_INVALID'],
    ['MM/DD/YYYY', '01/02/2024', '2024-01-02'],
    ['DD/MM/YYYY', '01/02/2024', '2024-02-01'],
    ['MM/DD/YYYY', '13/02/2024', 'DATE_INVALID'],
    ['MM/DD/YYYY', '1/2/24', 'DATE_INVALID'],
    ['M/D/YY', '1/2/24', '2024-01-02'],
    ['DD.MM.YY', '31.12.89', '2089-12-31'],
    ['DD.MM.YY', '31.12.90', '1990-12-31'],
    ['YYYYMMDD', '20260331', '2026-03-31'],
    ['YYYYMMDD', '2026331', 'DATE_INVALID'],
    ['DDMM.YYYY', '123.2026', 'DATE_INVALID'],
    ['YYYY-MM-DD', cell('3/31/26', { date: '2026-03-31' }), '2026-03-31'],
    ['DD.MM.YYYY', cell('31.3.', { date: '2026-03-31T08:30:00', number: 46112.35 }), '2026-03-31'],
    ['YYYY-MM-DD', cell('1900-01-00', { date: '1900-01-00' }), 'DATE_INVALID'],
    ['YYYY-MM-DD', cell('46112', { number: 46112 }), 'DATE_INVALID'],
    ['YYYYMMDD', cell('20260331', { number: 20260331 }), 'DATE_INVALID'],
    ['YYYY-MM-DD', cell('2026-03-31'), '2026-03-31'],
  ] as [string, RawCell, unknown][])('under %s: %j is %j', (date, given, value) => {
    expect(read(fields({ date }).date({ description }), given)).toBe(value);
  });
});

describe('a time', () => {
  const time = fields({ timezone: 'America/Chicago' }).time({ description });
  it.each([
    ['2026-03-31T17:05:00-06:00', '2026-03-31T23:05:00.000Z'],
    ['2026-03-31T23:05Z', '2026-03-31T23:05:00.000Z'],
    ['2026-03-31 23:05:00.5+0000', '2026-03-31T23:05:00.500Z'],
    ['2026-03-31T17:05:00', 'TIME_INVALID'],
    ['2026-03-31', 'TIME_INVALID'],
    ['2026-02-30T17:05:00Z', 'TIME_INVALID'],
    ['2026-03-31T25:05:00Z', 'TIME_INVALID'],
    [cell('3/31/26 5:05 PM', { date: '2026-03-31T17:05:00' }), '2026-03-31T22:05:00.000Z'],
    [cell('1/31/26 5:05 PM', { date: '2026-01-31T17:05:00' }), '2026-01-31T23:05:00.000Z'],
    [cell('1/31/26', { date: '2026-01-31' }), '2026-01-31T06:00:00.000Z'],
    [cell('46112.5', { number: 46112.5 }), 'TIME_INVALID'],
  ] as [RawCell, unknown][])('%j is %j', (given, value) => expect(read(time, given)).toBe(value));
});

describe('a number', () => {
  it.each([
    ['.', '1', '1'],
    ['.', '-1', '-1'],
    ['.', '+1', '1'],
    ['.', '007', '7'],
    ['.', '-0', '0'],
    ['.', '1,234', '1234'],
    ['.', '1,234,567.50', '1234567.5'],
    ['.', '12,34', 'NUMBER_INVALID'],
    ['.', '1,2345', 'NUMBER_INVALID'],
    ['.', '1.234.567', 'NUMBER_INVALID'],
    ['.', '1 234', 'NUMBER_INVALID'],
    ['.', '.5', '0.5'],
    ['.', '5.', '5'],
    ['.', '.', 'NUMBER_INVALID'],
    ['.', '1e3', 'NUMBER_INVALID'],
    ['.', '0x10', 'NUMBER_INVALID'],
    ['.', '$5', 'NUMBER_INVALID'],
    ['.', 'Infinity', 'NUMBER_INVALID'],
    ['.', '--1', 'NUMBER_INVALID'],
    ['.', '99999999999999.9999', '99999999999999.9999'],
    ['.', '100000000000000', 'NUMBER_INVALID'],
    [',', '1.234,50', '1234.5'],
    [',', '1234,5', '1234.5'],
    [',', '1.5', 'NUMBER_INVALID'],
    [',', '1,234.50', 'NUMBER_INVALID'],
    ['.', cell('1.234,50 €', { number: 1234.5 }), '1234.5'],
    ['.', cell('0', { number: -0 }), '0'],
    ['.', cell('0.30', { number: 0.1 + 0.2 }), '0.3'],
    ['.', cell('3/31/26', { date: '2026-03-31', number: 46112 }), 'NUMBER_INVALID'],
    ['.', cell('TRUE', { boolean: true }), 'NUMBER_INVALID'],
    ['.', cell('12'), '12'],
  ] as ['.' | ',', RawCell, unknown][])('with decimal sign %s: %j is %j', (decimal, given, value) => {
    expect(read(fields({ decimal }).decimal({ description }), given)).toBe(value);
  });

  it.each([
    ['.', '2', 2],
    ['.', '2.0', 2],
    ['.', '1,200', 1200],
    [',', '2,00', 2],
    ['.', '2.5', 'NUMBER_NOT_WHOLE'],
    ['.', cell('3', { number: 2.5 }), 'NUMBER_NOT_WHOLE'],
    ['.', cell('3', { number: 3 }), 3],
    ['.', 'two', 'NUMBER_INVALID'],
  ] as ['.' | ',', RawCell, unknown][])('that is whole, with decimal sign %s: %j is %j', (decimal, given, value) => {
    expect(read(fields({ decimal }).whole({ description }), given)).toBe(value);
  });

  it('has bounds where the field has them, both included', () => {
    const hours = fields().decimal({ description, min: 0, max: 24 });
    expect(['0', '24', '24.5', '-1'].map((text) => read(hours, text))).toEqual(['0', '24', 'NUMBER_OUT_OF_RANGE', 'NUMBER_OUT_OF_RANGE']);
  });
});

describe('a choice', () => {
  it.each([
    ['Sale', 'sale'],
    [' RETURN ', 'return'],
    ['returned', 'VALUE_UNKNOWN'],
    ['', 'sale'],
  ])('of sale and return, sale by default: %j is %j', (given, value) => {
    expect(read(fields().oneOf(['sale', 'return'], { description, default: 'sale' }), given)).toBe(value);
  });
  it.each([
    ['TRUE', true],
    ['false', false],
    [cell('WAHR', { boolean: true }), true],
    ['yes', 'BOOLEAN_INVALID'],
    [cell('1', { number: 1 }), 'BOOLEAN_INVALID'],
    ['', undefined],
  ] as [RawCell, unknown][])('of true and false: %j is %j', (given, value) =>
    expect(read(fields().boolean({ description }), given)).toBe(value),
  );
  it.each([
    ['us', 'US'],
    ['GB', 'GB'],
    ['UK', 'COUNTRY_UNKNOWN'],
    ['USA', 'COUNTRY_UNKNOWN'],
    ['ZZ', 'COUNTRY_UNKNOWN'],
  ])('of countries: %j is %j', (given, value) => expect(read(fields().country({ description }), given)).toBe(value));
  it.each([
    ['eur', 'EUR'],
    ['USD', 'USD'],
    ['DEM', 'CURRENCY_UNKNOWN'],
    ['€', 'CURRENCY_UNKNOWN'],
  ])('of currencies: %j is %j', (given, value) => expect(read(fields().currency({ description }), given)).toBe(value));
});

describe('a pattern of serial numbers', () => {
  it.each([
    ['LS\\d{6}', 'LS\\d{6}'],
    ['(?:A|B)-\\d+', '(?:A|B)-\\d+'],
    ['\\\\1', '\\\\1'],
    ['LS(', 'PATTERN_INVALID'],
    ['(?=LS).*', 'PATTERN_INVALID'],
    ['(?<!A)B', 'PATTERN_INVALID'],
    ['(A)\\1', 'PATTERN_INVALID'],
  ])('%s is %s', (given, value) => expect(read(fields().pattern({ description }), given)).toBe(value));
});

describe('a serial number', () => {
  it.each([
    [undefined, '0012345', ['0012345']],
    [undefined, ' ab-12 c ', ['AB-12 C']],
    [undefined, '1E5', ['1E5']],
    [undefined, '314E59', ['314E59']],
    [undefined, '5E-07', ['5E-07']],
    [undefined, '12345678901234567890', ['12345678901234567890']],
    [undefined, '1.23E+12', 'SERIAL_SCIENTIFIC'],
    [undefined, '1,23e+12', 'SERIAL_SCIENTIFIC'],
    [undefined, '1E+12', 'SERIAL_SCIENTIFIC'],
    [undefined, '1.5E-07', 'SERIAL_SCIENTIFIC'],
    [undefined, cell('0012345', { number: 12345 }), ['0012345']],
    [undefined, cell('1.23457E+14', { number: 123456789012345 }), 'SERIAL_SCIENTIFIC'],
    [undefined, cell('123456789012345', { number: 123456789012345 }), ['123456789012345']],
    [undefined, cell('1234567890123450', { number: 1234567890123450 }), 'SERIAL_TOO_MANY_DIGITS'],
    [undefined, cell('12345678901234567000', { number: 12345678901234567000 }), 'SERIAL_TOO_MANY_DIGITS'],
    [undefined, cell('LS', { number: 1234567890123456 }), 'SERIAL_TOO_MANY_DIGITS'],
    [undefined, cell('00000000000000012345', { number: 12345 }), ['00000000000000012345']],
    [undefined, cell('12345678901234567890'), ['12345678901234567890']],
    [undefined, cell('Mar-26', { date: '2026-03-01', number: 46082 }), 'SERIAL_IS_DATE'],
    [undefined, 'A1,A2', 'SERIAL_SEPARATOR_UNDECLARED'],
    [undefined, 'A1;A2', 'SERIAL_SEPARATOR_UNDECLARED'],
    [undefined, 'A1\nA2', 'SERIAL_SEPARATOR_UNDECLARED'],
    [undefined, 'A1/A2', ['A1/A2']],
    [',', 'a1, A2 ,,A3,', ['A1', 'A2', 'A3']],
    [',', 'A1; A2', 'SERIAL_SEPARATOR_UNDECLARED'],
    [',', 'A1, 1.2E+10', 'SERIAL_SCIENTIFIC'],
    [',', 'A1, a1', 'SERIAL_REPEATED'],
    ['\n', 'A1\r\nA2', ['A1', 'A2']],
    [',', ' , ', 'REQUIRED'],
    [undefined, '\u200bA1\u2060', ['A1']],
    [undefined, 'A\u200b1', 'CHARACTER_INVISIBLE'],
    [undefined, '\u200eA1', 'CHARACTER_INVISIBLE'],
    [undefined, cell('A1\u00ad'), 'CHARACTER_INVISIBLE'],
    [undefined, 'A\u001d1', 'CHARACTER_INVISIBLE'],
    [',', 'A1\u200b, A2', ['A1', 'A2']],
    [',', 'A1, A\u200d2', 'CHARACTER_INVISIBLE'],
  ] as [string | undefined, RawCell, unknown][])('with separator %j: %j is %j', (serial_separator, given, value) => {
    expect(read(fields({ serial_separator }).serial({ description, required: 'yes' }), given)).toEqual(value);
  });
});
