/** Lines and headers are where the reader of the proposed source finds them, however the lines of the file end. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectSource } from '../../client/detect.js';
import { readFile } from '../../readers/reader.js';
import { sourceSchema } from '../../schemas/project.js';
import { tempFolder } from '../support/temp-folder.js';

const header = 'Invoice No,Date,SKU,S/N,Qty,Customer,Street,City,State,ZIP,Country';
const sale = (serial: number) => `1,2026-01-22,R-1,SN${serial},1,Example Clinic,1 Main Street,Springfield,IL,62701,US`;

function fileOf(text: string): string {
  const file = join(tempFolder(), 'report.csv');
  writeFileSync(file, text);
  return file;
}

/** The proposal, and what its format makes of the file. */
async function readAsProposed(text: string) {
  const file = fileOf(text);
  const { source } = await detectSource({ file });
  const { format } = sourceSchema.parse(source);
  let heads: readonly string[] = [];
  const lines: number[] = [];
  for await (const { table, rows } of readFile(file, format)) {
    heads = table.header;
    for (const { line } of rows) lines.push(line);
  }
  return { columns: source.columns, headerRow: (format as { header_row: number }).header_row, heads, lines };
}

describe('a text whose lines end in several ways', () => {
  it.each([
    ['CRLF behind the header, LF behind the rows', `${header}\r\n${sale(1)}\n${sale(2)}\n`, 1],
    ['LF behind the header, CRLF behind the rows', `${header}\n${sale(1)}\r\n${sale(2)}\r\n`, 1],
    ['CRLF behind a title', `Report\r\n${header}\n${sale(1)}\n${sale(2)}\n`, 2],
    ['LF behind a title', `Report\n${header}\r\n${sale(1)}\r\n${sale(2)}\r\n`, 2],
    ['a CR too many behind a title', `\n\nReport\r\r\n${header}\r\n${sale(1)}\r\n${sale(2)}\r\n`, 5],
    ['CR alone', `Report\r${header}\r${sale(1)}\r${sale(2)}\r`, 2],
    ['line ends within a cell of the title', `"Report\r\nof March"\r\n${header}\r\n${sale(1)}\r\n${sale(2)}\r\n`, 3],
  ])('is read as it was looked at: %s', async (_, text, line) => {
    const read = await readAsProposed(text);
    expect(read.headerRow).toBe(line);
    expect(read.heads).toEqual(header.split(','));
    expect(read.lines).toEqual([line + 1, line + 2]);
    expect(Object.keys(read.columns as object)).toEqual(header.split(','));
  });

  it('is looked at by its beginning where CR ends the lines and it is long', async () => {
    const long = (serial: number) => sale(serial).replace('1 Main Street', 'Main Street '.repeat(100));
    const text = [header, ...Array.from({ length: 1000 }, (_, at) => long(at))].join('\r');
    const { source, evidence } = await detectSource({ file: fileOf(text) });
    expect(source.columns).toMatchObject({ Customer: 'end_user_name' });
    const { says } = evidence.find(({ about }) => about === 'delimiter')!;
    // The row that the end of the first piece cuts is none of them
    expect(says).toMatch(/^comma gives (\d+) of \1 rows 11 cells/);
  });
});

describe('a header with a number among its names', () => {
  const withMore = (line: string, cell: string) => `${line},${cell}`;

  it.each(['2025', '1', '31.03.2026'])('is one where the others are known: %s', async (name) => {
    const { headerRow, lines } = await readAsProposed(`Report\n${withMore(header, name)}\n${withMore(sale(1), 'x')}\n`);
    expect({ headerRow, lines }).toEqual({ headerRow: 2, lines: [3] });
  });

  it('is none where nobody knows them', async () => {
    await expect(detectSource({ file: fileOf('Betrieb,2024,2025\nAlpha,10,20\nBeta,11,21\n') })).rejects.toMatchObject({
      code: 'DETECT_NO_TABLE',
    });
  });
});
