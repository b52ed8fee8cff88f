import { describe, expect, it } from 'vitest';
import { CFB } from 'xlsx';
import { INFLATED_LIMIT, zipEntries } from '../../readers/zip.js';
import { read, workbook, xlsx } from './support.js';

const ROWS = [['id', 'text'], ...Array.from({ length: 400 }, (_, index) => [`id ${index}`, `text ${index}`])];

describe.each(['xlsx', 'xlsb', 'ods', 'xls'] as const)('a damaged %s', (type) => {
  const whole = workbook({ S: ROWS }, type);

  it.each([0.02, 0.3, 0.6, 0.9, 0.999])('cut short at %d of its size is an error, never a smaller file', async (share) => {
    const cut = whole.subarray(0, Math.floor(whole.length * share));
    await expect(read(cut, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE' });
  });
});

it('a changed byte inside of a sheet is found by its checksum', async () => {
  const bytes = workbook({ S: ROWS });
  const stored = CFB.write(CFB.read(bytes, { type: 'buffer' }), { type: 'buffer', fileType: 'zip', compression: false }) as Buffer;
  const at = stored.indexOf('id 123');
  stored.write('id 999', at);
  await expect(read(stored, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE', message: expect.stringContaining('checksum') });
});

describe('a workbook with a password', () => {
  it('as Office encrypts it', async () => {
    const container = CFB.utils.cfb_new();
    CFB.utils.cfb_add(container, '/EncryptionInfo', Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0, ...Buffer.from('<encryption/>')]));
    CFB.utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(5_000, 7));
    await expect(read(CFB.write(container, { type: 'buffer' }) as Buffer, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_ENCRYPTED' });
  });

  it('as Excel 97 encrypts it', async () => {
    const container = CFB.read(workbook({ S: ROWS }, 'xls'), { type: 'buffer' });
    const stream = CFB.find(container, '/Workbook');
    const content = Buffer.from(stream?.content as Buffer);
    const beginning = 4 + content.readUInt16LE(2);
    const filePass = Buffer.from([0x2f, 0, 6, 0, 0, 0, 0x34, 0x12, 0x78, 0x56]);
    CFB.utils.cfb_add(container, '/Workbook', Buffer.concat([content.subarray(0, beginning), filePass, content.subarray(beginning)]));
    await expect(read(CFB.write(container, { type: 'buffer' }) as Buffer, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_ENCRYPTED' });
  });

  it('as OpenDocument encrypts it', async () => {
    const container = CFB.read(workbook({ S: ROWS }, 'ods'), { type: 'buffer' });
    const manifest = CFB.find(container, '/META-INF/manifest.xml');
    if (manifest !== null) manifest.content = Buffer.from('<manifest:manifest><manifest:encryption-data/></manifest:manifest>');
    const bytes = CFB.write(container, { type: 'buffer', fileType: 'zip' }) as Buffer;
    await expect(read(bytes, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_ENCRYPTED' });
  });
});

it('formulas of an .ods that were never calculated are an error, as nobody would see that they are missing', async () => {
  const container = CFB.read(workbook({ S: [['id', 'n'], ['x', 1]] }, 'ods'), { type: 'buffer' });
  const part = CFB.find(container, '/content.xml');
  const xml = Buffer.from(part?.content as Buffer).toString();
  const without = xml.replace(/<table:table-cell office:value-type="float"[^>]*>/, '<table:table-cell table:formula="of:=1+1">');
  expect(without).not.toBe(xml);
  if (part !== null) part.content = Buffer.from(without);
  const bytes = CFB.write(container, { type: 'buffer', fileType: 'zip' }) as Buffer;
  await expect(read(bytes, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE', message: expect.stringContaining('never calculated') });
});

it('a sheet that the archive lacks is an error', async () => {
  const container = CFB.read(workbook({ A: ROWS, B: ROWS }), { type: 'buffer' });
  CFB.utils.cfb_del(container, '/xl/worksheets/sheet2.xml');
  const bytes = CFB.write(container, { type: 'buffer', fileType: 'zip' }) as Buffer;
  await expect(read(bytes, xlsx({ sheet: 'all' }))).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE', where: 'sheet "B"' });
});

describe('a workbook that inflates without end', () => {
  it('is refused by the ratio of its sizes, before it is inflated', async () => {
    const container = CFB.read(workbook({ S: ROWS }), { type: 'buffer' });
    CFB.utils.cfb_add(container, '/xl/media/zeros.bin', Buffer.alloc(64 * 1024 * 1024));
    const bytes = CFB.write(container, { type: 'buffer', fileType: 'zip', compression: true }) as Buffer;
    await expect(read(bytes, xlsx())).rejects.toMatchObject({ code: 'FILE_TOO_LARGE_INFLATED' });
  });

  const sizesOf = (bytes: Buffer): { central: number; local: number } => {
    const central = bytes.readUInt32LE(bytes.lastIndexOf('PK\x05\x06') + 16);
    return { central, local: bytes.readUInt32LE(central + 42) };
  };

  it('is refused by its size alone', () => {
    const bytes = workbook({ S: ROWS });
    bytes.writeUInt32LE(INFLATED_LIMIT, sizesOf(bytes).central + 24);
    expect(() => zipEntries(bytes)).toThrow(expect.objectContaining({ code: 'FILE_TOO_LARGE_INFLATED' }));
  });

  it('does not get past the limits by false sizes in its directory or before its data', () => {
    const inDirectory = workbook({ S: ROWS });
    inDirectory.writeUInt32LE(1, sizesOf(inDirectory).central + 24);
    expect(() => zipEntries(inDirectory)).toThrow(expect.objectContaining({ code: 'WORKBOOK_UNREADABLE' }));

    const beforeData = workbook({ S: ROWS });
    beforeData.writeUInt32LE(4_000_000_000, sizesOf(beforeData).local + 22);
    expect(() => zipEntries(beforeData)).toThrow(expect.objectContaining({ code: 'WORKBOOK_UNREADABLE' }));
  });
});
