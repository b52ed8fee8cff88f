import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { csv, placed, read } from './support.js';

const TEXT = 'Name,Stadt\nJürgen Groß,Köln\nÉlodie,Besançon\n';
const ROWS = [
  [2, 'Jürgen Groß', 'Köln'],
  [3, 'Élodie', 'Besançon'],
];

const bom = (...bytes: number[]) => Buffer.from(bytes);
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();

describe('every declared encoding gives the same text', () => {
  it.each([
    ['utf-8', 'utf-8', Buffer.from(TEXT), []],
    ['utf-8 with byte order mark', 'utf-8', Buffer.concat([bom(0xef, 0xbb, 0xbf), Buffer.from(TEXT)]), ['byte order mark of UTF-8']],
    ['utf-16 little endian', 'utf-16', Buffer.concat([bom(0xff, 0xfe), utf16le(TEXT)]), ['byte order mark of UTF-16 little endian']],
    ['utf-16 big endian', 'utf-16', Buffer.concat([bom(0xfe, 0xff), utf16be(TEXT)]), ['byte order mark of UTF-16 big endian']],
    ['utf-16 without mark, little', 'utf-16', utf16le(TEXT), ['utf-16 without byte order mark: little endian by its zero bytes']],
    ['utf-16 without mark, big', 'utf-16', utf16be(TEXT), ['utf-16 without byte order mark: big endian by its zero bytes']],
    ['windows-1252', 'windows-1252', iconv.encode(TEXT, 'windows-1252'), []],
    ['latin-1', 'latin-1', iconv.encode(TEXT, 'iso-8859-1'), []],
  ] as const)('%s', async (_, encoding, bytes, notes) => {
    const result = await read(bytes, csv({ encoding }));
    expect(result.tables[0]?.header).toEqual(['Name', 'Stadt']);
    expect(placed(result)).toEqual(ROWS);
    expect(result.account.notes).toEqual(notes);
  });

  it('windows-1252 has the euro sign and curly quotes where latin-1 has control characters, which are noted', async () => {
    const bytes = Buffer.from([...Buffer.from('a\n'), 0x80, 0x93, 0x94, 0x0a]);
    expect(placed(await read(bytes, csv({ encoding: 'windows-1252' })))).toEqual([[2, '€“”']]);
    const latin = await read(bytes, csv({ encoding: 'latin-1' }));
    expect(placed(latin)).toEqual([[2, '\u0080\u0093\u0094']]);
    expect(latin.account.notes).toEqual(['bytes 80 to 9F: control characters in latin-1, letters and signs in windows-1252']);
  });

  it('characters beyond the basic plane survive in utf-16', async () => {
    expect(placed(await read(Buffer.concat([bom(0xff, 0xfe), utf16le('a\n😀,\n')]), csv({ encoding: 'utf-16' })))).toEqual([[2, '😀', '']]);
  });

  it('keeps non-breaking spaces as they are', async () => {
    expect(placed(await read('a\nx\u00a0y\n', csv()))).toEqual([[2, 'x\u00a0y']]);
  });
});

describe('a byte that the encoding does not have is an error with its place', () => {
  it.each([
    ['windows-1252 under utf-8', 'utf-8', iconv.encode('a\r\nb\r\nMüller\r\n', 'windows-1252'), 'line 3, byte 7'],
    ['a character cut at the end of the file', 'utf-8', Buffer.from([0x61, 0x0a, 0xe2, 0x82]), 'line 2, byte 2'],
    ['an overlong form', 'utf-8', Buffer.from([0x61, 0x0a, 0xc0, 0xaf]), 'line 2, byte 2'],
    ['a surrogate in utf-8', 'utf-8', Buffer.from([0x61, 0x0d, 0xed, 0xa0, 0x80]), 'line 2, byte 2'],
    ['a NUL in text', 'utf-8', Buffer.from(`${'a\n'.repeat(100)}x\0y\n`), 'line 101, byte 201'],
    ['a byte that windows-1252 leaves open', 'windows-1252', Buffer.from([0x61, 0x0a, 0x62, 0x81]), 'line 2, byte 3'],
    [
      'half of a surrogate pair',
      'utf-16',
      Buffer.concat([bom(0xff, 0xfe), utf16le('a\nb'), bom(0x3d, 0xd8), utf16le('c')]),
      'line 2, byte 8',
    ],
    ['an odd number of bytes in utf-16', 'utf-16', Buffer.concat([bom(0xff, 0xfe), utf16le('a\n'), bom(0x62)]), 'line 2, byte 6'],
  ] as const)('%s', async (_, encoding, bytes, where) => {
    await expect(read(bytes, csv({ encoding }))).rejects.toMatchObject({ code: 'ENCODING_INVALID', where });
  });

  it('far into the file too, with U+FFFD that the file itself holds before it', async () => {
    const good = Buffer.from('é\uFFFDx\n'.repeat(100_000));
    const bytes = Buffer.concat([good, bom(0xff), Buffer.from('\n')]);
    await expect(read(bytes, csv())).rejects.toMatchObject({ code: 'ENCODING_INVALID', where: `line 100001, byte ${good.length}` });
  });
});

describe('an encoding that is not the declared one', () => {
  const long = 'a\n'.repeat(20_000);
  it.each([
    ['windows-1252 under utf-8', 'utf-8', iconv.encode(`${long}Müller\n${long}Café\n`, 'windows-1252'), 'windows-1252'],
    ['utf-8 under windows-1252', 'windows-1252', Buffer.from(`${long}Ápolo\n${long}Café\n`), 'utf-8'],
  ] as const)('%s is named when every byte of the file fits it', async (_, encoding, bytes, named) => {
    await expect(read(bytes, csv({ encoding }))).rejects.toMatchObject({
      code: 'ENCODING_INVALID',
      message: expect.stringContaining(`All bytes of the file fit ${named}.`) as string,
      where: expect.stringMatching(/^line 20001, byte 4000\d$/) as string,
      fix: expect.stringContaining(`\`encoding: ${named}\``) as string,
    });
  });

  it.each([
    ['one that windows-1252 leaves open, far behind', 'utf-8', Buffer.concat([iconv.encode(`Müller\n${long}`, 'windows-1252'), bom(0x81)])],
    ['of UTF-8 before the first that is none', 'utf-8', Buffer.concat([Buffer.from(`Müller\n${long}`), bom(0xfc, 0x0a)])],
    ['that is no UTF-8 either, far behind', 'windows-1252', Buffer.concat([Buffer.from(`Ápolo\n${long}`), bom(0xfc, 0x0a)])],
    ['NUL', 'utf-8', Buffer.concat([iconv.encode(`Müller\n${long}`, 'windows-1252'), bom(0)])],
  ] as const)('none is named for a file with a byte %s', async (_, encoding, bytes) => {
    await expect(read(bytes, csv({ encoding }))).rejects.toMatchObject({
      code: 'ENCODING_INVALID',
      message: expect.not.stringContaining('fit') as string,
    });
  });

  it.each([
    ['utf-16 with its mark under utf-8', 'utf-8', Buffer.concat([bom(0xff, 0xfe), utf16le(TEXT)]), 'utf-16'],
    ['utf-16 without mark under utf-8', 'utf-8', utf16le(TEXT), 'utf-16'],
    ['utf-16 without mark under windows-1252', 'windows-1252', utf16be(TEXT), 'utf-16'],
    ['utf-8 with its mark under windows-1252', 'windows-1252', Buffer.concat([bom(0xef, 0xbb, 0xbf), Buffer.from(TEXT)]), 'utf-8'],
  ] as const)('%s is refused and named', async (_, encoding, bytes, named) => {
    await expect(read(bytes, csv({ encoding }))).rejects.toMatchObject({ code: 'ENCODING_INVALID', fix: expect.stringContaining(named) });
  });

  it('utf-16 that cannot be told from its bytes is refused, not guessed', async () => {
    await expect(read(Buffer.from(TEXT), csv({ encoding: 'utf-16' }))).rejects.toMatchObject({ code: 'ENCODING_INVALID' });
  });

  it('utf-8 under windows-1252 cannot be told for certain and is noted', async () => {
    expect((await read(TEXT, csv({ encoding: 'windows-1252' }))).account.notes).toEqual([
      'every byte is valid UTF-8 too, though its source declares windows-1252',
    ]);
  });

  it('damage that happened before the file was sent is noted', async () => {
    expect((await read('a\nM\uFFFDller\n', csv())).account.notes).toEqual(['the text holds U+FFFD: it was damaged before it was sent']);
  });
});

describe('a file without content', () => {
  it.each([
    ['no bytes', Buffer.alloc(0)],
    ['a byte order mark only', bom(0xef, 0xbb, 0xbf)],
  ])('%s is empty', async (_, bytes) => {
    await expect(read(bytes, csv())).rejects.toMatchObject({ code: 'FILE_EMPTY' });
  });
});
