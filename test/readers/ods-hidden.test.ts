/** What is hidden in an .ods, in every form in which its XML may say so. */

import { expect, it } from 'vitest';
import { cellText } from '../../schemas/rows.js';
import { withContent, withHiddenRows, withHiddenSheet } from './ods-xml.js';
import { read, workbook, xlsx } from './support.js';

const table = (name: string) => [['id'], [name]];
const skipped = async (bytes: Buffer) => {
  const { rows, account } = await read(bytes, xlsx({ sheet: 'all', hidden_rows: 'skip' }));
  return { lines: rows.map(({ line }) => line), hidden: account.tables.map(({ hidden = 0 }) => hidden), notes: account.notes };
};

it('hidden sheets are passed over for the first one, and read and noted when asked for', async () => {
  const bytes = withHiddenSheet(workbook({ 'Ä &amp; <B>': table('list'), Lists: table('list'), Data: table('data') }, 'ods'), 'Lists');
  expect((await read(bytes, xlsx())).tables.map(({ sheet }) => sheet)).toEqual(['Ä &amp; <B>']);
  const all = await read(bytes, xlsx({ sheet: 'all' }));
  expect(all.tables).toHaveLength(3);
  expect(all.account.notes).toEqual(['sheet "Lists" is hidden and was read']);
});

it('a sheet whose name XML has to escape may be hidden', async () => {
  const bytes = withHiddenSheet(workbook({ 'Ä & <B>': table('x'), Other: table('y') }, 'ods'), 'Ä &amp; &lt;B&gt;');
  expect((await read(bytes, xlsx())).tables.map(({ sheet }) => sheet)).toEqual(['Other']);
});

it('a row that stands for several is hidden with all of them', async () => {
  const book = withHiddenRows(workbook({ S: [['id'], ['a'], ['b']] }, 'ods'), { 2: 'filter' });
  const bytes = withContent(book, (xml) => xml.replace('table:visibility=', 'table:number-rows-repeated="3" table:visibility='));
  expect(await skipped(bytes)).toEqual({ lines: [5], hidden: [3], notes: ['sheet "S": 3 hidden rows were not read (rows 2, 3, 4)'] });
});

it('rows are counted for each sheet, from its first row on', async () => {
  const bytes = withHiddenRows(workbook({ A: table('a'), B: table('b') }, 'ods'), { 4: 'collapse' });
  expect(await skipped(bytes)).toEqual({ lines: [2], hidden: [0, 1], notes: ['sheet "B": 1 hidden rows were not read (row 2)'] });
});

it('the empty rest of a sheet that is hidden to its last row is nothing', async () => {
  const rest = '<table:table-row table:number-rows-repeated="1048574" table:visibility="collapse"><table:table-cell/></table:table-row>';
  const bytes = withContent(workbook({ S: table('a') }, 'ods'), (xml) => xml.replace('</table:table>', `${rest}</table:table>`));
  expect(await skipped(bytes)).toEqual({ lines: [2], hidden: [0], notes: [] });
});

it('comments, rows that are visible, and styles of other things hide nothing', async () => {
  const bytes = withContent(withHiddenRows(workbook({ S: table('a') }, 'ods'), { 2: 'visible' }), (xml) =>
    xml
      .replace(
        '</office:automatic-styles>',
        '<style:style style:name="ta1" style:family="graphic"><style:table-properties table:display="false"/></style:style>$&',
      )
      .replace('<table:table-row', '<!-- <table:table-row table:visibility="collapse"> -->$&'),
  );
  const { rows, account } = await read(bytes, xlsx());
  expect(rows.map(({ line, cells }) => [line, ...cells.map(cellText)])).toEqual([[2, 'a']]);
  expect(account.notes).toEqual([]);
});

it('a prefix is the choice of the writer', async () => {
  const bytes = withContent(withHiddenRows(workbook({ S: [['id'], ['a'], ['b']] }, 'ods'), { 2: 'collapse' }), (xml) =>
    xml.replace('table:visibility="collapse"', 't:visibility="collapse"'),
  );
  expect(await skipped(bytes)).toMatchObject({ lines: [3], hidden: [1] });
});
