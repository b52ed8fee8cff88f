import { expect, it } from 'vitest';
import { memberNames, zipFile } from '../../client/corrections/zip-file.js';
import { csv, read } from '../readers/support.js';

it('what is packed is read back, also under names beyond ASCII and in folders', async () => {
  const files = { 'a.csv': 'id\nx\n', 'eu/Łódź.csv': 'id,note\ny,z\n', 'empty rows.csv': `id\n${'long text '.repeat(500)}\n` };
  const bytes = zipFile(Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) })));
  const { tables, rows } = await read(bytes, csv());
  expect(tables.map(({ sheet, header }) => [sheet, ...header])).toEqual([
    ['a.csv', 'id'],
    ['eu/Łódź.csv', 'id', 'note'],
    ['empty rows.csv', 'id'],
  ]);
  expect(rows.map(({ cells }) => cells)).toEqual([['x'], ['y', 'z'], ['long text '.repeat(500)]]);
});

it.each([
  ['stay as they are', ['eu/a.csv', 'b.txt', 'noending'], ['eu/a.csv', 'b.txt', 'noending']],
  ['lead out of no folder', ['../../etc/a.csv', '/b.csv', 'eu\\..\\c.csv', 'C:\\d.csv'], ['etc/a.csv', 'b.csv', 'eu/c.csv', 'C_/d.csv']],
  ['are never alike', ['a.csv', 'A.csv', '../a.csv'], ['a.csv', 'A (2).csv', 'a (3).csv']],
  ['are there', [null, '..', ''], ['corrections.csv', 'corrections (2).csv', 'corrections (3).csv']],
])('names of the files %s', (_, names, expected) => {
  expect(memberNames(names)).toEqual(expected);
});
