import { describe, expect, it } from 'vitest';
import { goodSale, judge, readingOf, salesOf, type Judged, type SourceOptions } from './judging.js';

const fields = Object.keys(goodSale);
const cells = fields.map((field) => goodSale[field]!);

/** One good row under another header, or with further columns. */
const under = (header: string[], source: SourceOptions = {}, row = cells): Promise<Judged> =>
  judge(readingOf({ header, rows: [row] }), source);
const renamed = (names: Record<string, string>) => fields.map((field) => names[field] ?? field);

describe('a header without columns in the source', () => {
  it.each(['serial_number', 'SERIAL_NUMBER', 'Serial Number', 'serial-number', ' serialnumber ', '\u00a0Serial\u00a0Number'])(
    '%j is serial_number',
    async (name) => {
      const { judgement, accepted } = await under(renamed({ serial_number: name }));
      expect(judgement).toMatchObject({ status: 'accepted', findings: [] });
      expect(accepted[0]).toMatchObject({ serial_number: '0000101' });
    },
  );

  it('may have its columns in any order', async () => {
    const { judgement, accepted } = await under(fields.toReversed(), {}, cells.toReversed());
    expect(judgement.status).toBe('accepted');
    expect(accepted[0]).toMatchObject({ end_user_name: goodSale.end_user_name, unit_price: '1999.5000' });
  });
});

describe('a header with columns in the source', () => {
  it('is mapped by their names, exactly first, then without regard to case', async () => {
    const header = renamed({ serial_number: 'Serien-Nr.', end_user_name: 'KUNDE' });
    const { judgement, accepted } = await under(header, { columns: { 'Serien-Nr.': 'serial_number', Kunde: 'end_user_name' } });
    expect(judgement).toMatchObject({ status: 'accepted', findings: [] });
    expect(accepted[0]).toMatchObject({ serial_number: '0000101', end_user_name: goodSale.end_user_name });
  });

  it('takes the exact name where another column differs in case only', async () => {
    const header = [...renamed({ end_user_name: 'Name' }), 'NAME'];
    const { judgement, accepted } = await under(header, { columns: { Name: 'end_user_name' } }, [...cells, 'Somebody Else']);
    expect(judgement.status).toBe('accepted');
    expect(accepted[0]).toMatchObject({ end_user_name: goodSale.end_user_name });
    expect(judgement.findings).toEqual([{ kind: 'UNKNOWN_COLUMN', severity: 'info', detail: expect.stringContaining('"NAME"') as string }]);
  });

  it('leaves a column with the name of a field that another column was mapped to', async () => {
    const { judgement, accepted } = await under([...fields, 'Customer'], { columns: { Customer: 'end_user_name' } }, [
      ...cells,
      'Harbour Radio',
    ]);
    expect(accepted[0]).toMatchObject({ end_user_name: 'Harbour Radio' });
    expect(judgement.findings).toMatchObject([{ kind: 'UNKNOWN_COLUMN', detail: expect.stringContaining('"end_user_name"') as string }]);
  });

  it('says when a column that the source names is not there', async () => {
    const { judgement } = await under(
      fields.filter((field) => field !== 'ship_date'),
      { columns: { Versand: 'ship_date' } },
      cells.filter((_, at) => fields[at] !== 'ship_date'),
    );
    expect(judgement).toMatchObject({ status: 'accepted', findings: [{ kind: 'COLUMN_NOT_FOUND', severity: 'warning' }] });
  });
});

describe('columns that are no field', () => {
  it('are findings, with control characters made visible', async () => {
    const { judgement } = await under([...fields, 'Warehouse\u001b[2J', '__proto__'], {}, [...cells, 'x', 'y']);
    expect(judgement.status).toBe('accepted');
    expect(judgement.findings.map(({ detail }) => detail)).toEqual([
      'column "Warehouse\\x1b[2J" is no field of the feed and was not read.',
      'column "__proto__" is no field of the feed and was not read.',
    ]);
  });

  it('are findings without a name only when something stands in them', async () => {
    expect((await under([...fields, '', ''], {}, [...cells, '', ' '])).judgement.findings).toEqual([]);
    const { judgement } = await under([...fields, '', ''], {}, [...cells, '', 'lost']);
    expect(judgement.findings).toEqual([
      {
        kind: 'UNNAMED_COLUMN',
        severity: 'warning',
        detail: `column ${fields.length + 2} has no name in the header; its cells were not read.`,
      },
    ]);
  });
});

describe('a delivery is held', () => {
  it('without a required column, with all rows judged and counted', async () => {
    const without = fields.filter((field) => !['invoice_date', 'end_user_name'].includes(field));
    const { judgement, rejected } = await under(
      without,
      {},
      cells.filter((_, at) => without.includes(fields[at]!)),
    );
    expect(judgement).toMatchObject({ status: 'held', error_code: 'COLUMN_MISSING', rows_read: 1, rows_rejected: 1 });
    expect(judgement.error).toBe('There is no column for invoice_date, end_user_name.');
    expect(rejected[0]!.errors).toMatchObject([
      { column: 'invoice_date', field: 'invoice_date', code: 'REQUIRED', value: null },
      { column: 'end_user_name', field: 'end_user_name', code: 'END_USER_MISSING', value: null },
    ]);
  });

  it.each(['serial_number', 'end_user_postal_code'])('without the column %s, although single rows may leave it empty', async (field) => {
    const without = fields.filter((name) => name !== field);
    const { judgement } = await under(
      without,
      {},
      cells.filter((_, at) => fields[at] !== field),
    );
    expect(judgement).toMatchObject({ status: 'held', error_code: 'COLUMN_MISSING' });
  });

  it.each(['end_user_state', 'transaction_type', 'unit_price'])('not without the column %s', async (field) => {
    const germany = { ...goodSale, end_user_country: 'DE', end_user_state: '' } as Record<string, string>;
    const without = fields.filter((name) => name !== field);
    const { judgement } = await under(
      without,
      {},
      without.map((name) => germany[name]!),
    );
    expect(judgement.status).toBe('accepted');
  });

  it('without a required column also when there are no rows', async () => {
    const { judgement } = await judge(readingOf({ header: ['Invoice'], rows: [] }));
    expect(judgement).toMatchObject({ status: 'held', error_code: 'COLUMN_MISSING', rows_read: 0 });
  });

  it('when a field has two columns, of which none is read', async () => {
    const { judgement, rejected } = await under([...fields, 'Serial Number'], {}, [...cells, '0000999']);
    expect(judgement).toMatchObject({
      status: 'held',
      error_code: 'HEADER_AMBIGUOUS',
      error: 'More than one column stands for serial_number.',
    });
    expect(rejected).toEqual([]);
    const named = await under([...renamed({ end_user_name: 'Name' }), 'Name'], { columns: { Name: 'end_user_name' } }, [
      ...cells,
      'Bill To',
    ]);
    expect(named.judgement).toMatchObject({ status: 'held', error_code: 'HEADER_AMBIGUOUS' });
    expect(named.rejected[0]!.codes).toEqual(['END_USER_MISSING']);
  });
});

describe('several tables of one file', () => {
  it('are mapped each on its own', async () => {
    const sheet = (name: string) => ({ ...salesOf({}, {}), sheet: name });
    const turned = { sheet: 'Lyon', header: fields.toReversed(), rows: [cells.toReversed()] };
    const { judgement, accepted } = await judge(readingOf(sheet('Paris'), turned), { format: { type: 'xlsx', sheet: 'all' } });
    expect(judgement).toMatchObject({ status: 'accepted', rows_read: 3, rows_accepted: 3 });
    expect(judgement.headers.map(({ sheet }) => sheet)).toEqual(['Paris', 'Lyon']);
    expect(accepted.map(({ sheet, line, product_number }) => [sheet, line, product_number])).toEqual([
      ['Paris', '2', 'ROOM-220'],
      ['Paris', '3', 'ROOM-220'],
      ['Lyon', '2', 'ROOM-220'],
    ]);
  });

  it('hold the delivery when one of them lacks a column, and the sentence says which', async () => {
    const notes = { sheet: 'Notes', header: ['Remarks'], rows: [['hello']] };
    const { judgement } = await judge(readingOf({ ...salesOf({}), sheet: 'POS' }, notes), { format: { type: 'xlsx', sheet: 'all' } });
    expect(judgement).toMatchObject({ status: 'held', error_code: 'COLUMN_MISSING', rows_accepted: 1, rows_rejected: 1 });
    expect(judgement.error).toMatch(/^Sheet "Notes": There is no column for invoice_number, /);
    expect(judgement.findings[0]!.detail).toBe('Sheet "Notes": column "Remarks" is no field of the feed and was not read.');
  });
});

describe('a column by its position', () => {
  const twice = renamed({ end_user_name: 'Name', selling_partner: 'Name' });
  const at = (field: string) => `#${fields.indexOf(field) + 1}`;

  it('tells headers that stand twice apart', async () => {
    const columns = { [at('end_user_name')]: 'end_user_name', [at('selling_partner')]: 'selling_partner' };
    const { judgement, accepted } = await under(twice, { columns });
    expect(judgement).toMatchObject({ status: 'accepted', findings: [] });
    expect(accepted[0]).toMatchObject({ end_user_name: goodSale.end_user_name, selling_partner: goodSale.selling_partner });
  });

  it('leaves to the name what no position has taken', async () => {
    const columns = { Name: 'end_user_name', [at('selling_partner')]: 'selling_partner' };
    const { judgement, accepted } = await under(twice, { columns });
    expect(judgement).toMatchObject({ status: 'accepted', findings: [] });
    expect(accepted[0]).toMatchObject({ end_user_name: goodSale.end_user_name });
  });

  it('reads a column without a header, and errors name it by its position', async () => {
    const columns = { [at('end_user_name')]: 'end_user_name' };
    const without = renamed({ end_user_name: '' });
    expect((await under(without, { columns })).judgement).toMatchObject({ status: 'accepted', findings: [] });
    const bad = await under(
      without,
      { columns },
      cells.map((cell, index) => (fields[index] === 'end_user_name' ? 'N/A' : cell)),
    );
    expect(bad.rejected[0]?.errors).toMatchObject([{ column: at('end_user_name'), field: 'end_user_name' }]);
  });

  it('is a name where a header reads just the same', async () => {
    const header = renamed({ serial_number: '#1' });
    const { judgement, accepted } = await under(header, { columns: { '#1': 'serial_number' } });
    expect(judgement).toMatchObject({ status: 'accepted', findings: [] });
    expect(accepted[0]).toMatchObject({ serial_number: '0000101' });
  });

  it('beyond the last column is not there', async () => {
    const { judgement } = await under(renamed({ end_user_name: 'Name' }), { columns: { '#999': 'end_user_name' } });
    expect(judgement).toMatchObject({ status: 'held', error_code: 'COLUMN_MISSING' });
    expect(judgement.findings).toMatchObject([{ kind: 'UNKNOWN_COLUMN' }, { kind: 'COLUMN_NOT_FOUND' }]);
  });
});
