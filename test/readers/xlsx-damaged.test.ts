import { describe, expect, it } from 'vitest';
import { checkInflation, STREAMED_WORKBOOK, WHOLE_WORKBOOK } from '../../readers/zip/limits.js';
import { workbookRefusals } from '../../readers/zip/refusals.js';
import { containerOf, uncompressed, withPart, withXml } from './containers.js';
import { read, workbook, xlsx } from './support.js';

const ROWS = [['id', 'text'], ...Array.from({ length: 400 }, (_, index) => [`id ${index}`, `text ${index}`])];

describe.each(['xlsx', 'xlsb', 'ods', 'xls'] as const)('a damaged %s', (type) => {
  const whole = workbook({ S: ROWS }, type);

  it.each([0.02, 0.3, 0.6, 0.9, 0.999])('cut short at %d of its size is an error, never a smaller file', async (share) => {
    const cut = whole.subarray(0, Math.floor(whole.length * share));
    // So little of an archive does not say yet that it is a workbook
    const code = type === 'ods' && share < 0.1 ? 'ARCHIVE_UNREADABLE' : 'WORKBOOK_UNREADABLE';
    await expect(read(cut, xlsx())).rejects.toMatchObject({ code });
  });
});

it('a changed byte inside of a sheet is found by its checksum', async () => {
  const stored = uncompressed(workbook({ S: ROWS }));
  const at = stored.indexOf('id 123');
  stored.write('id 999', at);
  await expect(read(stored, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE', message: expect.stringContaining('checksum') });
});

describe('a workbook with a password', () => {
  it('as Office encrypts it', async () => {
    const bytes = containerOf('cfb', {
      '/EncryptionInfo': Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0, ...Buffer.from('<encryption/>')]),
      '/EncryptedPackage': Buffer.alloc(5_000, 7),
    });
    await expect(read(bytes, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_ENCRYPTED' });
  });

  it('as Excel 97 encrypts it', async () => {
    const filePass = Buffer.from([0x2f, 0, 6, 0, 0, 0, 0x34, 0x12, 0x78, 0x56]);
    const bytes = withPart('cfb', workbook({ S: ROWS }, 'xls'), '/Workbook', (content) => {
      const behind = 4 + content.readUInt16LE(2);
      return Buffer.concat([content.subarray(0, behind), filePass, content.subarray(behind)]);
    });
    await expect(read(bytes, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_ENCRYPTED' });
  });

  it('as OpenDocument encrypts it', async () => {
    const manifest = '<manifest:manifest><manifest:encryption-data/></manifest:manifest>';
    const bytes = withXml(workbook({ S: ROWS }, 'ods'), '/META-INF/manifest.xml', () => manifest);
    await expect(read(bytes, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_ENCRYPTED' });
  });
});

it.each([
  ['a formula that was never calculated', '<table:table-cell table:formula="of:=1+1">'],
  ['a value that is not written out as text', '<table:table-cell office:value-type="float" office:value="1"/><table:table-cell>'],
])('%s in an .ods, which SheetJS would lose, is an error', async (_, cell) => {
  const book = {
    S: [
      ['id', 'n'],
      ['x', 1],
    ],
  };
  const bytes = withXml(workbook(book, 'ods'), '/content.xml', (xml) =>
    xml.replace(/<table:table-cell office:value-type="float"[^>]*>/, cell),
  );
  await expect(read(bytes, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE' });
});

it.each([
  ['columns', /<table:table-cell (?=office:value-type="float")/, '<table:table-cell table:number-columns-repeated="2000000000" '],
  [
    'columns before it',
    /<table:table-cell (?=office:value-type="float")/,
    '<table:table-cell table:number-columns-repeated="17000"/><table:table-cell ',
  ],
  ['rows', /<table:table-row(?=[^>]*>)/, '<table:table-row table:number-rows-repeated="1000000000"'],
])('an .ods whose cells are repeated beyond all sheets is refused before it is written out: %s', async (_, place, tag) => {
  const book = {
    S: [
      ['id', 'n'],
      ['x', 1],
    ],
  };
  const bytes = withXml(workbook(book, 'ods'), '/content.xml', (xml) => xml.replace(place, tag));
  await expect(read(bytes, xlsx())).rejects.toMatchObject({ code: 'FILE_TOO_LARGE_INFLATED' });
});

describe('what SheetJS would lose or garble without a word is read as it is', () => {
  const strings = (change: (xml: string) => string) => withXml(workbook({ S: ROWS }), '/xl/sharedStrings.xml', change);
  const cellsOf = async (bytes: Buffer) => (await read(bytes, xlsx())).rows.slice(7, 9).map(({ cells }) => cells);

  it('an entry of the shared strings without content', async () => {
    const bytes = strings((xml) => xml.replace(/<si><t>text 7<\/t><\/si>/, '<si/>'));
    expect(await cellsOf(bytes)).toEqual([
      ['id 7', ''],
      ['id 8', 'text 8'],
    ]);
  });

  it('a character beyond U+FFFF as a number', async () => {
    expect((await cellsOf(strings((xml) => xml.replace('>text 7<', '>text &#x1F600;<'))))[0]).toEqual(['id 7', 'text 😀']);
  });
});

describe('XML of a workbook that cannot be trusted', () => {
  const sheet = (change: (xml: string) => string) => withXml(workbook({ S: ROWS }), '/xl/worksheets/sheet1.xml', change);

  it.each([
    ['two cells in one place', (xml: string) => xml.replace('r="B3"', 'r="A3"')],
    ['a cell of another row', (xml: string) => xml.replace('r="A3"', 'r="A2"')],
    ['a row that stands twice', (xml: string) => xml.replace(/(<row r="3".*?<\/row>)/, '$1$1')],
    ['a document type', (xml: string) => xml.replace('<worksheet', '<!DOCTYPE x [<!ENTITY e "e">]><worksheet')],
    ['an entity', (xml: string) => xml.replace(/<c r="A3".*?<\/c>/, '<c r="A3" t="str"><v>&e;</v></c>')],
    ['a shared text that is not there', (xml: string) => xml.replace(/<c r="A3".*?<\/c>/, '<c r="A3" t="s"><v>99999</v></c>')],
    ['a type that no cell has', (xml: string) => xml.replace('t="s"', 't="q"')],
    ['text between cells', (xml: string) => xml.replace('</c><c', '</c>lost<c')],
    [
      'alternatives for other programs',
      (xml: string) => xml.replace(/(<row r="3".*?<\/row>)/, '<mc:AlternateContent>$1</mc:AlternateContent>'),
    ],
    ['a tag that never ends', (xml: string) => xml.replace('</sheetData>', '<')],
    ['an end that nothing begins', (xml: string) => xml.replace('</worksheet>', '</worksheet></x>')],
    ['another encoding', (xml: string) => xml.replace('encoding="UTF-8"', 'encoding="UTF-16"')],
    ['something else than a sheet', () => '<html/>'],
  ])('%s is an error with its sheet', async (_, change) => {
    await expect(read(sheet(change), xlsx())).rejects.toMatchObject({
      code: 'WORKBOOK_UNREADABLE',
      where: expect.stringContaining('sheet "S"'),
    });
  });

  it('bytes that are not UTF-8', async () => {
    const bytes = withPart('zip', workbook({ S: ROWS }), '/xl/sharedStrings.xml', (content) =>
      Buffer.concat([content.subarray(0, 300), Buffer.from([0xff]), content.subarray(300)]),
    );
    await expect(read(bytes, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE' });
  });
});

it('a sheet that the archive lacks is an error', async () => {
  const bytes = withPart('zip', workbook({ A: ROWS, B: ROWS }), '/xl/worksheets/sheet2.xml', () => undefined);
  await expect(read(bytes, xlsx({ sheet: 'all' }))).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE', where: 'sheet "B"' });
});

describe('a workbook that inflates without end', () => {
  it('is refused by the ratio of its sizes, before it is inflated', async () => {
    const bytes = withPart('zip', workbook({ S: ROWS }), '/xl/media/zeros.bin', () => Buffer.alloc(64 * 1024 * 1024));
    await expect(read(bytes, xlsx())).rejects.toMatchObject({ code: 'FILE_TOO_LARGE_INFLATED' });
  });

  const sizesOf = (bytes: Buffer): { central: number; local: number } => {
    const central = bytes.readUInt32LE(bytes.lastIndexOf('PK\x05\x06') + 16);
    return { central, local: bytes.readUInt32LE(central + 42) };
  };

  it('is refused by its size alone', () => {
    for (const limits of [STREAMED_WORKBOOK, WHOLE_WORKBOOK]) {
      expect(() => checkInflation(limits.inflated + 1, limits.inflated, limits, workbookRefusals)).toThrow(
        expect.objectContaining({ code: 'FILE_TOO_LARGE_INFLATED' }),
      );
    }
  });

  it('does not get past the limits by false sizes in its directory or before its data', async () => {
    const inDirectory = workbook({ S: ROWS });
    inDirectory.writeUInt32LE(1, sizesOf(inDirectory).central + 24);
    await expect(read(inDirectory, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE' });

    const { central, local } = sizesOf(inDirectory);
    inDirectory.writeUInt32LE(1, local + 22);
    expect(inDirectory.readUInt32LE(central + 24)).toBe(1);
    await expect(read(inDirectory, xlsx())).rejects.toMatchObject({ message: expect.stringContaining('longer than the 1 bytes') });

    const beforeData = workbook({ S: ROWS });
    beforeData.writeUInt32LE(4_000_000_000, sizesOf(beforeData).local + 22);
    await expect(read(beforeData, xlsx())).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE' });
  });
});
