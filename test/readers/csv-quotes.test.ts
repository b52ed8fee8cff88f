import { describe, expect, it } from 'vitest';
import { ROW_LIMIT } from '../../readers/chunks.js';
import { csv, placed, read } from './support.js';

describe('quotes', () => {
  it('hold delimiters, quotes and line ends', async () => {
    expect(placed(await read('a;b\n"x;""y""\n";2\n', csv({ delimiter: ';' })))).toEqual([[2, 'x;"y"\n', '2']]);
  });

  it('can be another character, and double quotes are text then', async () => {
    expect(placed(await read("a,b\n'x,''y''','24\" display'\n", csv({ quote: "'" })))).toEqual([[2, "x,'y'", '24" display']]);
  });

  it('inside of an unquoted cell are text, and noted', async () => {
    const result = await read('a,b\n24" display,1\nx"y"z,42"\n"q",3\n', csv());
    expect(placed(result)).toEqual([
      [2, '24" display', '1'],
      [3, 'x"y"z', '42"'],
      [4, 'q', '3'],
    ]);
    expect(result.account.notes).toEqual(['quotes inside of unquoted cells, taken as they are: 4, the first on line 2']);
  });

  it.each([
    ['that is never closed', 'a,b\n1,2\n3,"x\n5,6\n', 'line 3'],
    ['that only the next quote closes', 'a,b\n1,"x\n3,"y"\n5,6\n', 'line 2'],
    ['behind another quoted cell of the same row', 'a,b\n"1\n2","x\n3,4\n', 'line 3'],
    ['in the header', 'a,"b\n1,2\n', 'line 1'],
    ['that is the last character', 'a,b\n1,"', 'line 2'],
  ])('%s: an error with the line where it opens', async (_, text, where) => {
    await expect(read(text, csv())).rejects.toMatchObject({ code: 'QUOTE_UNCLOSED', where });
  });

  const row = (n: number) => `2026-03-14,NG,ROOM,S${n},`;
  it.each([
    ['over several rows', `a,b,c,d,e\n${row(1)}"lost\n${row(2)}\n${row(3)}\n${row(4)}24"\n${row(5)}\n`, 'line 2'],
    ['over one line end, in a wide table', `a,b,c,d,e,f\n1,2,3,4,5,"x\n1,2,3,4,5,24"\n`, 'line 2'],
    ['in the header', `a,b,c,d,"e\n${row(1)}\n${row(2)}24"\n${row(3)}\n`, 'line 1'],
    ['with CRLF', `a,b,c,d,e\r\n${row(1)}\r\n${row(2)}"lost\r\n${row(3)}\r\n${row(4)}24"\r\n`, 'line 3'],
  ])('that a later cell closes by mistake, so that rows would be gone, is an error: %s', async (_, text, where) => {
    await expect(read(text, csv())).rejects.toMatchObject({ code: 'QUOTE_SWALLOWS_ROWS', where });
  });

  it('hold a text of several lines, with delimiters in it', async () => {
    const text = 'a,b,c,d,e\n1,2,3,4,"first, second\nthird\nfourth, fifth, sixth"\n1,2,3,4,5\n';
    const { rows, account } = await read(text, csv());
    expect([rows.length, account.notes]).toEqual([2, []]);
  });

  it.each([
    ['three columns', 'a,b,c\nP1,"24in display,system\nP2,Cable,accessory\nP4,Foo 32",system\nP5,Bar,system\n'],
    ['four columns, one line end', 'a,b,c,d\n1,"NG,ROOM,S1\n2,NG",ROOM,S2\n3,NG,ROOM,S3\n'],
  ])('that may hold other rows or may not, in a narrow table, are noted: %s', async (_, text) => {
    const { rows, account } = await read(text, csv());
    expect(rows).toHaveLength(2);
    expect(account.notes).toEqual(['rows with a quoted cell that may hold other rows, read as one text: 1, the first on line 2']);
  });

  it('that is never closed in a long file is found before the rest of the file is in memory', async () => {
    const text = `a,b\n1,"x\n${'3,4\n'.repeat(ROW_LIMIT / 2)}`;
    await expect(read(text, csv())).rejects.toMatchObject({ code: 'QUOTE_UNCLOSED', where: 'line 2' });
  });

  it('errors never show a cell', async () => {
    const error = await read('name\n"Erika Mustermann"x\n', csv()).catch((reason: unknown) => reason);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('Mustermann');
  });
});

it('a row without an end is refused with its line', async () => {
  await expect(read(`a,b\n1,2\n${','.repeat(ROW_LIMIT + 1)}`, csv())).rejects.toMatchObject({ code: 'ROW_TOO_LARGE', where: 'line 3' });
  await expect(read(`a,b\n${'x'.repeat(ROW_LIMIT)},2\n`, csv())).rejects.toMatchObject({ code: 'ROW_TOO_LARGE', where: 'line 2' });
});
