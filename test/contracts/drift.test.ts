import { describe, expect, it } from 'vitest';
import { cellText, utf8Too } from '../../schemas/rows.js';
import { goodSale, judge, readingOf, salesOf, type SourceOptions } from './judging.js';

const fields = Object.keys(goodSale);
const cells = fields.map((field) => goodSale[field]!);
const last = (header: string[], sheet: string | null = null) => ({ file_name: 'may.csv', headers: [{ sheet, header }], notes: [] });

const found = async (header: string[], before: string[], source: SourceOptions = {}, row = cells) => {
  const { judgement } = await judge(readingOf({ header, rows: [row] }), source, { last: last(before) });
  const drift = judgement.findings.filter(({ kind }) => /^COLUMNS?_(NEW|GONE|RENAMED|REORDERED|DOUBLED)$/.test(kind));
  return { judgement, drift: drift.map(({ kind, severity, detail }) => `${severity} ${kind}: ${detail}`) };
};
const all = { new: 'warn', missing: 'warn', renamed: 'warn', reordered: 'warn', doubled: 'warn' };

describe('against the last delivery', () => {
  it('the same header is no change, whatever its case and blanks', async () => {
    expect(
      (
        await found(
          fields.map((name) => ` ${name.toUpperCase()} `),
          fields,
          { drift: all },
        )
      ).drift,
    ).toEqual([]);
  });

  it('a file without a header is compared with one without a header only, so that no cell of a row is told', async () => {
    const source = {
      format: { header_row: 0 },
      columns: Object.fromEntries(fields.map((name, at) => [`#${at + 1}`, name])),
      drift: all,
    };
    const positions = fields.map((_, at) => `#${at + 1}`);
    expect((await found(positions, cells.map(cellText), source)).drift).toEqual([]);
    expect((await found(positions, positions, source)).drift).toEqual([]);
    expect((await found([...positions, '#22'], positions, source, [...cells, 'x'])).drift).toEqual([
      'warning COLUMN_NEW: column "#22" is new; it was not there in may.csv.',
    ]);
  });

  it('a workbook without a header, too, and a last column that no row fills any more is gone and moves no other', async () => {
    const positions = fields.map((_, at) => `#${at + 1}`);
    const source = {
      format: { type: 'xlsx', header_row: 0 },
      columns: Object.fromEntries([...fields.map((name, at) => [`#${at + 1}`, name]), [`#${fields.length + 1}`, 'end_user_email']]),
      drift: all,
    };
    const longer = [...positions, `#${fields.length + 1}`];
    expect((await found(positions, cells.map(cellText), source)).drift).toEqual([]);
    expect((await found(positions, longer, source)).drift).toEqual([
      `warning COLUMN_GONE: column "#${fields.length + 1}" is gone; it was there in may.csv.`,
    ]);
    expect((await found(longer, positions, source, [...cells, ''])).drift).toEqual([
      `warning COLUMN_NEW: column "#${fields.length + 1}" is new; it was not there in may.csv.`,
    ]);
  });

  it('nothing is compared when there is none', async () => {
    const { judgement } = await judge(readingOf({ header: [...fields, 'Depot'], rows: [[...cells, 'x']] }), { drift: { new: 'hold' } });
    expect(judgement.status).toBe('accepted');
  });

  it('a new column passes, warns or holds, as the source says', async () => {
    const of = (reaction?: string) => found([...fields, 'Depot'], fields, reaction ? { drift: { new: reaction } } : {}, [...cells, 'x']);
    expect(await of()).toMatchObject({ drift: [], judgement: { status: 'accepted' } });
    expect(await of('warn')).toMatchObject({
      drift: ['warning COLUMN_NEW: column "Depot" is new; it was not there in may.csv.'],
      judgement: { status: 'accepted' },
    });
    expect((await of('hold')).judgement).toMatchObject({
      status: 'held',
      error_code: 'COLUMN_NEW',
      error: 'column "Depot" is new; it was not there in may.csv.',
      rows_accepted: 1,
    });
  });

  it('a column that is gone warns; one that is required holds all the same', async () => {
    const without = (name: string) =>
      found(
        fields.filter((f) => f !== name),
        fields,
        {},
        cells.filter((_, at) => fields[at] !== name),
      );
    expect((await without('ship_date')).drift).toEqual(['warning COLUMN_GONE: column "ship_date" is gone; it was there in may.csv.']);
    expect((await without('end_user_name')).judgement).toMatchObject({ status: 'held', error_code: 'COLUMN_MISSING' });
  });

  it('an order that changed passes, because columns are found by name', async () => {
    const turned = fields.toReversed();
    expect((await found(turned, fields, {}, cells.toReversed())).drift).toEqual([]);
    expect((await found(turned, fields, { drift: all }, cells.toReversed())).drift).toHaveLength(1);
  });

  it('a source that names columns by position is held when another header stands there', async () => {
    const names = fields.map((f) => (f === 'end_user_name' || f === 'selling_partner' ? 'Name' : f));
    const columns = { '#9': 'selling_partner', '#10': 'end_user_name' };
    expect((await found(names, names, { columns })).drift).toEqual([]);
    const turned = [...names.slice(0, 8), 'Street', 'Name', ...names.slice(10)];
    expect((await found(turned, names, { columns })).judgement.error).toContain('the source reads #9 by position');
  });

  it('a header that stands twice now warns', async () => {
    const twice = [...fields, 'Depot', 'Depot'];
    expect((await found(twice, [...fields, 'Depot'], {}, [...cells, 'x', 'y'])).drift).toEqual([
      'warning COLUMN_DOUBLED: column "Depot" stands twice; it stood there once in may.csv.',
    ]);
  });

  it('compares the sheets of a workbook by name', async () => {
    const sheets = [
      { header: fields, rows: [cells], sheet: 'North' },
      { header: [...fields, 'Depot'], rows: [], sheet: 'South' },
    ];
    const before = {
      ...last(fields, 'North'),
      headers: [...last(fields, 'North').headers, ...last([...fields, 'Depot'], 'South').headers],
    };
    const { judgement } = await judge(readingOf(...sheets), { format: { type: 'xlsx' }, drift: { new: 'hold' } }, { last: before });
    expect(judgement.status).toBe('accepted');
  });
});

describe('a column under another name', () => {
  const renamed = (from: string, to: string, row: typeof cells = cells) =>
    found(
      fields.map((f) => (f === from ? to : f)),
      fields,
      {},
      row,
    );

  it('is told with the reasons: its place, its name, its cells', async () => {
    const { drift, judgement } = await renamed('invoice_date', 'Date of invoice');
    expect(judgement).toMatchObject({ status: 'held', error_code: 'COLUMN_MISSING' });
    expect(drift).toEqual([
      'warning COLUMN_RENAMED: column "Date of invoice" seems to be what "invoice_date" was (between the same columns, the names are alike, its cells can be read as invoice_date) in may.csv.',
    ]);
  });

  it('is not one whose cells are something else', async () => {
    const row = cells.map((cell, at) => (fields[at] === 'invoice_date' ? 'by lorry' : cell));
    expect((await renamed('invoice_date', 'Invoice data', row)).drift).toEqual([expect.stringContaining('COLUMN_GONE') as string]);
  });

  it('is known for sure when both are read as one field', async () => {
    const before = fields.map((f) => (f === 'end_user_name' ? 'Kunde' : f));
    const now = [...fields.filter((f) => f !== 'end_user_name'), 'End User Name'];
    const row = [...cells.filter((_, at) => fields[at] !== 'end_user_name'), goodSale.end_user_name!];
    const { drift, judgement } = await found(now, before, { columns: { Kunde: 'end_user_name' } }, row);
    expect(judgement.status).toBe('accepted');
    expect(drift).toEqual([expect.stringContaining('what "Kunde" was (both stand for end_user_name)') as string]);
  });
});

describe('the form of a text file', () => {
  it('under another delimiter is held as that, not as columns that are missing', async () => {
    const header = [fields.join(';')];
    const { judgement } = await judge(readingOf({ header, rows: [[cells.map(cellText).join(';')]] }));
    expect(judgement).toMatchObject({ status: 'held', error_code: 'DELIMITER_CHANGED' });
    expect(judgement.error).toContain('The source declares "," between cells');
    expect(judgement.error).toContain('with ";" there are more');
  });

  it('is looked at in every file of an archive', async () => {
    const turned = { sheet: 'june.csv', header: [fields.join(';')], rows: [[cells.map(cellText).join(';')]] };
    const { judgement } = await judge(readingOf({ sheet: 'may.csv', header: fields, rows: [cells] }, turned));
    expect(judgement).toMatchObject({ status: 'held', error_code: 'DELIMITER_CHANGED' });
    expect(judgement.error).toContain('Sheet "june.csv": The source declares ","');
  });

  it('that lacks columns under any delimiter is not', async () => {
    const { judgement } = await judge(readingOf({ header: ['a;b;c'], rows: [['1;2;3']] }));
    expect(judgement.error_code).toBe('COLUMN_MISSING');
  });

  it('that is UTF-8 under a single-byte encoding is held, unless it was taken so before', async () => {
    const reading = async function* () {
      const account = yield* readingOf(salesOf({}));
      return { ...account, notes: [utf8Too('windows-1252')] };
    };
    const source = { format: { encoding: 'windows-1252' } };
    expect((await judge(reading(), source)).judgement).toMatchObject({ status: 'held', error_code: 'ENCODING_CHANGED' });
    const before = { ...last(fields), notes: [utf8Too('windows-1252')] };
    expect((await judge(reading(), source, { last: before })).judgement.status).toBe('accepted');
    expect((await judge(reading(), { ...source, drift: { encoding: 'warn' } })).judgement.status).toBe('accepted');
  });

  it('that is UTF-8 under a single-byte encoding is held in an archive, too', async () => {
    const reading = async function* () {
      const account = yield* readingOf(salesOf({}));
      return { ...account, notes: [`june.csv: ${utf8Too('windows-1252')}`] };
    };
    const { judgement } = await judge(reading(), { format: { encoding: 'windows-1252' } });
    expect(judgement).toMatchObject({ status: 'held', error_code: 'ENCODING_CHANGED' });
  });

  describe('whose last delivery was taken as UTF-8 under a single-byte encoding', () => {
    const source = { format: { encoding: 'windows-1252' } };
    const before = { ...last(fields), notes: [`may.csv: ${utf8Too('windows-1252')}`] };
    const reading = async function* (account: object) {
      const read = yield* readingOf(salesOf({}));
      return { ...read, ...account };
    };
    const changes = async (account: object, more: SourceOptions = {}) => {
      const { judgement } = await judge(reading(account), { ...source, ...more }, { last: before });
      return { status: judgement.status, error: judgement.error, kinds: judgement.findings.map(({ kind }) => kind) };
    };

    it('changes when it is as declared again: it passes, warns or holds, as the source says', async () => {
      const error = 'The text is no UTF-8, as may.csv was; it is read as windows-1252, which its source declares.';
      expect(await changes({ not_utf8: true })).toEqual({ status: 'held', error, kinds: ['ENCODING_CHANGED'] });
      expect(await changes({ not_utf8: true }, { drift: { encoding: 'warn' } })).toMatchObject({
        status: 'accepted',
        kinds: ['ENCODING_CHANGED'],
      });
      expect(await changes({ not_utf8: true }, { drift: { encoding: 'pass' } })).toMatchObject({ status: 'accepted', kinds: [] });
    });

    it.each([
      ['with nothing but ASCII', {}, {}],
      ['UTF-8 as that was, in an archive', { notes: [`june.csv: ${utf8Too('windows-1252')}`] }, {}],
      ['under another encoding, which a person declared', { not_utf8: true }, { format: { encoding: 'latin-1' } }],
    ])('does not change: %s', async (_what, account, more) => {
      expect(await changes(account, more)).toEqual({ status: 'accepted', error: null, kinds: [] });
    });
  });
});
