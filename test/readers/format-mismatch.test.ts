import { describe, expect, it } from 'vitest';
import { containerOf } from './containers.js';
import { csv, read, workbook, xlsx } from './support.js';

const table = {
  Data: [
    ['a', 'b'],
    ['1', '2'],
  ],
};
const html = '<!DOCTYPE html>\n<html><body>Please sign in</body></html>';

describe('under a CSV source', () => {
  it.each([
    ['a web page', html, 'an HTML page'],
    ['a web page behind blanks and a comment', `\r\n  <!-- proxy -->\n${html}`, 'an HTML page'],
    ['a web page in UTF-16', Buffer.from(`\uFEFF${html}`, 'utf16le'), 'an HTML page'],
    ['a table that calls itself a workbook', '<table><tr><td>a</td></tr></table>', 'an HTML page'],
    ['XML', '<?xml version="1.0"?><rows/>', 'an XML document'],
    ['an xlsx', workbook(table), 'an Excel workbook (xlsx or xlsb)'],
    ['an ods', workbook(table, 'ods'), 'an OpenDocument'],
    ['an xls', workbook(table, 'xls'), 'an OLE file'],
    ['a PDF', '%PDF-1.7\n', 'a PDF document'],
    ['an X12 interchange', 'ISA*00*          *00*', 'an X12 interchange'],
    ['bytes of any kind', Buffer.from([1, 0, 0, 0, 7, 7, 0, 0, 0, 9]), 'binary data'],
  ])('%s is refused as what it is', async (_, bytes, what) => {
    await expect(read(bytes, csv())).rejects.toMatchObject({
      code: 'FORMAT_MISMATCH',
      message: expect.stringContaining(`The file is ${what}`),
    });
  });

  it('text that only begins like something else is read', async () => {
    expect((await read('<5 units,PK,ISA\n1,2,3\n', csv())).tables[0]?.header).toEqual(['<5 units', 'PK', 'ISA']);
  });
});

describe('under a workbook source', () => {
  it.each([
    ['CSV', 'a,b\n1,2\n', 'a text file'],
    ['a web page, which SheetJS would read', html, 'an HTML page'],
    [
      'an Excel 2003 XML workbook',
      '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
      'an XML workbook of Excel 2003',
    ],
    ['a PDF', '%PDF-1.7\n', 'a PDF document'],
  ])('%s is refused as what it is', async (_, bytes, what) => {
    await expect(read(bytes, xlsx())).rejects.toMatchObject({
      code: 'FORMAT_MISMATCH',
      message: expect.stringContaining(`The file is ${what}`),
    });
  });

  it('a zip archive without a workbook is refused', async () => {
    const bytes = containerOf('zip', {
      '/[Content_Types].xml': Buffer.from('<Types/>'),
      '/word/document.xml': Buffer.from('<w:document/>'),
    });
    await expect(read(bytes, xlsx())).rejects.toMatchObject({
      code: 'FORMAT_MISMATCH',
      message: expect.stringContaining('a Word document'),
    });
  });

  it('an empty file is empty', async () => {
    await expect(read('', xlsx())).rejects.toMatchObject({ code: 'FILE_EMPTY' });
  });
});
