import { describe, expect, it } from 'vitest';
import { judge, readingOf, salesOf, type SourceOptions } from './judging.js';

const stock = { end_user_name: 'STOCK' };
const box = { end_user_address_line1: 'PO Box 7' };
const judged = async (rows: Record<string, string>[], rules: Record<string, unknown>) =>
  (await judge(readingOf(salesOf(...rows)), { limits: { rules } })).judgement;

describe('a limit for one rule', () => {
  it('holds a file above its rows, with the numbers', async () => {
    const judgement = await judged([{}, stock, stock, box], { END_USER_PLACEHOLDER: { rows: 1 } });
    expect(judgement).toMatchObject({ status: 'held', error_code: 'RULE_LIMIT_EXCEEDED', rows_rejected: 3 });
    expect(judgement.error).toBe('2 of 4 rows were rejected for END_USER_PLACEHOLDER; the source allows 1 rows.');
  });

  it('holds a file above its share', async () => {
    expect((await judged([{}, {}, {}, stock], { END_USER_PLACEHOLDER: { share: 0.2 } })).error).toContain('a share of 0.2');
    expect((await judged([{}, {}, {}, {}, stock], { END_USER_PLACEHOLDER: { share: 0.2 } })).status).toBe('partial');
    const rows = Array.from({ length: 100 }, (_, at) => (at < 29 ? stock : {}));
    expect((await judged(rows, { END_USER_PLACEHOLDER: { share: 0.29 } })).status).toBe('partial');
  });

  it('counts a row once for each code that it broke, and other codes not at all', async () => {
    const both = { ...stock, ...box };
    expect((await judged([both, {}], { END_USER_PLACEHOLDER: { rows: 1 }, END_USER_ADDRESS_PO_BOX: { rows: 1 } })).status).toBe('partial');
    const twice = await judged([{ end_user_city: '', end_user_country: 'Q' }], { END_USER_ADDRESS_INCOMPLETE: { rows: 1 } });
    expect(twice).toMatchObject({ status: 'rejected', error_code: null });
    expect(await judged([box, box], { END_USER_PLACEHOLDER: { rows: 0 } })).toMatchObject({ status: 'rejected' });
  });
});

describe('a control total', () => {
  const total = (cells: Record<string, string>) => {
    const { header } = salesOf();
    return ['Total', ...header.slice(1).map((name) => cells[name] ?? '')];
  };
  const inRow = { control_totals: [{ field: 'quantity', in: 'total_row' }], format: { total_row: '^Total' } };
  const of = async (
    rows: Record<string, string>[],
    stated: string[] | undefined,
    source: SourceOptions = inRow,
    file_name = 'report.csv',
  ) => {
    const reading = readingOf({ ...salesOf(...rows), ...(stated && { total: stated }) });
    const taken = { ...(await import('./judging.js')).taken(), file_name };
    return (await judge(reading, source, { taken })).judgement;
  };
  const many = { serial_number: '', quantity: '40' };

  it('that fits passes, with rejected rows in it and a cell of several serials counted once', async () => {
    const rows = [{ serial_number: 'A1;A2', quantity: '2' }, many, { ...stock, quantity: '1' }];
    const source = { ...inRow, format: { ...inRow.format, serial_separator: ';' } };
    expect(await of(rows, total({ quantity: '43' }), source)).toMatchObject({ status: 'partial', error_code: null });
  });

  it('that does not fit holds the file, with both numbers', async () => {
    const judgement = await of([{}, many], total({ quantity: '46' }));
    expect(judgement).toMatchObject({ status: 'held', error_code: 'CONTROL_TOTAL_MISMATCH', rows_accepted: 2 });
    expect(judgement.error).toBe('The rows add up to a quantity of 41, but the total on line 4 says 46.');
  });

  it('says when a rejected row has no readable number', async () => {
    const judgement = await of([{}, { quantity: 'two' }], total({ quantity: '3' }));
    expect(judgement.error).toContain('In 1 rejected rows the quantity cannot be read and counts as 0.');
  });

  it('that is declared and not there holds the file: it may have been cut short', async () => {
    expect(await of([{}], undefined)).toMatchObject({ status: 'held', error_code: 'CONTROL_TOTAL_MISSING' });
    expect(await of([{}], total({ quantity: 'n/a' }))).toMatchObject({ status: 'held', error_code: 'CONTROL_TOTAL_MISSING' });
    expect(await of([], undefined)).toMatchObject({ status: 'nil', error_code: null });
  });

  it('is never kept with the delivery: a total line may hold anything', async () => {
    expect((await of([{}], total({ quantity: '1' }))).account).not.toHaveProperty('totals');
  });

  it('adds negative quantities as they stand in the file where they are returns', async () => {
    const source = { ...inRow, corrections: 'signed_quantity' };
    expect(await of([{}, { quantity: '-1' }, many], total({ quantity: '40' }), source)).toMatchObject({ error_code: null });
  });

  it('counts rows, and adds up amounts exactly', async () => {
    const column = (field: string, name: string) => ({ ...inRow, control_totals: [{ field, in: 'total_row', column: name }] });
    expect(await of([{}, {}], total({ invoice_line: '2' }), column('rows', 'Invoice_Line'))).toMatchObject({ error_code: null });
    expect((await of([{}, {}], total({ invoice_line: '3' }), column('rows', 'invoice_line'))).error).toBe(
      'The file has 2 rows, but the total on line 4 says 3.',
    );
    const rows = Array.from({ length: 10 }, () => ({ unit_price: '0.1' }));
    expect(await of(rows, total({ unit_price: '1.00' }), column('unit_price', 'unit_price'))).toMatchObject({ error_code: null });
  });

  it('takes the line that the pattern names, else the last one', async () => {
    const source = { ...inRow, control_totals: [{ field: 'quantity', in: 'total_row', row: '^Grand' }] };
    expect((await of([{}], total({ quantity: '1' }), source)).error).toBe('There is no line of totals.');
  });

  it('may stand in the name of the file', async () => {
    const source = { control_totals: [{ field: 'quantity', in: 'file_name', pattern: '_(\\d+)u\\.csv' }] };
    expect(await of([many], undefined, source, 'pos_40u.csv')).toMatchObject({ status: 'accepted' });
    expect((await of([many], undefined, source, 'pos_41u.csv')).error).toBe('The rows add up to a quantity of 40, but its name says 41.');
    expect((await of([many], undefined, source, 'pos.csv')).error_code).toBe('CONTROL_TOTAL_MISSING');
  });

  it('may stand in a sheet that sums up', async () => {
    const control_totals = [{ field: 'quantity', in: 'sheet', sheet: 'Summary', label: '^Units' }];
    const row = (line: number, ...cells: (string | { text: string; number: number })[]) => ({ sheet: 'Summary', line, cells });
    const summaries = new Map([['Summary', [row(1, 'Report of May'), row(3, 'Units sold', '', { text: '41.00', number: 41 })]]]);
    const reading = () => readingOf({ ...salesOf(many), sheet: 'POS' });
    const source = { format: { type: 'xlsx' }, control_totals };
    expect((await judge(reading(), source, { summaries })).judgement.error).toBe(
      'The rows add up to a quantity of 40, but sheet "Summary", row 3, says 41.',
    );
    expect((await judge(reading(), source)).judgement.error).toBe('There is no sheet "Summary" that could state a total.');
  });

  it('is wanted of each table that has rows', async () => {
    const sheets = [
      { ...salesOf(many), sheet: 'North', total: total({ quantity: '40' }) },
      { ...salesOf(), sheet: 'South' },
      { ...salesOf({}), sheet: 'West', total: total({ quantity: '1' }) },
    ];
    const source = { ...inRow, format: { type: 'xlsx', total_row: '^Total' } };
    expect((await judge(readingOf(...sheets), source)).judgement).toMatchObject({ status: 'accepted' });
    expect((await judge(readingOf(sheets[0]!, { ...sheets[2]!, total: [] }), source)).judgement.error).toContain('Sheet "West"');
  });
});
