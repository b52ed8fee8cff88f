/** Deliveries that are packed in zip or gzip, whatever their format is. */

import { mkdirSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Crc32 } from '../../readers/crc32.js';
import { plainFiles } from '../../readers/packed/plain-files.js';
import { readFile } from '../../readers/reader.js';
import { tempFolder } from '../support/temp-folder.js';
import { csv, fileOf, gather, read, workbook, xlsx } from './support.js';
import { zipOf } from './zip-of.js';

const CSV = 'id,name\n1,Müller\n2,x\n';
const rowsOf = ({ rows }: Awaited<ReturnType<typeof read>>) => rows.map(({ sheet, line, cells }) => [sheet, line, ...cells]);

describe('a gzip file', () => {
  it('reads as what is packed in it', async () => {
    const result = await read(gzipSync(CSV), csv());
    expect(rowsOf(result)).toEqual([
      [null, 2, '1', 'Müller'],
      [null, 3, '2', 'x'],
    ]);
    expect(result.account).toEqual({ ...(await read(CSV, csv())).account, notes: ['packed with gzip'] });
  });

  it('may be several behind each other', async () => {
    expect(rowsOf(await read(Buffer.concat([gzipSync('id,name\n1,'), gzipSync('x\n')]), csv()))).toEqual([[null, 2, '1', 'x']]);
  });

  it('may hold a workbook', async () => {
    expect(rowsOf(await read(gzipSync(workbook({ S: [['id'], ['x']] })), xlsx()))).toEqual([['S', 2, 'x']]);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, -9), 'cut short'],
    ['with another checksum', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -8), Buffer.alloc(8)]), 'damaged'],
    ['with something else behind it', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('more')]), 'something else'],
  ])('%s is an error with its place', async (_, change, says) => {
    const bytes = change(gzipSync(CSV.repeat(1_000)));
    await expect(read(bytes, csv())).rejects.toMatchObject({
      code: 'ARCHIVE_UNREADABLE',
      message: expect.stringContaining(says),
      where: expect.stringMatching(/^byte \d+ at the latest, behind \d+ bytes of content$/),
    });
  });

  it('that inflates without end is stopped while it does', async () => {
    const bytes = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    await expect(read(bytes, csv())).rejects.toMatchObject({ code: 'FILE_TOO_LARGE_INFLATED' });
  });
});

describe('a zip archive', () => {
  it('with one file is that file', async () => {
    const result = await read(zipOf({ 'pos.csv': CSV }), csv());
    expect(rowsOf(result)).toEqual(rowsOf(await read(CSV, csv())));
    expect(result.account.notes).toEqual(['packed with zip, 1 of 1 files were read']);
  });

  it('with several files has a table for each, which is named', async () => {
    const { tables, account, ...result } = await read(zipOf({ 'eu/a.csv': CSV, 'b.csv': 'id,name\n\n3,y\n' }), csv());
    expect(rowsOf({ tables, account, ...result })).toEqual([
      ['eu/a.csv', 2, '1', 'Müller'],
      ['eu/a.csv', 3, '2', 'x'],
      ['b.csv', 3, '3', 'y'],
    ]);
    expect(tables).toEqual([
      { sheet: 'eu/a.csv', header: ['id', 'name'], header_line: 1, text: true },
      { sheet: 'b.csv', header: ['id', 'name'], header_line: 1, text: true },
    ]);
    expect(account.tables.map(({ sheet, lines, rows }) => [sheet, lines, rows])).toEqual([
      ['eu/a.csv', 3, 2],
      ['b.csv', 3, 1],
    ]);
  });

  it('of workbooks names member and sheet', async () => {
    const book = workbook({ S: [['id'], ['x']], T: [['id']] });
    const result = await read(zipOf({ 'a.xlsx': book, 'b.xlsx': book }), xlsx());
    expect(rowsOf(result)).toEqual([
      ['a.xlsx › S', 2, 'x'],
      ['b.xlsx › S', 2, 'x'],
    ]);
    expect(result.account.sheets_not_read).toEqual(['a.xlsx › T', 'b.xlsx › T']);
  });

  it('is read as far as `members` says; the rest and what systems put there is named', async () => {
    const bytes = zipOf({ 'pos.csv': CSV, 'sub/pos-2.csv': CSV, 'readme.txt': 'hello', '__MACOSX/._pos.csv': 'x', 'sub/': '' });
    const some = await read(bytes, csv({ members: 'pos*.csv' }));
    expect(some.tables.map(({ sheet }) => sheet)).toEqual(['pos.csv', 'sub/pos-2.csv']);
    expect(some.account.sheets_not_read).toEqual(['readme.txt', '__MACOSX/._pos.csv']);
    expect((await read(bytes, csv({ members: 'sub/*' }))).account.sheets_not_read).toHaveLength(3);
    await expect(read(bytes, csv({ members: '*.xlsx' }))).rejects.toMatchObject({
      code: 'MEMBER_MISSING',
      message: expect.stringContaining('"pos.csv", "sub/pos-2.csv", "readme.txt"'),
    });
  });

  it('says in which file something is wrong', async () => {
    await expect(read(zipOf({ 'a.csv': CSV, 'b.csv': 'id\n"x\n' }), csv())).rejects.toMatchObject({
      code: 'QUOTE_UNCLOSED',
      where: 'member "b.csv", line 2',
    });
    await expect(read(zipOf({ 'a.csv': CSV, 'b.csv': '' }), csv())).rejects.toMatchObject({ code: 'FILE_EMPTY', where: 'member "b.csv"' });
  });

  it('stores nothing under the names in it', async () => {
    const folder = tempFolder();
    const path = fileOf(zipOf({ '../../evil.csv': CSV, '/etc/\u001b[31mred.csv': CSV }));
    const { tables } = await gather(readFile(path, csv(), { unpackIn: folder }));
    expect(tables.map(({ sheet }) => sheet)).toEqual(['../../evil.csv', '/etc/\\x1b[31mred.csv']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing behind when it is broken off, and sweeps what a killed process left', async () => {
    const folder = tempFolder();
    mkdirSync(`${folder}/assurance-unpacked-999999999-x`);
    const files = plainFiles(fileOf(zipOf({ 'a.csv': CSV, 'b.csv': CSV })), { unpackIn: folder });
    await files.next();
    expect(readdirSync(folder)).toEqual([expect.stringContaining(`assurance-unpacked-${process.pid}-`)]);
    await files.return(undefined);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a zip archive', zipOf({ 'a.csv': CSV }), 'a zip archive'],
    ['a gzip file', gzipSync(CSV), 'a gzip file'],
    ['a tar archive', Buffer.concat([Buffer.from('a.csv'.padEnd(257, '\0')), Buffer.from('ustar'), Buffer.alloc(300)]), 'a tar archive'],
  ])('in which there is %s is refused', async (_, inside, what) => {
    await expect(read(zipOf({ 'x.csv': inside }), csv())).rejects.toMatchObject({
      code: 'ARCHIVE_NESTED',
      message: `What is packed in "x.csv" is ${what}.`,
    });
    await expect(read(gzipSync(inside), csv())).rejects.toMatchObject({ code: 'ARCHIVE_NESTED' });
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, -10), 'cut short'],
    [
      'with a byte changed',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 45), Buffer.from([bytes[45]! ^ 0xff]), bytes.subarray(46)]),
      '',
    ],
    ['with bytes before it', (bytes: Buffer) => Buffer.concat([Buffer.from('PK\u0003\u0004MZ'), bytes]), 'not where its end says'],
  ])('%s is an error', async (_, change, says) => {
    await expect(read(change(zipOf({ 'a.csv': CSV })), csv())).rejects.toMatchObject({
      code: 'ARCHIVE_UNREADABLE',
      message: expect.stringContaining(says),
    });
  });

  it.each([
    ['encrypted', { flags: 1 }, 'ARCHIVE_ENCRYPTED', 'password'],
    ['encrypted with AES', { method: 99 }, 'ARCHIVE_ENCRYPTED', 'password'],
    ['deflate64', { method: 9 }, 'ARCHIVE_UNREADABLE', 'deflate64'],
    ['bzip2', { method: 12 }, 'ARCHIVE_UNREADABLE', 'bzip2'],
    ['zstd', { method: 93 }, 'ARCHIVE_UNREADABLE', 'zstd'],
    ['an unknown method', { method: 77 }, 'ARCHIVE_UNREADABLE', 'method 77'],
  ])('%s is a clear error', async (_, over, code, says) => {
    await expect(read(zipOf({ 'a.csv': CSV }, over), csv())).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
  });

  it('with sizes behind the data, sizes of 64 bits, stored files, or names of DOS is read', async () => {
    for (const over of [{ descriptor: true }, { zip64: true }, { stored: true }]) {
      expect(rowsOf(await read(zipOf({ 'a.csv': CSV }, over), csv()))).toHaveLength(2);
    }
    const dos = zipOf({ 'Gr?n.csv': CSV, 'b.csv': CSV });
    for (let at = dos.indexOf('Gr?n'); at !== -1; at = dos.indexOf('Gr?n')) dos[at + 2] = 0x81;
    expect((await read(dos, csv())).tables[0]?.sheet).toBe('Grün.csv');
  });

  it('with nothing in it has no member', async () => {
    await expect(read(zipOf({}), csv())).rejects.toMatchObject({ code: 'MEMBER_MISSING' });
  });

  it('whose entries share their bytes, or bear one name, is refused', async () => {
    const two = zipOf({ 'a.csv': CSV, 'b.csv': CSV });
    const central = two.readUInt32LE(two.lastIndexOf('PK\x05\x06') + 16);
    const second = two.indexOf('PK\x01\x02', central + 4);
    two.writeUInt32LE(two.readUInt32LE(central + 42), second + 42);
    await expect(read(two, csv())).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE', message: expect.stringContaining('over another') });

    const same = zipOf({ 'a.csv': CSV, 'b.csv': CSV });
    for (let at = same.indexOf('b.csv'); at !== -1; at = same.indexOf('b.csv')) same.write('a', at);
    await expect(read(same, csv())).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE', message: expect.stringContaining('twice') });
  });

  it('that inflates without end is refused by its directory', async () => {
    const bytes = zipOf({ 'a.csv': Buffer.alloc(64 * 1024 * 1024) });
    await expect(read(bytes, csv())).rejects.toMatchObject({ code: 'FILE_TOO_LARGE_INFLATED' });
  });

  it('is a document where it is one', async () => {
    await expect(read(workbook({ S: [['x']] }), csv())).rejects.toMatchObject({ code: 'FORMAT_MISMATCH' });
  });
});

it('the checksum of the tests is that of zip', () => {
  const crc = new Crc32();
  crc.add(Buffer.from('123456789'));
  expect(crc.value).toBe(0xcbf43926);
});
