import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import type { BookType } from 'xlsx';
import type { CsvFormat } from '../../schemas/project.js';
import { behavesAsReader, conformsTo } from './conformance.js';
import { csv, workbook, x12, xlsx } from './support.js';
import { zipOf } from './zip-of.js';
import { interchange, segments } from './x12/writing.js';

const encode: Record<CsvFormat['encoding'], (text: string) => Buffer> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-16': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'windows-1252': (text) => iconv.encode(text, 'windows-1252'),
  'latin-1': (text) => iconv.encode(text, 'iso-8859-1'),
};

for (const [encoding, bytes] of Object.entries(encode) as [CsvFormat['encoding'], (text: string) => Buffer][]) {
  for (const [eol, record_delimiter] of Object.entries({ LF: '\n', CRLF: '\r\n', CR: '\r' })) {
    for (const [delimiter, quote] of [',"', ';"', "\t'"].map((pair) => [...pair] as [string, string])) {
      conformsTo(`CSV in ${encoding}, ${eol}, delimiter ${JSON.stringify(delimiter)}, quote ${quote}`, {
        bytes: (table) => bytes(stringify(table, { delimiter, quote, escape: quote, record_delimiter })),
        format: csv({ encoding, delimiter, quote }),
        sheet: null,
      });
    }
  }
}

const text = (table: string[][]) => Buffer.from(stringify(table));
conformsTo('CSV in gzip', { bytes: (table) => gzipSync(text(table)), format: csv(), sheet: null });
conformsTo('CSV in zip', { bytes: (table) => zipOf({ 'pos.csv': text(table) }), format: csv(), sheet: null });
conformsTo('a workbook in zip', {
  bytes: (table) => zipOf({ 'pos.xlsx': workbook({ Sheet1: table }) }),
  format: xlsx(),
  sheet: 'Sheet1',
});

for (const bookType of ['xlsx', 'xlsb', 'xls', 'ods'] satisfies BookType[]) {
  conformsTo(`a workbook as ${bookType}`, { bytes: (table) => workbook({ Sheet1: table }, bookType), format: xlsx(), sheet: 'Sheet1' });
}

for (const [kind, layout] of Object.entries({
  'padded, one segment a line': {},
  'unpadded, without line breaks': { padded: false, lineBreak: '' },
  'with line ends as terminators': { segment: '\n', lineBreak: '' },
})) {
  behavesAsReader(`X12 867, ${kind}`, {
    bytes: (rows) => {
      const lines = Array.from({ length: rows }, (_, at) => segments(`PTD*SS\nREF*IV*I${at}\nQTY*39*1\nLIN**VP*ROOM-220\nREF*SE*S${at}`));
      return Buffer.from(interchange([[['BPT', '00', '1', '20260501'], ...lines.flat(), ['CTT', String(rows)]]], { layout }));
    },
    format: x12(),
  });
}
