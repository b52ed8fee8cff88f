/** What a file is by its first bytes, whatever its name or its source says. Used to refuse, never to choose a reader. */

export const boms = [
  { name: 'UTF-8', encoding: 'utf-8', littleEndian: false, bytes: Buffer.from([0xef, 0xbb, 0xbf]) },
  { name: 'UTF-16 little endian', encoding: 'utf-16', littleEndian: true, bytes: Buffer.from([0xff, 0xfe]) },
  { name: 'UTF-16 big endian', encoding: 'utf-16', littleEndian: false, bytes: Buffer.from([0xfe, 0xff]) },
] as const;

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** What the first bytes are for certain. */
const signatures: [string, number[]][] = [
  ['an OLE file (a workbook of Excel 97 to 2003, or one with a password)', OLE],
  ['a PDF document', [...Buffer.from('%PDF-')]],
  ['a gzip file', [0x1f, 0x8b]],
  ['a zstd file', [0x28, 0xb5, 0x2f, 0xfd]],
  ['an xz file', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['a rar archive', [...Buffer.from('Rar!'), 0x1a, 0x07]],
  ['a Parquet file', [...Buffer.from('PAR1'), 0x15]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['an RTF document', [...Buffer.from('{\\rtf')]],
];

/** Of a zip archive, by names of entries that stand near its beginning. */
const zipContents: [string, string][] = [
  ['opendocument.spreadsheet', 'an OpenDocument workbook (ods)'],
  ['xl/', 'an Excel workbook (xlsx or xlsb)'],
  ['content.xml', 'an OpenDocument file'],
  ['word/', 'a Word document'],
  ['ppt/', 'a PowerPoint document'],
];

/** Of a text, by its beginning; blanks, a byte order mark and the zero bytes of UTF-16 aside. */
const beginnings: [string, RegExp][] = [
  ['an HTML page', /^(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|script|meta|div)\b/i],
  ['an XML workbook of Excel 2003', /^<\?xml[^]*?(?:progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet)/i],
  ['an HTML page', /^<\?xml[^>]*>\s*(?:<!doctype\s+html|<html)\b/i],
  ['an XML document', /^<\?xml\s/i],
  ['an X12 interchange', /^ISA([*|~^])0[0-9]\1/],
];

export const isZip = (head: Buffer) => starts(head, [0x50, 0x4b, 0x03, 0x04]) || starts(head, [0x50, 0x4b, 0x05, 0x06]);
export const isOle = (head: Buffer) => starts(head, OLE);

/** @returns what the file is when that is certainly no delimited text, in words that fit behind "The file is". */
export function whatIs(head: Buffer): string | undefined {
  if (isZip(head)) return zipContents.find(([name]) => head.includes(name))?.[1] ?? 'a zip archive';
  return signatures.find(([, bytes]) => starts(head, bytes))?.[0] ?? textThatIs(head) ?? (isBinary(head) ? 'binary data' : undefined);
}

/** Byte order by where the zero bytes are: Latin text in UTF-16 has one in nearly every second place. */
export function utf16WithoutBom(head: Buffer): 'little' | 'big' | undefined {
  const pairs = Math.floor(head.length / 2);
  let first = 0;
  let second = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (head[2 * pair] === 0) first++;
    if (head[2 * pair + 1] === 0) second++;
  }
  if (second > pairs * 0.4 && first < pairs * 0.1) return 'little';
  if (first > pairs * 0.4 && second < pairs * 0.1) return 'big';
  return undefined;
}

function textThatIs(head: Buffer): string | undefined {
  const text = head
    .toString('latin1')
    .replace(/^(?:\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)/, '')
    .replaceAll('\0', '')
    .trimStart();
  return beginnings.find(([, pattern]) => pattern.test(text))?.[0];
}

/** So few zero bytes are strays in a text, however short it is: whoever decodes it says where they stand. */
const STRAY_ZEROS = 4;

/** Zero bytes that are not those of UTF-16 text, in more than one of a hundred places. */
function isBinary(head: Buffer): boolean {
  if (boms.some(({ bytes }) => starts(head, [...bytes])) || utf16WithoutBom(head) !== undefined) return false;
  const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  return zeros > Math.max(head.length / 100, STRAY_ZEROS);
}

function starts(head: Buffer, bytes: number[]): boolean {
  return head.subarray(0, bytes.length).equals(Buffer.from(bytes));
}
