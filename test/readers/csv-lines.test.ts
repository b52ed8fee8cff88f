import { describe, expect, it } from 'vitest';
import { csv, placed, read } from './support.js';

describe('the line of a row is the physical line on which it begins', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('with %s line ends', async (_, eol) => {
    const result = await read(['a,b', '1,2', '', '3,4', '5,6', ''].join(eol), csv());
    expect(placed(result)).toEqual([
      [2, '1', '2'],
      [4, '3', '4'],
      [5, '5', '6'],
    ]);
    expect(result.account.tables).toEqual([{ sheet: null, lines: 5, preamble: 0, header: 1, data: 3, total: 0, blank: 1, rows: 3 }]);
    expect(result.account.notes).toEqual([]);
  });

  it('with mixed line ends, which are noted', async () => {
    const result = await read('a,b\r\n1,2\n3,4\r5,6\r\n', csv());
    expect(placed(result)).toEqual([
      [2, '1', '2'],
      [3, '3', '4'],
      [4, '5', '6'],
    ]);
    expect(result.account.notes).toEqual(['mixed line ends: 2 CRLF, 1 LF, 1 CR']);
  });

  it('with quoted cells over several lines, whatever ends them', async () => {
    const result = await read('a,b\n"x\r\ny\rz\n",1\n\n2,"\n\n"\n3,4', csv());
    expect(placed(result)).toEqual([
      [2, 'x\r\ny\rz\n', '1'],
      [7, '2', '\n\n'],
      [10, '3', '4'],
    ]);
    expect(result.account.tables[0]).toMatchObject({ lines: 10, data: 8, blank: 1, rows: 3 });
  });

  it('without a line end behind the last row', async () => {
    const result = await read('a\n1\n2', csv());
    expect(placed(result)).toEqual([
      [2, '1'],
      [3, '2'],
    ]);
    expect(result.account.tables[0]?.lines).toBe(3);
  });

  it('with a header over several lines', async () => {
    const result = await read('"Serial\nnumber",b\n1,2\n', csv());
    expect(result.tables).toEqual([{ sheet: null, header: ['Serial\nnumber', 'b'], header_line: 1 }]);
    expect(placed(result)).toEqual([[3, '1', '2']]);
    expect(result.account.tables[0]).toMatchObject({ lines: 3, header: 2, data: 1 });
  });
});

describe('the header row', () => {
  it('stands on its physical line below a preamble that is no CSV', async () => {
    const result = await read('Report "of\n\n;;;"\nName;Serial\nÅsa;1\n', csv({ delimiter: ';', header_row: 4 }));
    expect(result.tables).toEqual([{ sheet: null, header: ['Name', 'Serial'], header_line: 4 }]);
    expect(placed(result)).toEqual([[5, 'Åsa', '1']]);
    expect(result.account.tables[0]).toMatchObject({ lines: 5, preamble: 3, header: 1, data: 1, blank: 0 });
  });

  it('is missing when the file has fewer lines', async () => {
    await expect(read('a,b\n1,2\n', csv({ header_row: 3 }))).rejects.toMatchObject({
      code: 'HEADER_MISSING',
      where: 'line 3',
      message: expect.stringContaining('only 2 lines'),
    });
  });

  it('is missing when its line is blank', async () => {
    await expect(read('a,b\n\n1,2\n', csv({ header_row: 2 }))).rejects.toMatchObject({ code: 'HEADER_MISSING', where: 'line 2' });
    await expect(read('\n\n\n', csv())).rejects.toMatchObject({ code: 'HEADER_MISSING' });
  });

  it('alone is a report without sales: one chunk without rows', async () => {
    const result = await read('a,b\n', csv());
    expect(result.chunks).toEqual([{ table: { sheet: null, header: ['a', 'b'], header_line: 1 }, rows: [] }]);
    expect(result.account.tables[0]).toMatchObject({ lines: 1, header: 1, rows: 0 });
  });

  it('stays as written: doubled, empty and dangerous names, by position', async () => {
    const result = await read('Name,Name,,__proto__,constructor\n1,2,3,4,5\n', csv());
    expect(result.tables[0]?.header).toEqual(['Name', 'Name', '', '__proto__', 'constructor']);
    expect(placed(result)).toEqual([[2, '1', '2', '3', '4', '5']]);
  });
});

describe('every line is taken for one thing', () => {
  it('total rows by the first filled cell, and blank rows of delimiters', async () => {
    const text = 'a,b\n1,2\n,\n" ",""\nTotal: 1,2\n,Total: 9\nTotally,fine\n';
    const result = await read(text, csv({ total_row: '^Total:' }));
    expect(placed(result)).toEqual([
      [2, '1', '2'],
      [7, 'Totally', 'fine'],
    ]);
    expect(result.account.tables).toEqual([{ sheet: null, lines: 7, preamble: 0, header: 1, data: 2, total: 2, blank: 2, rows: 2 }]);
  });

  it('hands over rows that are shorter or longer than the header', async () => {
    expect(placed(await read('a,b\n1\n1,2,3\n', csv()))).toEqual([
      [2, '1'],
      [3, '1', '2', '3'],
    ]);
  });

  it('keeps outer blanks, leading zeros and what looks like a number or a formula', async () => {
    expect(placed(await read('a,b,c,d\n 0012 ,1E5,=1+1,1.50\n', csv()))).toEqual([[2, ' 0012 ', '1E5', '=1+1', '1.50']]);
  });

  it('gives chunks of at most 2,000 rows', async () => {
    const result = await read(`a\n${'x\n'.repeat(4_000)}`, csv());
    expect(result.chunks.map(({ rows }) => rows.length)).toEqual([2_000, 2_000]);
  });
});
