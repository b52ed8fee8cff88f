/** Text files that are right, and odd in form: read as they are, or refused with their line. */

import { describe, expect, it } from 'vitest';
import { readDelimited } from '../../readers/csv.js';
import { ROW_LIMIT } from '../../readers/chunks.js';
import { csv, gather, placed, read } from './support.js';

describe('many columns', () => {
  const wide = (row: (at: number) => string) => Array.from({ length: 10_000 }, (_, at) => row(at)).join(',');

  it('ten thousand of them are read, each in its place', async () => {
    const { tables, rows } = await read(`${wide((at) => `c${at}`)}\n${wide((at) => `${at}`)}\n${wide(() => '')}x\n`, csv());
    expect(tables[0]?.header).toHaveLength(10_000);
    expect(rows.map(({ line, cells }) => [line, cells.length, cells[9_999]])).toEqual([
      [2, 10_000, '9999'],
      [3, 10_000, 'x'],
    ]);
  });
});

describe('a cell of 200 MB costs no memory: its row is refused as soon as it is too long', () => {
  const PIECE = Buffer.alloc(64 * 1024, 'x');

  /** Pieces that say how many of them were taken. */
  function endless(begin: string, piece: Buffer): { pieces: AsyncGenerator<Buffer>; taken: () => number } {
    let taken = 0;
    const pieces = async function* () {
      yield Buffer.from(begin);
      for (; taken < (200 * 1024 * 1024) / piece.length; taken++) yield piece;
    };
    return { pieces: pieces(), taken: () => taken };
  }

  it.each([
    ['a bare cell', 'a,b\n1,2\n3,', PIECE, 'ROW_TOO_LARGE', 'line 3'],
    ['a quoted cell', 'a,b\n1,2\n3,"', PIECE, 'ROW_TOO_LARGE', 'line 3'],
    ['a quoted cell over many lines', 'a,b\n1,2\n3,"', Buffer.alloc(64 * 1024, 'x\n'), 'QUOTE_UNCLOSED', 'line 3'],
    ['a row of endless cells', 'a,b\n', Buffer.alloc(64 * 1024, ','), 'ROW_TOO_LARGE', 'line 2'],
    ['an endless header', 'a,b', PIECE, 'ROW_TOO_LARGE', 'line 1'],
  ])('%s', async (_, begin, piece, code, where) => {
    const { pieces, taken } = endless(begin, piece);
    await expect(gather(readDelimited(pieces, csv()))).rejects.toMatchObject({ code, where });
    expect(taken() * piece.length).toBeLessThan(3 * ROW_LIMIT);
  });
});

describe('rows that are not as long as the header', () => {
  it('are handed over as they are, for the judge to refuse', async () => {
    const result = await read('a,b,c\n1\n1,2,3,4\n,\n1,2,3\n', csv());
    expect(placed(result)).toEqual([
      [2, '1'],
      [3, '1', '2', '3', '4'],
      [5, '1', '2', '3'],
    ]);
    expect(result.account.tables[0]).toMatchObject({ lines: 5, data: 3, blank: 1 });
  });
});

describe('signs that break other readers', () => {
  it('non-breaking blanks make no row and stay in cells', async () => {
    const result = await read('a,b\n\u00a0,\u00a0\n\u00a0x,\u202f\n', csv());
    expect(placed(result)).toEqual([[3, '\u00a0x', '\u202f']]);
  });

  it('a quote in a quote, and quotes only', async () => {
    expect(placed(await read('a,b\n"say ""x""",""""\n"",""""""\n', csv()))).toEqual([
      [2, 'say "x"', '"'],
      [3, '', '""'],
    ]);
  });

  it('line ends of all kinds, also inside of cells', async () => {
    const result = await read('a,b\r"1\r\n2\n3",x\n\r\n4,y\r\n', csv());
    expect(placed(result)).toEqual([
      [2, '1\r\n2\n3', 'x'],
      [6, '4', 'y'],
    ]);
    expect(result.account.tables[0]).toMatchObject({ lines: 6, header: 1, data: 4, blank: 1 });
  });

  it('a NUL is refused with its line and byte', async () => {
    const text = `a,b\n${'1,2\n'.repeat(100)}1,x\0y\n`;
    await expect(read(text, csv())).rejects.toMatchObject({ code: 'ENCODING_INVALID', where: 'line 102, byte 407' });
  });

  it.each([
    ['one of a few bytes', 'a,b\n1,x\0y\n', 'line 2, byte 7'],
    ['one in the header', '\0a,b\n1,2\n', 'line 1, byte 0'],
    ['several in one short file', 'a,b\n1,\0x\n2,\0y\n3,\0z\n', 'line 2, byte 6'],
  ])('so is it in a small file: %s', async (_, text, where) => {
    await expect(read(text, csv())).rejects.toMatchObject({ code: 'ENCODING_INVALID', where });
    await expect(read(text, csv({ encoding: 'windows-1252' }))).rejects.toMatchObject({ code: 'ENCODING_INVALID', where });
  });
});
